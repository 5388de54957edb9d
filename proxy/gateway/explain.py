"""A call's decision in full, without making the call: facts, policies, who is in and who is out, and why."""

from dataclasses import asdict
from typing import Any

from proxy.catalog.endpoint import Endpoint
from proxy.config.snapshot import Snapshot
from proxy.gateway.call import Call
from proxy.gateway.facts import gather
from proxy.gateway.records import caps_row, reason, shadow_row
from proxy.gateway.serve import make_demand, make_lane, seconds
from proxy.gateway.tracing import policy_row
from proxy.policy.decision import Decision, ModelChoice
from proxy.policy.environment import REQUEST
from proxy.policy.evaluate import PolicySet
from proxy.policy.facts import RequestFacts
from proxy.policy.principal import Principal
from proxy.policy.recorded import RECORDED_ANYWAY, make_reader, record_facts
from proxy.pool.selection import select

MICRO = 1_000_000


def explain(call: Call, snapshot: Snapshot, facts: RequestFacts | None = None) -> dict[str, Any]:
    """Return the decision for *call* as a JSON object; its fields are described in `docs/reference/explain.md`.

    *facts* are those of a call that was decided before; by default they are gathered from *call*.
    """
    facts, policies = facts or gather(call, snapshot), snapshot.policies
    decision = policies.decide(facts, call.principal)
    endpoints, unfit = select(make_lane(decision), make_demand(call, decision))
    return {
        "decision": call.id,
        "revision": snapshot.revision,
        "effect": "refuse" if decision.is_refused else "allow",
        "model": decision.model,
        "requested": call.outline.model,
        "request": request_row(facts),
        "principal": principal_row(call),
        "facts": facts_row(policies, facts, call.principal),
        "policies": [policy_row(trace, policies) for trace in policies.trace(facts, call.principal)],
        "lane": [lane_row(endpoint) for endpoint in endpoints],
        "unfit": [asdict(each) for each in unfit],
        "removed": [reason(removal) for removal in policies.explain(facts, call.principal)],
        "choices": [choice_row(choice) for choice in decision.choices],
        "plan": plan_row(endpoints, decision, snapshot),
        "caps": caps_row(decision.caps),
        "obligations": sorted(decision.obligations),
        "waivers": list(decision.waivers),
        "shadows": [shadow_row(shadow) for shadow in decision.shadows],
        "budgets": [],
    }


def request_row(facts: RequestFacts) -> dict[str, Any]:
    """Return the facts that policies could read, as JSON has them."""
    return {name: getattr(facts, name) for name in REQUEST.fields} | {"time": facts.time.isoformat()}


def principal_row(call: Call) -> dict[str, Any]:
    """Return who is calling, as policies see it."""
    principal = call.principal
    return {
        "key": principal.key,
        "user": principal.user,
        "team": principal.team,
        "scope": principal.scope,
        "labels": dict(principal.labels),
        "tags": sorted(principal.tags),
    }


def facts_row(policies: PolicySet, facts: RequestFacts, principal: Principal) -> dict[str, Any]:
    """Return the facts that the policies of the revision do read, by name."""
    plain = {name: make_reader(name)(facts, principal) for name in sorted(policies.facts_read & RECORDED_ANYWAY)}
    return plain | record_facts(policies.recorded, facts, principal)


def choice_row(choice: ModelChoice) -> dict[str, Any]:
    """Return the order in which the endpoints of one model are wanted."""
    return {"model": choice.model, "sort": choice.preference.sort, "order": list(choice.preference.order)}


def lane_row(endpoint: Endpoint) -> dict[str, Any]:
    """Return one endpoint of the lane, prices in USD per million tokens."""
    price = endpoint.price
    return {
        "endpoint": endpoint.id,
        "provider": endpoint.provider,
        "model": endpoint.model,
        "price": None if price is None else {"input": price.input / MICRO, "output": price.output / MICRO},
    }


def plan_row(endpoints: tuple[Endpoint, ...], decision: Decision, snapshot: Snapshot) -> dict[str, Any]:
    """Return what would be tried, first to last, and for how long at most, in seconds."""
    tried = endpoints[: decision.caps.attempts]
    return {
        "endpoints": [endpoint.id for endpoint in tried],
        "attempts": len(tried),
        "deadline": seconds(decision, snapshot),
    }
