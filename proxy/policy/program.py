"""A policy made ready to decide: its match and its clauses as closures, and as masks wherever no call is needed.

A clause stands for `!match || requirement`. So a match that cannot be evaluated counts as true here, and the requirement
decides; for preferences, which are a favour, it counts as false.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from proxy.policy import exact
from proxy.policy.document import Policy, Requirement
from proxy.policy.facts import RequestFacts
from proxy.policy.ir import Node
from proxy.policy.operators import EvaluationError
from proxy.policy.principal import Principal
from proxy.policy.view import EndpointView

Call = tuple[RequestFacts, Principal]


class Verdict(Enum):
    """What a condition says of a call; `ERROR` is no answer."""

    TRUE = "true"
    FALSE = "false"
    ERROR = "error"


def judge(condition: exact.Program, activation: exact.Activation) -> Verdict:
    """Evaluate *condition*; this never raises."""
    try:
        value = exact.evaluate(condition, activation)
    except EvaluationError:
        return Verdict.ERROR
    return Verdict.TRUE if value is True else Verdict.FALSE if value is False else Verdict.ERROR


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """One line of `require`.

    `mask` has the endpoints that meet it, where no call is needed to know, and is `None` otherwise.
    """

    requirement: Requirement
    node: Node
    condition: exact.Program
    reads_endpoint: bool
    mask: int | None

    def narrow(self, mask: int, call: Call, views: Sequence[EndpointView]) -> int:
        """Return those endpoints of *mask* that meet this clause for *call*; an error does not."""
        if self.mask is not None:
            return mask & self.mask
        if not self.reads_endpoint:
            return mask if judge(self.condition, (*call, None)) is Verdict.TRUE else 0
        rest = mask
        while rest:
            lowest = rest & -rest
            rest ^= lowest
            if judge(self.condition, (*call, views[lowest.bit_length() - 1])) is not Verdict.TRUE:
                mask ^= lowest
        return mask


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyProgram:
    """A policy that can be asked; `depth` is the number of names in its scope, and more is more specific.

    `mask` joins the masks of all clauses that have one; `varying` are the others.
    """

    policy: Policy
    depth: int
    match: exact.Program | None
    match_node: Node | None
    clauses: tuple[Clause, ...]
    varying: tuple[Clause, ...]
    mask: int

    def matches(self, call: Call) -> Verdict:
        """Say whether the policy is about *call*; one without `match` is about every call in its scope."""
        return Verdict.TRUE if self.match is None else judge(self.match, call)
