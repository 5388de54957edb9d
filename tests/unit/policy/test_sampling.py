"""Sampling: calls near the policies' own constants, the same for the same seed."""

from random import Random

from proxy.policy.check import compile_expression
from proxy.policy.environment import Scope
from proxy.policy.ir import walk
from proxy.policy.sampling import Sampler, around, keys_read, show_call
from tests.support.policies import catalog, endpoint, policy, policy_set, principal

POLICIES = policy_set(
    policy("a", match='"phi" in request.tags && request.metadata["team"] == "risk"'),
    policy("b", match="request.input_tokens > 500", require='endpoint.provider == "nordlys"'),
    over=catalog(endpoint("e")),
)


def calls(seed: int, number: int = 200):
    """Draw calls."""
    sampler = Sampler(POLICIES, [principal()], Random(seed))
    return [sampler.call() for _ in range(number)]


def test_the_same_seed_draws_the_same_calls():
    """A mismatch can be seen again."""
    assert calls(7) == calls(7)
    assert calls(7) != calls(8)


def test_calls_are_near_what_policies_ask():
    """Each constant is met, and so is what lies beside a bound."""
    drawn = [request for request, _ in calls(1)]

    assert any("phi" in request.tags for request in drawn)
    assert any(request.metadata.get("team") == "risk" for request in drawn)
    assert {499, 500, 501} <= {request.input_tokens for request in drawn}


def test_both_outcomes_of_every_match_are_drawn():
    """A self-test that never matches would compare nothing."""
    matched = [POLICIES.decide(*call).policies for call in calls(1, 2000)]

    assert {(), ("a",), ("b",), ("a", "b")} == set(matched)


def test_keys_are_those_that_are_read_by_a_constant_name():
    """Whether with a point, in brackets, or asked for."""
    node = compile_expression(
        'request.metadata.a == "x" && request.headers["b"] == "x" && has(principal.labels.c)', Scope.MATCH
    )

    assert ["a", "b", "c"] == sorted(keys_read(list(walk(node))))


def test_only_bounds_that_can_be_passed_have_neighbours():
    """The largest integer has none above it."""
    assert [4, 5, 6] == list(around([5, 0, 2**63 - 1, True, "5"]))


def test_a_call_can_be_shown_whole():
    """What is reported is enough to make it again."""
    shown = show_call(calls(1, 1)[0])

    assert {"request", "principal"} == set(shown)
    assert "input_tokens" in shown["request"]
