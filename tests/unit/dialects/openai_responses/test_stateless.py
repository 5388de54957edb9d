"""What cannot be done without a store."""

import pytest

from proxy.canonical.request import Reasoning
from proxy.canonical.unset import UNSET
from proxy.dialects.openai_responses import stateless
from proxy.errors import InvalidRequest


@pytest.mark.parametrize("member", stateless.REFUSED)
@pytest.mark.parametrize("value", [True, "x", "", {"id": "x"}, ["x"], 0])
def test_whatever_counts_on_a_store_is_refused(member, value):
    """Any value but null and `false` is a wish."""
    with pytest.raises(InvalidRequest, match="send the whole input") as caught:
        stateless.refuse({member: value})

    assert (member, "stateless") == (caught.value.param, caught.value.code)


@pytest.mark.parametrize("member", stateless.REFUSED)
@pytest.mark.parametrize("value", [None, False])
def test_null_and_false_are_no_wish(member, value):
    """Clients send these by default."""
    stateless.refuse({member: value})


@pytest.mark.parametrize("item", [{"type": "item_reference", "id": "x"}, {"id": "x"}, {"type": None, "id": "x"}])
def test_a_reference_is_refused(item):
    """An item that is only named is somewhere else."""
    with pytest.raises(InvalidRequest, match="has not kept"):
        stateless.refuse_reference(item, "input[0]")


@pytest.mark.parametrize("item", [{"type": "reasoning", "id": "x"}, {"role": "user", "id": "x"}, {}])
def test_an_item_with_an_id_is_no_reference(item):
    """What is there itself may have an id."""
    stateless.refuse_reference(item, "input[0]")


@pytest.mark.parametrize(
    ("reasoning", "expected"),
    [
        (UNSET, False),
        (Reasoning(), True),
        (Reasoning(effort="low"), True),
        (Reasoning(effort="none"), False),
        (Reasoning(is_enabled=False), False),
        (Reasoning(budget=0), False),
    ],
)
def test_thoughts_are_asked_for_where_there_are_some(reasoning, expected):
    """Models that do not reason refuse the wish for encrypted content, so it goes with the wish to think."""
    assert expected is stateless.asks_for_thoughts(reasoning)
