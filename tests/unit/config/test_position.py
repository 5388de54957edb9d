"""Places inside a scalar's text: the very column where the way there is understood, the scalar's own where it is not."""

import pytest

from proxy.config.position import locate
from proxy.config.tree import Mark, ScalarNode, walk
from tests.support.configuration import tree


def place_of(text: str, line: int, column: int) -> Mark:
    """Return where a character of the value of `a` stands."""
    node = walk(tree(text), ["a"])
    assert isinstance(node, ScalarNode)
    return locate(node, line, column)


@pytest.mark.parametrize(
    ("text", "line", "column", "expected"),
    [
        ("a: one two\n", 1, 5, Mark(1, 8)),
        ("a: 'one two'\n", 1, 5, Mark(1, 9)),
        ("a: 'it''s two'\n", 1, 6, Mark(1, 11)),
        ('a: "one \\"two"\n', 1, 6, Mark(1, 11)),
        ('a: "\\u00e9\\x41 two"\n', 1, 4, Mark(1, 16)),
        ("a: |\n  one\n    two\n", 2, 3, Mark(3, 5)),
        ("a: |-\n\n  one\n  two\n", 3, 2, Mark(4, 4)),
        ("a: |2\n    one\n", 1, 3, Mark(2, 5)),
        ("a: >-\n  one\n  two\n", 1, 5, Mark(3, 3)),
        ("a: one\n  two # three\n", 1, 5, Mark(2, 3)),
        ("a: 'one\n  two'\n", 1, 5, Mark(2, 3)),
        ("a: &name 'one two'\n", 1, 5, Mark(1, 15)),
        ("é: 1\na: é two\n", 1, 3, Mark(2, 6)),
        ("a: one\r\nb: |\r\n  x\r\n", 1, 2, Mark(1, 5)),
    ],
)
def test_a_character_is_found_in_every_style(text, line, column, expected):
    """Quotes, escapes, indentation and folded lines are followed to the character."""
    assert expected == place_of(text, line, column)


def test_the_end_of_the_text_is_behind_its_last_character():
    """An expression that ends too early is wrong behind its end."""
    assert [Mark(1, 7), Mark(2, 6)] == [place_of("a: one\n", 1, 4), place_of("a: |\n  one\n", 1, 9)]


@pytest.mark.parametrize(
    "text", ["a: >\n  one\n\n  two\n", "a: one\n\n  two\n", "a: 'one\n\n  two'\n", "a: &x\n  one\n"]
)
def test_what_cannot_be_followed_stands_where_the_scalar_does(text):
    """A wrong column would be worse than the scalar's beginning."""
    assert Mark(1, 4) == place_of(text, 2, 1)


def test_a_line_that_the_text_does_not_have_stands_where_the_scalar_does():
    """A place from elsewhere can be wrong, and must not end the build."""
    assert [Mark(1, 4), Mark(1, 4)] == [place_of("a: |\n  one\n", 9, 1), place_of("a: |\n  one\n", 0, 1)]


def test_an_empty_text_has_only_its_own_place():
    """Nothing can be wrong inside nothing."""
    assert Mark(1, 4) == place_of("a: ''\n", 1, 1)


def test_behind_a_text_that_ends_with_a_folded_line_is_the_end_of_that_line():
    """The space that a line's end stands for is the last place its line has."""
    assert Mark(1, 5) == place_of("a: '\n'\n", 1, 2)
