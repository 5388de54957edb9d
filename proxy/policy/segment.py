"""A segment: the policies of one scope as one function, from a mask of endpoints to what they leave of it.

This is the careful form, which asks every policy in turn; generated Python replaces it and must agree with it.
"""

from collections.abc import Callable, Sequence

from proxy.policy.facts import RequestFacts
from proxy.policy.findings import Findings
from proxy.policy.principal import Principal
from proxy.policy.program import PolicyProgram

Segment = Callable[[int, RequestFacts, Principal, Findings], int]


def careful_segment(programs: Sequence[PolicyProgram]) -> Segment:
    """Return what asks *programs* one after the other."""

    def run(mask: int, _request: RequestFacts, _principal: Principal, findings: Findings) -> int:
        for program in programs:
            mask = program.apply(mask, findings)
        return mask

    return run
