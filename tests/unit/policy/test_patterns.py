"""Patterns of names, in Python and in CEL."""

import pytest

from proxy.policy.patterns import is_match, write_list, write_match


@pytest.mark.parametrize(
    ("pattern", "name", "expected"),
    [
        ("openai/gpt", "openai/gpt", True),
        ("openai/gpt", "openai/gpt-mini", False),
        ("openai/*", "openai/gpt", True),
        ("openai/*", "openai-eu/gpt", False),
        ("*", "openai/gpt", True),
        ("*-mini", "openai/gpt-mini", True),
        ("a*a", "a", False),
        ("a*b*c", "a-b-b-c", True),
        ("a*b*c", "a-c-b", False),
        ("*b*", "abc", True),
        ("a.c", "abc", False),
        ("gpt-[45]", "gpt-4", False),
    ],
)
def test_a_star_stands_for_any_text(pattern, name, expected):
    """Nothing else is special, so that a name with a point is only itself."""
    assert expected == is_match(pattern, name)


@pytest.mark.parametrize(
    ("patterns", "expected"),
    [
        (["b", "a"], 'm in ["a", "b"]'),
        (["a/*"], 'm.startsWith("a/")'),
        (["*-mini"], 'm.endsWith("-mini")'),
        (["a.b*c"], 'm.matches("^a\\\\.b.*c$")'),
        (["*"], "true"),
        ([], "m in []"),
        (["x*", "a"], 'm in ["a"] || m.startsWith("x")'),
    ],
)
def test_a_pattern_is_written_as_the_simplest_cel(patterns, expected):
    """What people read in an explanation is as plain as the pattern was."""
    assert expected == write_match("m", patterns)


def test_a_list_is_sorted_and_has_everything_once():
    """The order in a file does not show."""
    assert '["a", "b"]' == write_list(["b", "a", "b"])
