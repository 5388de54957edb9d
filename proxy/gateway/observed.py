"""What the engine made of the call of a case, and in words why an endpoint is in its lane or out of it."""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cached_property

from proxy.catalog.endpoint import Endpoint
from proxy.config.snapshot import Snapshot
from proxy.gateway.call import Call
from proxy.gateway.facts import gather
from proxy.gateway.serve import make_demand, make_lane
from proxy.policy.decision import Decision, Removal
from proxy.policy.facts import RequestFacts
from proxy.policy.program import Verdict
from proxy.policy.trace import PolicyTrace
from proxy.pool.selection import Unfit, select


@dataclass(frozen=True, kw_only=True)
class Observed:
    """A decided call. `lane` is in the order in which it is tried; `plan` is what is tried of it, `down` aside.

    `removals` and `traces` are computed when they are first asked for: most cases hold, and need neither.
    """

    call: Call
    snapshot: Snapshot
    facts: RequestFacts
    decision: Decision
    lane: tuple[Endpoint, ...]
    unfit: tuple[Unfit, ...]
    plan: tuple[Endpoint, ...]
    down: AbstractSet[str]

    @cached_property
    def removals(self) -> tuple[Removal, ...]:
        """The first cause of every endpoint that is out."""
        return self.snapshot.policies.explain(self.facts, self.call.principal)

    @cached_property
    def traces(self) -> tuple[PolicyTrace, ...]:
        """What every policy in the caller's scope said."""
        return self.snapshot.policies.trace(self.facts, self.call.principal)

    @property
    def ids(self) -> tuple[str, ...]:
        """The endpoints of the lane."""
        return tuple(endpoint.id for endpoint in self.lane)

    @property
    def models(self) -> tuple[str, ...]:
        """The models of the lane, each where it comes first."""
        return tuple(dict.fromkeys(endpoint.model for endpoint in self.lane))

    def removal(self, endpoint: str) -> Removal | None:
        """Return why *endpoint* was removed, or `None` where it was not."""
        return next((each for each in self.removals if each.endpoint == endpoint), None)


def observe(call: Call, snapshot: Snapshot, down: AbstractSet[str]) -> Observed:
    """Decide *call* and order its lane; endpoints that are *down* are left out of the plan."""
    facts = gather(call, snapshot)
    decision = snapshot.policies.decide(facts, call.principal)
    lane, unfit = select(make_lane(decision), make_demand(call, decision))
    healthy = tuple(endpoint for endpoint in lane if endpoint.id not in down)
    return Observed(
        call=call,
        snapshot=snapshot,
        facts=facts,
        decision=decision,
        lane=lane,
        unfit=unfit,
        plan=healthy[: decision.caps.attempts],
        down=down,
    )


def why_out(observed: Observed, name: str) -> str:
    """Say why the endpoint *name* is not in the lane."""
    removal = observed.removal(name)
    if removal is not None:
        return tell(removal)
    lacks = next((each.lacks for each in observed.unfit if each.endpoint == name), None)
    if lacks is not None:
        return f"`{name}` lacks {lacks}, which the request needs"
    endpoint = next((each for each in observed.snapshot.catalog.endpoints if each.id == name), None)
    served = f"serves `{endpoint.model}`" if endpoint else "does not exist here"
    return f"`{name}` {served}, and the call is for `{observed.decision.model}`"


def tell(removal: Removal) -> str:
    """Return a removal in one sentence, with the place that decided."""
    by = f"policy `{removal.policy}`" if removal.policy else removal.reason.value
    return f"{by} removed `{removal.endpoint}` at {removal.place}: {removal.detail}"


def why_in(observed: Observed) -> str:
    """Say which policies let the call pass, and which were not about it, with what they read to know that."""
    passed = [f"`{each.policy}`" for each in observed.traces if each.match is not Verdict.FALSE]
    others = [f"`{each.policy}` ({each.detail})" for each in observed.traces if each.match is Verdict.FALSE]
    told = f"policies about this call: {', '.join(passed) or 'none'}"
    return f"{told}; not about it: {', '.join(others)}" if others else told
