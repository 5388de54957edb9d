"""A call's decision in full, without making the call: facts, policies, who is in and who is out, and why."""

from dataclasses import asdict
from typing import Any

from proxy.catalog.endpoint import Endpoint
from proxy.config.snapshot import Snapshot
from proxy.gateway.call import Call
from proxy.gateway.records import reason
from proxy.gateway.serve import gather, make_demand, make_lane
from proxy.policy.decision import Decision
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
        "preference": {"sort": decision.preference.sort, "order": list(decision.preference.order)},
        "caps": caps_row(decision),
    }


def request_row(facts: RequestFacts) -> dict[str, Any]:
    """Return the facts as JSON has them."""
    return asdict(facts) | {"time": facts.time.isoformat()}


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


def lane_row(endpoint: Endpoint) -> dict[str, Any]:
    """Return one endpoint of the lane, prices in USD per million tokens."""
    price = endpoint.price
    return {
        "endpoint": endpoint.id,
        "provider": endpoint.provider,
        "model": endpoint.model,
        "price": None if price is None else {"input": price.input / MICRO, "output": price.output / MICRO},
    }


def caps_row(decision: Decision) -> dict[str, int]:
    """Return the caps that apply."""
    return {} if decision.output_tokens is None else {"output_tokens": decision.output_tokens}
