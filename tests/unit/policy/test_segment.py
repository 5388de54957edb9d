"""The careful segment: every policy in turn."""

from proxy.policy.findings import Findings
from proxy.policy.segment import careful_segment
from tests.support.policies import catalog, endpoint, policy, policy_set, principal, request_facts

OVER = catalog(endpoint("a", zdr=False), endpoint("b"))


def test_a_segment_narrows_by_each_of_its_policies():
    """Their order does not matter, and nothing comes back."""
    policies = policy_set(
        policy("p", require="endpoint.zdr"), policy("q", match="request.stream", require="false"), over=OVER
    )
    call = (request_facts(), principal())

    assert 0b10 == careful_segment(policies.programs)(0b11, *call, Findings(call))
    assert 0b10 == careful_segment(policies.programs[::-1])(0b11, *call, Findings(call))
    assert 0b01 == careful_segment(())(0b01, *call, Findings(call))
