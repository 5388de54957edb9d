"""The step from one attempt to the next."""

import pytest

from proxy.pool.outcome import FALLS_BACK, Attempt, Outcome
from proxy.pool.plan import Plan, next_endpoint
from tests.support.endpoints import make_endpoint

FIRST, SECOND = make_endpoint("first"), make_endpoint("second")
PLAN = Plan(endpoints=(FIRST, SECOND), deadline=100.0)


def ended(outcome: Outcome) -> Attempt:
    """Return an attempt at the first endpoint that ended so."""
    return Attempt(endpoint="first", outcome=outcome, detail="", seconds=0.1)


def test_a_call_begins_with_the_first_endpoint():
    """The plan's order is the order of attempts."""
    assert FIRST is next_endpoint(PLAN, [], now=0.0)


@pytest.mark.parametrize("outcome", sorted(FALLS_BACK, key=lambda each: each.value))
def test_a_failure_before_content_falls_back(outcome):
    """Nothing has reached the client, so the next endpoint may do better."""
    assert SECOND is next_endpoint(PLAN, [ended(outcome)], now=1.0)


@pytest.mark.parametrize("outcome", sorted(set(Outcome) - FALLS_BACK, key=lambda each: each.value))
def test_anything_else_is_the_end(outcome):
    """A request is never sent twice after an answer, a rejection or a cancel."""
    assert next_endpoint(PLAN, [ended(outcome)], now=1.0) is None


def test_no_endpoint_is_tried_twice():
    """A plan is over when each of its endpoints has failed."""
    assert next_endpoint(PLAN, [ended(Outcome.TIMED_OUT), ended(Outcome.TIMED_OUT)], now=1.0) is None


def test_nothing_is_tried_after_the_deadline():
    """The call has one deadline, whatever is left of the plan."""
    assert next_endpoint(PLAN, [], now=100.0) is None
