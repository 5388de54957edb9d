"""A decision found in the journal, asked again: the call as its record has it, and what differs now.

The request's facts are the record's; the caller is looked up by the key's id, so what the key was granted and which tags
it carries are those of the documents at hand. A record has no prompt and no needs of the request.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from proxy.canonical.outline import Outline
from proxy.config.snapshot import Snapshot
from proxy.dialects.registry import SPOKEN
from proxy.errors import InvalidRequest
from proxy.gateway.call import Call
from proxy.gateway.facts import gather
from proxy.gateway.records import decided
from proxy.ledger.records import VERSION
from proxy.policy.facts import RequestFacts
from proxy.policy.principal import Principal
from proxy.policy.recorded import PREFERENCES, WISHES, read_wishes, record_facts, table_of

Record = Mapping[str, Any]

CIRCUMSTANCES = ("model", "user", "team", "scope", "tags", "facts")
"""What was known of the call."""

ANSWER = ("effect", "lane", "policies", "waivers", "shadows", "caps", "obligations", "reasons")
"""What was decided."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recalled:
    """A call as its record has it; `missing` are facts that the policies at hand read and the record does not have."""

    call: Call
    facts: RequestFacts
    missing: tuple[str, ...]


def recall(record: Record, snapshot: Snapshot) -> Recalled:
    """Return the call of a `decided` *record*; `InvalidRequest` where it cannot be asked again of *snapshot*."""
    if record["v"] > VERSION:
        raise InvalidRequest(f"the record has format version {record['v']}, and this program reads up to {VERSION}")
    principal = find_principal(record["key"], snapshot)
    known = record.get("facts", {})
    call = make_call(record, known, principal)
    wishes = read_wishes(known.get(WISHES, {}))
    facts = replace(gather(call, snapshot), wishes=wishes, preferences=tuple(known.get(PREFERENCES, ())))
    return Recalled(call=call, facts=facts, missing=missing(known, snapshot))


def find_principal(key: str, snapshot: Snapshot) -> Principal:
    """Return the holder of the key with this id; `InvalidRequest` where there is none."""
    for principal in snapshot.principals.values():
        if principal.key == key:
            return principal
    known = ", ".join(sorted(principal.key for principal in snapshot.principals.values()))
    raise InvalidRequest(f"no key has the id `{key}`; there are: {known or 'none'}")


def make_call(record: Record, known: Mapping[str, Any], principal: Principal) -> Call:
    """Return the call, with an empty value for each fact that is not *known*."""
    outline = Outline(
        dialect=record["dialect"],
        body=b"",
        document={},
        model=record["requested"],
        stream=record["stream"],
        include_usage=False,
        tools=tuple(known.get("request.tools", ())),
        modalities=tuple(known.get("request.modalities", ())),
        needs=frozenset(),
        input_tokens=known.get("request.input_tokens", 0),
        max_output_tokens=known.get("request.max_output_tokens") or None,
        session=known.get("request.session", ""),
        user="",
        metadata=table("request.metadata", known),
    )
    return Call(
        id=record["call"],
        at=datetime.fromisoformat(known.get("request.time", record["at"])),
        received=0.0,
        principal=principal,
        dialect=SPOKEN[record["dialect"]],
        outline=outline,
        tags=tuple(sorted(principal.tags.union(record["tags"]))),
        headers=table("request.headers", known),
    )


def table(name: str, known: Mapping[str, Any]) -> dict[str, str]:
    """Return what is *known* of the map with this *name*; a key that is null was not there."""
    keys = {each.removeprefix(f"{name}."): value for each, value in known.items() if each.startswith(f"{name}.")}
    whole: Mapping[str, str] = known.get(name, {})
    return {key: value for key, value in keys.items() if value is not None} | dict(whole)


def missing(known: Mapping[str, Any], snapshot: Snapshot) -> tuple[str, ...]:
    """Return the facts of a request that the policies of *snapshot* read and that are not *known*."""
    read = (name for name, _ in snapshot.policies.recorded if name.startswith("request."))
    return tuple(name for name in read if name not in known and table_of(name) not in known)


def compare(record: Record, recalled: Recalled, snapshot: Snapshot) -> dict[str, Any]:
    """Return whether the decision is the same now as in its *record*, and what differs, as a JSON object.

    `same` is null where nobody can say, since a fact that the policies read is missing.
    """
    now = decide_again(recalled, snapshot)
    differing = [name for name in CIRCUMSTANCES + ANSWER if name in record and is_changed(name, record, now)]
    is_same = not set(differing) & set(ANSWER)
    return {
        "at": record["at"],
        "revision": record["revision"],
        "same_revision": record["revision"] == snapshot.revision,
        "same": None if recalled.missing else is_same,
        "missing": list(recalled.missing),
        "differs": [{"field": name, "recorded": record[name], "now": now[name]} for name in differing],
    }


def decide_again(recalled: Recalled, snapshot: Snapshot) -> dict[str, Any]:
    """Return the record that the call would have now."""
    call, facts, policies = recalled.call, recalled.facts, snapshot.policies
    decision = policies.decide(facts, call.principal)
    removals = policies.explain(facts, call.principal) if decision.is_refused else ()
    return {**decided(call, decision, "", removals, record_facts(policies.recorded, facts, call.principal))}


def is_changed(name: str, record: Record, now: Record) -> bool:
    """Say whether a field differs; of the facts, those that both have, since other policies read other facts."""
    before, after = record[name], now[name]
    match name:
        case "facts":
            return any(before[each] != after[each] for each in before.keys() & after.keys())
        case "reasons":
            return causes(before) != causes(after)
    return bool(before != after)


def causes(rows: Sequence[Mapping[str, Any]]) -> list[tuple[Any, ...]]:
    """Return who removed whom, and how: lines of files move without a change of the decision."""
    return [(row["endpoint"], row["reason"], row["policy"]) for row in rows]
