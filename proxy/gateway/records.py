"""From a call to what is written and said of it: journal records, and the refusal a client sees."""

from collections.abc import Sequence
from typing import Any

from proxy.errors import Refused
from proxy.gateway.call import Call, Progress
from proxy.ledger.records import VERSION, AttemptRow, Decided, ReasonRow, Settled, ShadowRow
from proxy.policy.decision import Decision, Reason, Removal, Shadow
from proxy.policy.document import Caps, Mode
from proxy.policy.terms import CAPS
from proxy.pool.outcome import Attempt


def decided(
    call: Call,
    decision: Decision,
    at: str,
    removals: Sequence[Removal] = (),
    facts: dict[str, Any] | None = None,
) -> Decided:
    """Return the record of *decision*, made *at* that time (RFC 3339); *removals* for a refusal.

    *facts* are those that the policies read and no other field has, by name (`policy.recorded`).
    """
    principal, outline = call.principal, call.outline
    return {
        "v": VERSION,
        "kind": "decided",
        "call": call.id,
        "at": at,
        "revision": decision.revision,
        "key": principal.key,
        "user": principal.user,
        "team": principal.team,
        "scope": principal.scope,
        "dialect": outline.dialect,
        "model": decision.model,
        "requested": outline.model,
        "stream": outline.stream,
        "tags": list(call.tags),
        "facts": facts or {},
        "effect": "refuse" if decision.is_refused else "allow",
        "policies": list(decision.policies),
        "lane": list(decision.lane),
        "waivers": list(decision.waivers),
        "shadows": [shadow_row(shadow) for shadow in decision.shadows],
        "caps": caps_row(decision.caps),
        "obligations": sorted(decision.obligations),
        "reasons": [reason(removal) for removal in removals],
    }


def settled(call: Call, progress: Progress, revision: str, *, cost: int | None, at: str) -> Settled:
    """Return the record of how *call* ended *at* that time (RFC 3339); *cost* is in micro-USD."""
    return {
        "v": VERSION,
        "kind": "settled",
        "call": call.id,
        "at": at,
        "revision": revision,
        "ending": progress.ending,
        "endpoint": None if progress.endpoint is None else progress.endpoint.id,
        "attempts": [attempt_row(attempt) for attempt in progress.attempts],
        "usage": None if progress.usage is None else progress.usage.counts(),
        "cost_micro_usd": cost,
    }


def attempt_row(attempt: Attempt) -> AttemptRow:
    """Return *attempt* as the journal has it."""
    return {
        "endpoint": attempt.endpoint,
        "outcome": attempt.outcome,
        "status": attempt.status,
        "milliseconds": round(attempt.seconds * 1000, 3),
    }


def caps_row(caps: Caps) -> dict[str, float]:
    """Return the caps that apply, by name."""
    stated = ((name, getattr(caps, name)) for name in CAPS)
    return {name: bound for name, bound in stated if bound is not None}


def shadow_row(shadow: Shadow) -> ShadowRow:
    """Return what a policy would have removed as clients and the journal see it."""
    return {"policy": shadow.policy, "mode": shadow.mode, "removes": list(shadow.removes)}


def reason(removal: Removal) -> ReasonRow:
    """Return *removal* as clients and the journal see it."""
    return {
        "endpoint": removal.endpoint,
        "reason": removal.reason,
        "policy": removal.policy,
        "place": removal.place,
        "clause": removal.clause,
        "detail": removal.detail,
    }


def refusal(call: Call, decision: Decision, removals: Sequence[Removal], words: str | None = None) -> Refused:
    """Return the refusal, naming the policy that removed the most endpoints; *words* are that policy's own."""
    deciding = deciding_policy(removals)
    told = cause(decision.model, removals, deciding)
    return Refused(
        f"{f'{words}: ' if words else ''}{told}; `POST /v1/explain` has every reason",
        decision=call.id,
        policy=deciding,
        reasons=[reason(removal) for removal in removals],
    )


def warnings(decision: Decision) -> tuple[str, ...]:
    """Return the ids of the policies that let the call pass with a warning."""
    return tuple(shadow.policy for shadow in decision.shadows if shadow.mode is Mode.WARN)


def deciding_policy(removals: Sequence[Removal]) -> str | None:
    """Return the id of the policy that removed the most endpoints; `None` where none did, or the client itself did more."""
    policies = [removal.policy for removal in removals if removal.policy is not None]
    deciding = max(sorted(set(policies)), key=policies.count, default=None)
    wishes = sum(removal.reason is Reason.CLIENT_PREFERENCE for removal in removals)
    return None if deciding is None or wishes > policies.count(deciding) else deciding


def cause(model: str, removals: Sequence[Removal], deciding: str | None) -> str:
    """Say in one sentence why nothing is left for *model*."""
    if not removals:
        return f"no endpoint serves `{model}`"
    wished = next((removal for removal in removals if removal.reason is Reason.CLIENT_PREFERENCE), None)
    if deciding is None and wished is not None:
        return f"no endpoint for `{model}` meets the request's own `{wished.clause}`: {wished.detail}"
    first = next(removal for removal in removals if removal.policy == deciding)
    if deciding is None:
        return f"`{model}` is not granted: {first.detail} ({first.place})"
    return (
        f"policy `{deciding}` ({first.place}) leaves no endpoint for `{model}`: `{first.endpoint}` is out, "
        f"because {first.detail}"
    )
