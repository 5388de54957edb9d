"""Trees: no key twice, no tags, no merges, and bounds that aliases cannot get around."""

import pytest

from proxy.config.tree import Mark, plain, walk
from proxy.config.treebuilder import MAX_DEPTH, MAX_NODES
from tests.support.configuration import messages, tree


def places(text: str) -> list[str]:
    """Return the line and column of every problem of *text*."""
    return [line.split(": ")[0].removeprefix("a.yaml:") for line in messages(text)]


def test_a_second_key_of_one_name_names_both_places():
    """Neither is taken silently; whoever reads can find both."""
    expected = "a.yaml:3:1: the key `a` stands here a second time; first at line 1, column 1 (remove one)"

    assert [expected] == messages("a: 1\nb: 2\na: 3\n")


def test_keys_are_equal_however_they_are_quoted():
    """`a` and `"a"` are one key."""
    assert ["1:8"] == places("{a: 1, 'a': 2}\n")


@pytest.mark.parametrize("key", ["1", "1.5", "true", "~", "[a]", "{a: b}"])
def test_a_key_is_text(key):
    """Anything else would be a key that nobody can write in a path."""
    assert ["1:3"] == places(f"? {key}\n: x\n")


def test_all_problems_of_a_document_are_found():
    """One run tells all of them, in the order in which they are noticed."""
    assert {"1:4", "2:1", "3:1", "4:1"} == set(places("a: !t x\na: 2\n<<: {}\n7: y\n"))


def test_a_quoted_merge_sign_is_a_key_like_any_other():
    """Only the plain `<<` meant a merge."""
    assert {"<<": 1} == plain(tree("'<<': 1\n"))


def test_an_alias_repeats_its_anchor():
    """Anchors are allowed; what they stand for keeps the place where it was written."""
    root = tree("a: &x [1, 2]\nb: *x\n")

    assert ({"a": [1, 2], "b": [1, 2]}, Mark(1, 8)) == (plain(root), walk(root, ["b", 0]).mark)


def test_an_anchor_is_forgotten_with_its_document():
    """Documents do not depend on each other."""
    assert ["3:4"] == places("a: &x 1\n---\nb: *x\n")


def test_a_value_that_is_not_written_stands_at_its_key():
    """The parser has gone on to the next line before it knows that there is no value."""
    root = tree("a:\nb:\n  c:\n")

    assert [Mark(1, 1), Mark(3, 3)] == [walk(root, ["a"]).mark, walk(root, ["b", "c"]).mark]


def test_depth_is_counted_through_aliases():
    """An alias cannot hide levels."""
    levels = MAX_DEPTH - 10
    deep = f"a: &x {'[' * levels}{']' * levels}\n"

    assert ([], 1) == (messages(deep + "b: [*x]\n"), len(messages(deep + "b: " + "[" * 10 + "*x" + "]" * 10 + "\n")))


def test_nodes_are_counted_through_aliases_and_documents():
    """The limit is on the file as a reader of values would see it."""
    row = "a: &a [" + "x, " * 999 + "x]\n"
    block = row + "b: [" + "*a, " * 90 + "*a]\n"

    assert ([], 1) == (messages(block), len(messages(block + "---\n" + block)))
    assert MAX_NODES == 100_000


def test_a_file_over_the_limit_is_reported_once():
    """What follows the limit is not looked at."""
    block = "a: &a [" + "x, " * 999 + "x]\nb: [" + "*a, " * 200 + "*a]\n---\n"

    assert 1 == len(messages(block * 3))
