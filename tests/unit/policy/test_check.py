"""The type check: what is wrong is found when the file is read, with its place and a way out."""

import pytest

from proxy.policy.celtypes import Scalar
from proxy.policy.check import check_expression, compile_expression
from proxy.policy.environment import Scope
from proxy.policy.problem import InvalidExpression


def problems(text: str, scope: Scope = Scope.REQUIRE) -> list[str]:
    """Return the problems of *text* as they are printed."""
    return [str(problem) for problem in check_expression(text, scope)]


@pytest.mark.parametrize(
    "text",
    [
        "endpoint.price.input <= 3",
        "endpoint.price.output * 2 < 10 + endpoint.price.input",
        "endpoint.price.input in [1, 2]",
        "endpoint.context_length >= request.input_tokens",
        'endpoint.headquarters != "CN"',
        '"DE" in endpoint.processing',
        'endpoint.processing.all(c, c in ["DE", "FR"])',
        "request.metadata.country == endpoint.headquarters",
        'has(endpoint.price.cache_read) && "tools" in endpoint.features',
        'request.time.getHours("Europe/Berlin") < 18 && request.time < timestamp("2027-01-01T00:00:00Z")',
        'request.tags.map(t, t.size()) == [3] || request.tags.filter(t, t.startsWith("x")) != []',
        '(endpoint.zdr ? "a" : endpoint.headquarters) == "a"',
        'principal.labels["team"] == "risk" || size(principal.labels) == 0',
        "request.tags[0] + request.model != request.session",
        "-request.input_tokens % 7 == -1",
        "[].all(e, e > 0) && [].exists(e, 'a' < e)",
    ],
)
def test_good_expressions_have_no_problems(text):
    """What is meant can be said without ceremony, an `int` constant beside a `double` included."""
    assert [] == problems(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("requst.stream", "1:1: unknown name `requst`; did you mean `request`?"),
        (
            "zzz",
            '1:1: unknown name `zzz`; a text needs quotes: `"zzz"`; known names are `request`, `principal`, `endpoint`',
        ),
        ("endpoint.trainin", "1:10: `endpoint` has no field `trainin`; did you mean `training`?"),
        ("has(endpoint.prices)", "1:14: `endpoint` has no field `prices`; did you mean `price`?"),
        ("request.model.x", "1:15: string has no fields, so no `x`"),
        (
            "endpoint.retention_days",
            "1:10: the expression must be bool, and is int; compare it: `request.input_tokens > 1000`",
        ),
        (
            "request",
            "1:1: the expression must be bool, and is request; read one of its fields: `.dialect`, `.model`, `.tags`, `.tools`",
        ),
        (
            "true && request.tags",
            "1:17: an operand of `&&` must be bool, and is list(string); ask for an element, `x in list`, or for any, `list.size() > 0`",
        ),
        (
            "!request.model",
            '1:10: an operand of `!` must be bool, and is string; compare it: `request.model == "openai/gpt"`',
        ),
        (
            "(request.model ? 1 : 2) == 1",
            '1:10: the condition of `?:` must be bool, and is string; compare it: `request.model == "openai/gpt"`',
        ),
        ("(true ? 1 : 'a') == 1", "1:2: the branches of `?:` differ: int and string"),
        (
            "endpoint.retention_days == '0'",
            "1:1: int `==` string is always false; a text stands in quotes, a number does not",
        ),
        ("endpoint.zdr != 1", "1:1: bool `!=` int is always true; a bool is a condition itself: write `x` or `!x`"),
        (
            "request.tags == 'phi'",
            '1:1: list(string) `==` string is always false; write `"phi" in request.tags`',
        ),
        ("1 in request.tags", "1:1: int `in` list(string) is always false"),
        (
            "'a' in request.model",
            "1:1: `in` needs a list or map on its right, and got string; `text.contains(part)` looks into a text",
        ),
        ("request.tags < ['a']", "1:1: `<` cannot order list(string) and list(string)"),
        ("request.model < 1", "1:1: `<` cannot order string and int; a text stands in quotes, a number does not"),
        ("request.input_tokens + endpoint.price.input > 1", "1:1: `+` has no overload for int and double"),
        ("endpoint.price.input % 2 == 1", "1:1: `%` has no overload for double and double"),
        ("-request.model == 'a'", "1:1: `-` needs a number, and got string"),
        ("[1, 'a'] == [1]", "1:5: a list of int cannot have string in it"),
        ("[1, 2.5] == [1]", "1:5: a list of int cannot have double in it; write every number with a point"),
        ("request.tags[-1] == 'a'", "1:14: the index -1 is always an error; the first element is `[0]`"),
        ("request.tags['a'] == 'a'", "1:1: list(string) cannot be indexed with string"),
        (
            "request.tags.exists(t, t.startswith('x'))",
            "1:26: unknown function `startswith`; did you mean `startsWith`?",
        ),
        ("dyn(true)", "1:1: unknown function `dyn`"),
        (
            "request.model.startsWith(1)",
            "1:15: `startsWith` takes (string, string), and got (string, int)",
        ),
        (
            "request.tags.contains('a')",
            "1:14: `contains` takes (string, string), and got (list(string), string); `x in list` asks whether a list has an element",
        ),
        ("request.model.matches('(a')", "1:23: `(a` is no RE2 pattern: missing ): (a"),
        ("request.model.matches(request.session)", "1:15: `matches` needs a constant text"),
        ("request.time.getHours('X') == 1", "1:23: `X` is no time zone: write `Europe/Berlin` or `+02:00`"),
        ("request.model.exists(c, true)", "1:15: `exists` goes over a list or map, not over string"),
        (
            "request.tags.all(t, t)",
            '1:21: the condition of `all` must be bool, and is string; compare it: `request.model == "openai/gpt"`',
        ),
        (
            "request.tags.map(t, t, t) == []",
            '1:21: the condition of `map` must be bool, and is string; compare it: `request.model == "openai/gpt"`',
        ),
        ("request.tags.all(request, true)", "1:14: `request` already has a meaning here; choose another name"),
    ],
)
def test_a_mistake_is_found_with_its_place(text, expected):
    """One mistake is one line, and says what to write instead where that can be known."""
    assert [expected] == problems(text)


