"""What each policy of a scope said of a call, as JSON has it: for explanations."""

from typing import Any

from proxy.policy.evaluate import PolicySet
from proxy.policy.trace import ClauseTrace, PolicyTrace


def policy_row(trace: PolicyTrace, policies: PolicySet) -> dict[str, Any]:
    """Return one policy: what it is, whether it was about the call and why, and what its clauses said."""
    policy = policies.programs[trace.number].policy
    return {
        "policy": policy.id,
        "title": policy.title,
        "owner": policy.owner,
        "controls": list(policy.controls),
        "place": trace.place,
        "mode": trace.mode,
        "match": trace.match.value,
        "detail": trace.detail,
        "waiver": waiver_row(trace.waiver, policies),
        "clauses": [clause_row(clause) for clause in trace.clauses],
    }


def waiver_row(name: str | None, policies: PolicySet) -> dict[str, str] | None:
    """Return the waiver with this id: who allowed the exception, why, and until when."""
    found = next((waiver for waiver in policies.waivers if waiver.id == name), None)
    if found is None:
        return None
    return {
        "waiver": found.id,
        "scope": found.scope,
        "approver": found.approver,
        "expires": found.expires,
        "reason": found.reason,
        "place": found.place,
    }


def clause_row(clause: ClauseTrace) -> dict[str, Any]:
    """Return one clause with the endpoints by what it said of them; each endpoint is in one list."""
    return {
        "field": clause.field,
        "place": clause.place,
        "clause": clause.clause,
        "met": list(clause.met),
        "unmet": [name for name in clause.unmet if name not in clause.failed],
        "unknown": list(clause.unknown),
        "error": [name for name in clause.failed if name not in clause.unknown],
    }
