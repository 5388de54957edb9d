"""Patterns that need no regular expression: only those that mean exactly the same."""

import pytest
import re2
from hypothesis import given, settings
from hypothesis import strategies as st

from proxy.policy.regex import TESTS, Form, Reduced, reduce_pattern


@pytest.mark.parametrize(
    ("pattern", "form", "text"),
    [
        ("gpt", Form.CONTAINS, "gpt"),
        ("gpt.*", Form.CONTAINS, "gpt"),
        ("^gpt-4", Form.STARTS, "gpt-4"),
        ("^openai/.*", Form.STARTS, "openai/"),
        ("mini$", Form.ENDS, "mini"),
        ("^mini$", Form.EQUALS, "mini"),
        ("^é\n", Form.STARTS, "é\n"),
    ],
)
def test_literals_are_compared_plainly(pattern, form, text):
    """An anchor or a tail that may be empty is all that may stand beside the literal."""
    assert Reduced(form=form, text=text) == reduce_pattern(pattern)


@pytest.mark.parametrize(
    "pattern", ["", "^gpt.*$", "g.t", "gpt?", "a|b", "(?i)gpt", "^.*gpt", "\\d", "a\\.b", "[ab]", "a{2}", "a]"]
)
def test_everything_else_is_left_to_re2(pattern):
    """A point is no line break, and flags may stand anywhere."""
    assert reduce_pattern(pattern) is None


@settings(deadline=None)
@given(
    st.lists(st.sampled_from(["^", "$", ".*", "a", "b", ".", "\n", "é", "-", "/", "_"]), max_size=5),
    st.text("ab.\né-/_", max_size=6),
)
def test_both_ways_agree(parts, text):
    """Whatever is reduced finds what RE2 finds."""
    reduced = reduce_pattern("".join(parts))
    if reduced is not None:
        assert TESTS[reduced.form](text, reduced.text) == (re2.search("".join(parts), text) is not None)
