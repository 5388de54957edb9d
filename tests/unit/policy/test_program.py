"""Programs: a condition is judged, and a clause narrows a mask."""

import pytest

from proxy.policy.program import Verdict, judge
from proxy.policy.view import view_endpoint
from tests.support.policies import catalog, endpoint, policy, policy_set, principal, request_facts

OVER = catalog(endpoint("a", context_length=10), endpoint("b", context_length=None), endpoint("c", context_length=1000))
VIEWS = tuple(view_endpoint(found) for found in OVER.endpoints)


def clause(text: str):
    """Compile a policy with one line and return that line."""
    return policy_set(policy(require=text), over=OVER).programs[0].clauses[0]


def broken(_activation):
    """Fail as a mistake of ours would."""
    raise ZeroDivisionError


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        (lambda _: True, Verdict.TRUE),
        (lambda _: False, Verdict.FALSE),
        (lambda _: 1, Verdict.ERROR),
        (broken, Verdict.ERROR),
    ],
)
def test_whatever_happens_there_is_a_verdict(condition, expected):
    """Only `true` is true; a failure of any kind is an error, and never an exception."""
    assert expected is judge(condition, ())


@pytest.mark.parametrize(
    ("text", "fixed", "left"),
    [
        ("endpoint.context_length > 100", 0b100, 0b100),
        ("1 == 1", 0b111, 0b111),
        ("endpoint.context_length >= request.input_tokens", None, 0b100),
        ("request.stream", None, 0b000),
        ("!request.stream", None, 0b111),
        ("request.metadata.x == 'y'", None, 0b000),
    ],
)
def test_a_clause_keeps_only_what_meets_it(text, fixed, left):
    """Unknown facts and missing keys do not; what needs no call has been decided already."""
    found = clause(text)

    assert fixed == found.mask
    assert left == found.narrow(0b111, (request_facts(), principal()), VIEWS)
    assert 0 == found.narrow(0, (request_facts(), principal()), VIEWS)


def test_a_policy_without_match_is_about_every_call():
    """An absent match is no match that fails."""
    call = (request_facts(), principal())

    assert Verdict.TRUE is policy_set(policy()).programs[0].matches(call)
    assert Verdict.FALSE is policy_set(policy(match="request.stream")).programs[0].matches(call)
    assert Verdict.ERROR is policy_set(policy(match="request.metadata.x == 'y'")).programs[0].matches(call)
