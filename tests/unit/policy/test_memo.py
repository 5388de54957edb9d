"""The memo: the same answer as without it, and only where it is of use."""

from dataclasses import replace

import pytest

from proxy.policy.memo import MOST_ENTRIES, Memo, memo_key
from tests.support.policies import principal, request_facts


def count_calls(memo: Memo, *calls) -> int:
    """Ask for each of *calls*; return how often it had to be decided."""
    decided = []
    for request, caller in calls:
        assert (request, caller) == memo.decide(request, caller, lambda call: decided.append(call) or call)
    return len(decided)


ADA = principal()
PHI = request_facts(tags=("phi",))


def test_the_same_facts_are_decided_once():
    """Calls that differ in nothing that is read share their decision."""
    memo = Memo(memo_key({"request.tags"}))

    assert 1 == len([PHI for _ in range(2) if count_calls(memo, (PHI, ADA))])


def test_a_fact_that_is_read_tells_calls_apart():
    """Another tag, another model or another principal is another decision."""
    memo = Memo(memo_key({"request.tags"}))
    other_model = replace(PHI, model="mistralai/small")

    assert 4 == count_calls(memo, (PHI, ADA), (request_facts(), ADA), (other_model, ADA), (PHI, replace(ADA)))


@pytest.mark.parametrize("fact", ["time", "session", "input_tokens", "metadata", "headers"])
def test_facts_that_hardly_repeat_switch_it_off(fact):
    """Where policies read what differs in every call, each call is decided anew."""
    assert memo_key({"request.tags", f"request.{fact}"}) is None
    assert 2 == count_calls(Memo(None), (PHI, ADA), (PHI, ADA))


def test_it_has_a_bound():
    """A client that makes up tags cannot fill the memory."""
    memo = Memo(memo_key({"request.tags"}))
    count_calls(memo, *((request_facts(tags=(f"t{number}",)), ADA) for number in range(MOST_ENTRIES + 10)))

    assert len(memo.entries) <= MOST_ENTRIES
