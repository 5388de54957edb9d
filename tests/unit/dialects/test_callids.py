"""Ids of tool calls where a provider does not take, or give, what another has given."""

import re

import pytest

from proxy.dialects.callids import fit, invent

NINE = re.compile("[a-zA-Z0-9]{9}")
LONG = re.compile("[a-z0-9_]{5,40}")


@pytest.mark.parametrize("told", ["abcDEF123", "000000000"])
def test_an_id_that_is_taken_stays(told):
    """The provider's own ids come back to it."""
    assert told == fit(told, NINE, 9)


@pytest.mark.parametrize("told", ["", "call_abc", "abcDEF1234", "abcDEF123\n", "\ud800"])
def test_any_other_id_is_made_to_fit(told):
    """Each time in the same way, so that a call and its result still name each other."""
    fitted = fit(told, NINE, 9)

    assert NINE.fullmatch(fitted)
    assert fitted == fit(told, NINE, 9)


def test_different_ids_stay_different():
    """Two calls of one turn are not mixed up."""
    assert 100 == len({fit(f"call_{at}", NINE, 9) for at in range(100)})


def test_a_prefix_is_part_of_the_length():
    """Some providers want a word before the rest."""
    fitted = fit("X", LONG, 12, "call_")

    assert fitted.startswith("call_")
    assert 12 == len(fitted)


def test_an_invented_id_is_its_calls_alone():
    """It depends on the answer and the position, and on nothing else."""
    assert invent("a", 0) == invent("a", 0)
    assert 4 == len({invent(answer, position) for answer in ("a", "b") for position in (0, 1)})
    assert invent("\ud800", 0).startswith("call_")
