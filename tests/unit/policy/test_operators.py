"""Operators, where CEL and Python differ."""

import math
from datetime import UTC, datetime

import pytest

from proxy.policy.operators import BINARY, EvaluationError, at, contains, equal, negate

LOWEST, HIGHEST = -(2**63), 2**63 - 1


@pytest.mark.parametrize(
    ("left", "operator", "right", "value"),
    [
        (7, "/", 2, 3),
        (-7, "/", 2, -3),
        (7, "/", -2, -3),
        (-7, "%", 2, -1),
        (7, "%", -2, 1),
        (1.0, "/", 0.0, math.inf),
        (-1.0, "/", 0.0, -math.inf),
        ("a", "+", "b", "ab"),
        ((1,), "+", (2,), (1, 2)),
        (1, "<", 1.5, True),
        (False, "<", True, True),
        ("é", "<", "z", False),
        (1, "==", 1.0, True),
        (1, "==", True, False),
        (2**53 + 1, "==", float(2**53), False),
        ((1, (2,)), "==", (1.0, (2.0,)), True),
        (math.nan, "==", math.nan, False),
        (math.nan, "!=", math.nan, True),
        ("1", "!=", 1, True),
    ],
)
def test_operators_follow_the_specification(left, operator, right, value):
    """Division truncates, numbers compare across types by value, texts by code point, and no bool is a number."""
    assert value == BINARY[operator](left, right)


@pytest.mark.parametrize(
    ("left", "operator", "right"),
    [
        (HIGHEST, "+", 1),
        (LOWEST, "-", 1),
        (HIGHEST, "*", 2),
        (LOWEST, "/", -1),
        (LOWEST, "%", -1),
        (1, "/", 0),
        (1, "%", 0),
        (1.0, "%", 2.0),
        (1, "+", 1.0),
        (True, "+", True),
        ("a", "<", 1),
        (datetime(2026, 1, 1, tzinfo=UTC), "<", 1),
        ((1,), "<", (2,)),
        ("a", "in", "abc"),
    ],
)
def test_what_has_no_value_is_an_error(left, operator, right):
    """Nothing wraps around, nothing is converted, and `in` does not look into a text."""
    with pytest.raises(EvaluationError):
        BINARY[operator](left, right)


def test_zero_over_zero_is_not_a_number():
    """Doubles divide as IEEE 754 says."""
    assert math.isnan(BINARY["/"](0.0, 0.0))


def test_an_index_is_inside_of_the_list():
    """A negative index is an error, where Python would count from the end."""
    assert "b" == at(("a", "b"), 1)
    for index in (-1, 2):
        with pytest.raises(EvaluationError, match="outside of a list of 2"):
            at(("a", "b"), index)
    with pytest.raises(EvaluationError):
        at(("a", "b"), True)


def test_a_missing_key_is_an_error():
    """Absent is not empty."""
    assert "b" == at({"a": "b"}, "a")
    with pytest.raises(EvaluationError, match="no key `x`"):
        at({"a": "b"}, "x")


def test_in_asks_for_elements_and_keys():
    """Membership uses CEL's equality."""
    assert contains(1, (1.0, "a"))
    assert not contains(1, (True,))
    assert contains("a", {"a": "b"})
    assert not contains("b", {"a": "b"})


def test_only_numbers_have_a_sign():
    """The lowest number has no counterpart."""
    assert (-1, 1.5) == (negate(1), negate(-1.5))
    for value in (LOWEST, True, "a"):
        with pytest.raises(EvaluationError):
            negate(value)


def test_lists_of_other_lengths_differ():
    """A list is not equal to its beginning."""
    assert not equal((1,), (1, 2))
