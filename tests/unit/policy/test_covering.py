"""Covering: which policies a scope has, and which of them a waiver lifts."""

from proxy.policy.covering import cover, scopes_above
from proxy.policy.document import Mode
from proxy.policy.segment import careful_segment
from tests.support.policies import policy, policy_set, waiver


def covering(*policies, scope: str = "acme/health", waivers=()):
    """Return what covers a scope."""
    return cover(scope, policy_set(*policies).programs, waivers, careful_segment)


def test_a_scope_is_below_every_name_of_its_path():
    """And below the empty scope, which is above all."""
    assert {"", "acme", "acme/health"} == scopes_above("acme/health")
    assert {""} == scopes_above("")


def test_policies_of_one_scope_are_one_segment():
    """Scopes that share a policy share the function."""
    found = covering(policy("a"), policy("b"), policy("c", scope="acme/health"), policy("d", scope="other"))

    assert (["a", "b", "c"], 2) == ([program.policy.id for program in found.programs], len(found.segments))


def test_what_always_applies_is_known_beforehand():
    """Enforcing policies without a match."""
    found = covering(policy("a"), policy("b", match="request.stream"), policy("c", mode=Mode.AUDIT))

    assert (0,) == found.always


def test_a_waiver_lifts_what_can_be_waived_in_its_scope():
    """Its own scope and all below, and no policy that does not agree to it."""
    policies = [policy("p", waivable=True), policy("q")]
    waivers = [waiver("one", of="p"), waiver("two", of="q"), waiver("three", of="p", scope="acme/web")]
    found = covering(*policies, waivers=waivers)

    assert [("p", "one")] == [(program.policy.id, lifting.id) for program, lifting in found.lifted]
    assert ["q"] == [program.policy.id for program in found.programs]
    assert () == covering(*policies, waivers=waivers[2:]).lifted