@pytest.mark.parametrize(
    "text",
    [
        'endpoint.headquarters == "cn"',
        '"cn" != endpoint.headquarters',
        'endpoint.headquarters in ["DE", "cn"]',
        '"cn" in endpoint.storage',
        'endpoint.processing == ["cn"]',
        'endpoint.processing.exists(c, c == "cn")',
        'endpoint.processing.all(c, c in ["cn"])',
    ],
)
def test_a_country_in_lower_case_is_found(text):
    """`!= "cn"` would be true for every endpoint, and let through what it was written to keep out."""
    [problem] = problems(text)

    assert "`cn` is no country; countries are written in upper case: `CN`" in problem


def test_all_problems_are_found_at_once_in_order():
    """An author mends a file once, not once for every mistake; one mistake is not reported twice."""
    text = "endpoint.trainin ||\n  request.tags == 'phi' || nobody.here.at.all || 1"

    assert ["1:10", "2:3", "2:28", "2:50"] == [problem.partition(": ")[0] for problem in problems(text)]


def test_a_match_cannot_read_the_endpoint():
    """It is asked before there is one."""
    expected = "1:1: `endpoint` cannot be read here; only `where`, under `require`, knows the endpoint"

    assert [expected] == problems("endpoint.zdr", Scope.MATCH)
    assert [] == problems("request.stream && principal.team == 'x'", Scope.MATCH)


def test_a_parse_error_is_a_problem_like_any_other():
    """Callers look in one place."""
    assert ["1:3: unexpected `=`; write `==`"] == problems("a = b")


def test_a_checked_tree_has_types_and_an_unchecked_one_is_not_given():
    """What is compiled has been checked."""
    node = compile_expression("endpoint.price.input <= 3", Scope.REQUIRE)

    assert (Scalar.BOOL, Scalar.DOUBLE) == (node.type, node.args[1].type)
    assert isinstance(node.args[1].value, float)
    with pytest.raises(InvalidExpression):
        compile_expression("nobody", Scope.REQUIRE)
