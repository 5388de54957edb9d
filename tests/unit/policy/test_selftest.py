"""The self-test: engines that differ are found, and shown."""

from dataclasses import replace

from proxy.policy.compile import ENGINES, Engine
from proxy.policy.document import Caps
from proxy.policy.selftest import compare, outcome, with_engine
from tests.support.policies import catalog, endpoint, policy, policy_set, principal, request_facts, waiver

OVER = catalog(endpoint("a"), endpoint("b", zdr=False))
CALL = (request_facts(), principal())


def test_the_same_policies_decide_the_same_by_every_engine():
    """Scopes, waivers and revision are kept."""
    policies = policy_set(policy(require="endpoint.zdr", waivable=True), over=OVER, waivers=[waiver(scope="other")])
    engines = {engine: with_engine(policies, engine) for engine in ENGINES}

    assert compare(engines, CALL) is None
    assert {policies.revision} == {each.revision for each in engines.values()}
    assert {policies.waivers} == {each.waivers for each in engines.values()}


def test_a_difference_is_shown_with_the_call_and_all_decisions():
    """What one engine decided is not enough to know who is wrong."""
    one, other = (policy_set(policy(require=text), over=OVER) for text in ("endpoint.zdr", "true"))
    mismatch = compare({Engine.COMPILED: one, Engine.EXACT: other}, CALL)

    assert mismatch is not None
    assert (CALL, [("a",), ("a", "b")]) == (mismatch.call, [each["lane"] for each in mismatch.decisions.values()])


def test_everything_a_call_would_notice_is_compared():
    """Not only who is in the lane."""
    decision = policy_set(policy(), over=OVER).decide(*CALL)

    assert outcome(decision) != outcome(replace(decision, caps=Caps(attempts=1)))
    assert outcome(decision) != outcome(replace(decision, policies=("x",)))
