"""The story of one call: decide, record, plan, attempt, settle.

Read it aloud. Each step is a function of its own room; what only this room knows is their order, and two promises:
nothing is tried before it is journalled, and every call that was decided is settled exactly once.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from proxy.config.snapshot import Snapshot
from proxy.dialects.registry import demanded
from proxy.errors import InvalidRequest
from proxy.gateway.call import Answer, Call, Ending, Progress
from proxy.gateway.facts import gather
from proxy.gateway.ports import Ports
from proxy.gateway.records import decided, deciding_policy, refusal, settled, warnings
from proxy.ledger.money import cost_of
from proxy.policy.decision import Decision
from proxy.policy.document import Obligation
from proxy.policy.facts import RequestFacts
from proxy.policy.recorded import record_facts
from proxy.pool.lane import Choice, Demand, Lane
from proxy.pool.plan import Plan
from proxy.pool.selection import select


@asynccontextmanager
async def serve(call: Call, snapshot: Snapshot, ports: Ports) -> AsyncIterator[Answer]:
    """Answer one call under one snapshot; whatever happens inside the context, the call is settled once.

    `ModelNotFound` where the client's model is none of ours, `Refused` where the policies leave no endpoint,
    `UpstreamFailed` where none of them answers.
    """
    started = ports.clock.monotonic()
    facts = gather(call, snapshot)
    decision = snapshot.policies.decide(facts, call.principal)
    record(call, facts, decision, snapshot, ports)
    progress = Progress(started=started, decided=ports.clock.monotonic(), warnings=warnings(decision))
    try:
        plan = make_plan(call, decision, snapshot)
        answer = await ports.upstream.answer(call, plan, progress)
        try:
            yield answer
        finally:
            answer.close()
    except asyncio.CancelledError:
        progress.ending = Ending.COMPLETE if progress.ending is Ending.COMPLETE else Ending.CANCELLED
        raise
    finally:
        settle(call, progress, snapshot, ports)


def record(call: Call, facts: RequestFacts, decision: Decision, snapshot: Snapshot, ports: Ports) -> None:
    """Journal *decision* before it takes effect; a refusal with every reason, and then as the error it is."""
    policies = snapshot.policies
    read = record_facts(policies.recorded, facts, call.principal)
    if not decision.is_refused:
        ports.journal.decide(decided(call, decision, ports.clock.stamp(), facts=read))
        return
    removals = policies.explain(facts, call.principal)
    ports.journal.decide(decided(call, decision, ports.clock.stamp(), removals, read))
    ports.observer.refused(call)
    words = policies.message(deciding_policy(removals), facts, call.principal)
    raise refusal(call, decision, removals, words)


def make_plan(call: Call, decision: Decision, snapshot: Snapshot) -> Plan:
    """Order the lane's endpoints that can do the work; `InvalidRequest` where none can."""
    lane, demand = make_lane(decision), make_demand(call, decision)
    endpoints, unfit = select(lane, demand)
    if not endpoints:
        lacks = "; ".join(f"`{each.endpoint}` lacks {each.lacks}" for each in unfit)
        raise InvalidRequest(f"no endpoint of the lane can do this: {lacks}", code="unsupported_by_lane")
    return Plan(
        endpoints=endpoints[: decision.caps.attempts],
        deadline=call.received + seconds(decision, snapshot),
        output_tokens=decision.caps.output_tokens,
        stores=Obligation.STORE_NOTHING not in decision.obligations,
    )


def seconds(decision: Decision, snapshot: Snapshot) -> float:
    """Return how long the call may take: the gateway's deadline, or a policy's that is sooner."""
    return min(snapshot.gateway.deadline, decision.caps.deadline or snapshot.gateway.deadline)


def make_lane(decision: Decision) -> Lane:
    """Return the decision's survivors as the pool wants them."""
    choices = tuple(
        Choice(endpoints=choice.endpoints, sort=choice.preference.sort, order=choice.preference.order)
        for choice in decision.choices
    )
    return Lane(choices=choices, across_models=any(choice.preference.across_models for choice in decision.choices))


def make_demand(call: Call, decision: Decision) -> Demand:
    """Return what the request takes, under the decision's cap."""
    bounds = [bound for bound in (call.outline.max_output_tokens, decision.caps.output_tokens) if bound is not None]
    return Demand(
        needs=call.outline.needs,
        input_tokens=call.outline.input_tokens,
        output_tokens=min(bounds, default=0),
        parameters=demanded(call.outline, call.dialect.wire),
        operation=call.operation,
    )


def settle(call: Call, progress: Progress, snapshot: Snapshot, ports: Ports) -> None:
    """Journal what the call came to, at the prices of its own snapshot."""
    if progress.endpoint is not None and progress.ending is Ending.FAILED:
        progress.ending = Ending.CANCELLED  # it was answering, and neither ended nor was cut: the client has gone
    cost = price(progress)
    ports.journal.settle(settled(call, progress, snapshot.revision, cost=cost, at=ports.clock.stamp()))
    ports.observer.settled(call, progress, cost)


def price(progress: Progress) -> int | None:
    """Return what the call cost in micro-USD; `None` where usage or price is unknown."""
    if progress.endpoint is None or progress.endpoint.price is None or progress.usage is None:
        return None
    return cost_of(progress.usage, progress.endpoint.price)
