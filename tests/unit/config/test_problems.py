"""Problems: they print as editors understand them, and sort by where they stand."""

from proxy.config.codes import Code
from proxy.config.problems import Problem, did_you_mean, listed, nearest


def problem(line: int, column: int = 1, file: str = "a.yaml", hint: str = "") -> Problem:
    """Make a problem that differs in where it stands."""
    return Problem(file=file, line=line, column=column, message="wrong", hint=hint, code=Code.YAML)


def test_a_problem_prints_its_place_first():
    """`file:line:col: message` is what editors and terminals turn into a link."""
    assert "a.yaml:3:7: wrong" == str(problem(3, 7))


def test_the_hint_stands_in_brackets():
    """The way out is told apart from what is wrong."""
    assert "a.yaml:3:7: wrong (mend it)" == str(problem(3, 7, hint="mend it"))


def test_problems_sort_by_file_line_and_column():
    """Lines are numbers: 10 comes after 9."""
    first, second, third, last = problem(9), problem(10, 2), problem(10, 11), problem(1, file="b.yaml")

    assert [first, second, third, last] == sorted([last, third, second, first])


def test_the_nearest_word_is_suggested_in_any_case():
    """A typing error is answered with the word that was meant."""
    assert "did you mean `require`?" == did_you_mean("Requier", ["require", "caps", "prefer"])


def test_without_a_near_word_the_few_known_ones_are_listed():
    """Where nothing is near, a short list is the way out."""
    assert "known: `caps`, `prefer`" == did_you_mean("zzz", ["prefer", "caps"])


def test_a_long_list_is_not_given():
    """A hundred names on one line help nobody."""
    assert "" == did_you_mean("zzz", [f"name-{number}" for number in range(100)])


def test_nothing_near_is_no_suggestion():
    """A suggestion that is not near would mislead."""
    assert "" == nearest("zzz", ["prefer", "caps"])


def test_names_stand_in_backticks():
    """What a user writes is always marked as such."""
    assert "`a`, `b`" == listed(["a", "b"])
