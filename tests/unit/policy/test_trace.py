"""Tracing: what each policy, and each of its lines, said of a call."""

from proxy.policy.program import Verdict
from tests.support.policies import catalog, endpoint, policy, policy_set, principal, request_facts, waiver

OVER = catalog(endpoint("a", zdr=False, training=None), endpoint("b"))


def trace(*policies, **options):
    """Return the trace of one policy."""
    [found] = policy_set(*policies, over=OVER, **options).trace(request_facts(tags=("x",)), principal())
    return found


def test_a_trace_says_what_a_match_read():
    """People see why a policy was about their call, or not."""
    found = trace(policy("p", match="'phi' in request.tags", require="false"))

    assert ("p", "policies.yaml:1:1", Verdict.FALSE) == (found.policy, found.place, found.match)
    assert ('`request.tags` is ["x"]', ()) == (found.detail, found.clauses)


def test_every_line_says_who_meets_it():
    """One that cannot be answered for an endpoint is not met, and is told apart."""
    first, second = trace(policy(require=["endpoint.zdr", "!endpoint.training"])).clauses

    assert (("b",), ("a",), ()) == (first.met, first.unmet, first.failed)
    assert (("b",), ("a",), ("a",)) == (second.met, second.unmet, second.failed)
    assert ((), ("a",)) == (first.unknown, second.unknown)
    assert ("where", "policies.yaml:5:3", "!endpoint.training") == (second.field, second.place, second.clause)


def test_a_waived_policy_is_told_with_who_waived_it():
    """An exception must be seen by whoever looks."""
    found = trace(policy("p", waivable=True, require="false"), waivers=[waiver(of="p")])

    assert ("w", "waived until 2027-01-31 by `ciso@acme.example`: a study (w.yaml:1:1)") == (found.waiver, found.detail)
