"""Findings: what a policy notes when it is about a call."""

from proxy.policy.document import Mode
from proxy.policy.findings import Findings
from tests.support.policies import catalog, endpoint, policy, policy_set, principal, request_facts

OVER = catalog(endpoint("a", zdr=False), endpoint("b"))


def notes(**stated) -> tuple[list[int], list[int], list[tuple[int, int]]]:
    """Apply one policy to an ordinary call and return what it noted."""
    findings = Findings((request_facts(), principal()))
    policy_set(policy(require="endpoint.zdr", **stated), over=OVER).programs[0].apply(0b11, findings)
    return findings.hits, findings.unsure, findings.shadows


def test_only_what_depends_on_the_call_is_noted():
    """A policy that always applies is known from its scope."""
    assert ([], [], []) == notes()
    assert ([0], [], []) == notes(match="!request.stream")
    assert ([], [], []) == notes(match="request.stream")
    assert ([0], [0], []) == notes(match="request.metadata.x == 'y'")


def test_what_does_not_enforce_notes_what_it_would_leave():
    """Whether its match is certain or not."""
    assert ([], [], [(0, 0b10)]) == notes(mode=Mode.WARN)
    assert ([], [], [(0, 0b10)]) == notes(mode=Mode.AUDIT, match="request.metadata.x == 'y'")
