"""A call's decision in full, without making the call: facts, policies, who is in and who is out, and why."""

from dataclasses import asdict
from typing import Any

from proxy.catalog.endpoint import Endpoint
from proxy.config.snapshot import Snapshot
from proxy.gateway.call import Call
from proxy.gateway.facts import gather
from proxy.gateway.records import caps_row, reason, shadow_row
from proxy.gateway.serve import make_demand, make_lane
from proxy.policy.decision import ModelChoice
from proxy.policy.environment import REQUEST
from proxy.policy.facts import RequestFacts
from proxy.pool.selection import select

MICRO = 1_000_000


def explain(call: Call, snapshot: Snapshot) -> dict[str, Any]:
    """Return the decision for *call* as a JSON object; its fields are described in `docs/reference/explain.md`."""
    facts, policies = gather(call, snapshot), snapshot.policies
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
        "policies": [asdict(each) | {"match": each.match.value} for each in policies.trace(facts, call.principal)],
        "lane": [lane_row(endpoint) for endpoint in endpoints],
        "unfit": [asdict(each) for each in unfit],
        "removed": [reason(removal) for removal in policies.explain(facts, call.principal)],
        "choices": [choice_row(choice) for choice in decision.choices],
        "caps": caps_row(decision.caps),
        "obligations": sorted(decision.obligations),
        "waivers": list(decision.waivers),
        "shadows": [shadow_row(shadow) for shadow in decision.shadows],
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
