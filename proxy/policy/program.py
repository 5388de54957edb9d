"""A policy made ready to decide: its match and its clauses as closures, and as masks wherever no call is needed.

A clause stands for `!match || requirement`. So a match that cannot be evaluated counts as true here, and the requirement
decides; for preferences, which are a favour, it counts as false.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from proxy.policy import exact
from proxy.policy.document import Mode, Policy, Preference, Requirement
from proxy.policy.facts import RequestFacts
from proxy.policy.findings import Findings
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
class Branch:
    """One entry of a `fallback`, ready: `when` is its condition as a closure, and `node` its tree."""

    model: str
    preference: Preference | None
    when: exact.Program | None
    node: Node | None

    def is_open(self, call: Call) -> bool:
        """Say whether *call* may go on to this model; a condition without an answer says no, for this is a favour."""
        return self.when is None or judge(self.when, call) is Verdict.TRUE


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class PolicyProgram:
    """A policy that can be asked; `depth` is the number of names in its scope, and more is more specific.

    `number` is its position in its `PolicySet`. `mask` joins the masks of all clauses that have one; `varying` are the
    others. `branches` has the entries of its fallback, by pattern of the requested model.
    """

    number: int
    policy: Policy
    depth: int
    match: exact.Program | None
    match_node: Node | None
    clauses: tuple[Clause, ...]
    varying: tuple[Clause, ...]
    mask: int
    branches: tuple[tuple[str, tuple[Branch, ...]], ...]
    views: tuple[EndpointView, ...]

    @property
    def enforces(self) -> bool:
        """Say whether what it requires takes effect."""
        return self.policy.mode is Mode.ENFORCE

    def matches(self, call: Call) -> Verdict:
        """Say whether the policy is about *call*; one without `match` is about every call in its scope."""
        return Verdict.TRUE if self.match is None else judge(self.match, call)

    def narrow(self, mask: int, call: Call) -> int:
        """Return the endpoints of *mask* that meet every clause for *call*."""
        mask &= self.mask
        for clause in self.varying:
            mask = clause.narrow(mask, call, self.views)
        return mask

    def apply(self, mask: int, findings: Findings) -> int:
        """Return what the policy leaves of *mask*, and note that it was about the call; this never raises."""
        verdict = self.matches(findings.call)
        if verdict is Verdict.FALSE:
            return mask
        if not self.enforces:
            findings.shadows.append((self.number, self.narrow(mask, findings.call)))
            return mask
        if self.match is not None:
            findings.hits.append(self.number)
        if verdict is Verdict.ERROR:
            findings.unsure.append(self.number)
        return self.narrow(mask, findings.call)


def nodes_of(program: PolicyProgram) -> list[Node]:
    """Return every expression of a policy."""
    conditions = [branch.node for _, branches in program.branches for branch in branches]
    optional = [program.match_node, *conditions]
    return [node for node in optional if node is not None] + [clause.node for clause in program.clauses]
