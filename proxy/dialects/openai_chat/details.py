"""Thoughts with what seals them: OpenRouter's `reasoning_details`, for whole turns; `thoughts.py` has streams.

Source: OpenRouter's guide to reasoning tokens, 2026-08-22. A detail is `reasoning.text` (with a `signature`),
`reasoning.summary` or `reasoning.encrypted`, and names the `format` of what seals it. So a client of this dialect carries
the seals of every family as they are. The signature that Gemini puts on a call is a `reasoning.encrypted` whose `id` is
the call's. A client may send the pieces of a stream back one by one: those with the same `index` are one thought.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from proxy.canonical.content import Part, ReasoningPart
from proxy.canonical.seal import Seal, SealKind
from proxy.canonical.tools import ToolCall
from proxy.canonical.unset import UNSET
from proxy.dialects.members import merge, pull_text

TEXT, SUMMARY, ENCRYPTED = "reasoning.text", "reasoning.summary", "reasoning.encrypted"
WORDS = {TEXT: "text", SUMMARY: "summary"}
"""Kind of a visible detail to the member that has what was thought."""

FORMATS = {
    "anthropic": "anthropic-claude-v1",
    "openai": "openai-responses-v1",
    "google": "google-gemini-v1",
    "xai": "xai-responses-v1",
}
FAMILIES = {form: family for family, form in FORMATS.items()}
"""A format that is not in here (`azure-openai-responses-v1`, `unknown`) is a family of its own."""

UNKNOWN = "unknown"

Detail = dict[str, Any]


def decode(value: Any, calls: Collection[str] = ()) -> tuple[ReasoningPart, ...] | None:
    """Return the thoughts that *value* lists, beside *calls* with these ids; `None` where it cannot be read as such."""
    if not isinstance(value, list) or not all(isinstance(each, dict) and readable(each) for each in value):
        return None
    thoughts: list[ReasoningPart] = []
    for detail in _merged(value):
        thought = decode_detail(detail)
        sealed = _sealed(thoughts[-1], thought) if thoughts and not is_of_call(thought, calls) else None
        if sealed:
            thoughts[-1] = sealed
        else:
            thoughts.append(thought)
    return tuple(thoughts)


def readable(detail: Mapping[str, Any]) -> bool:
    """Say whether *detail* is of a known kind, and its members are texts."""
    kind = detail.get("type")
    if not isinstance(kind, str) or kind not in {TEXT, SUMMARY, ENCRYPTED}:
        return False
    texts = (detail.get(name) for name in ("text", "summary", "signature", "data", "id", "format"))
    return all(text is None or isinstance(text, str) for text in texts)


def decode_detail(detail: Mapping[str, Any]) -> ReasoningPart:
    """Return the thought that one *detail* is."""
    members = dict(detail)
    kind = members.pop("type")
    members.pop("index", None)
    seal = pull_seal(members, kind)
    if kind == ENCRYPTED:
        return ReasoningPart(seal=seal, extra=members)
    text = pull_text(members, WORDS[kind])
    return ReasoningPart(text=text, is_summary=kind == SUMMARY, seal=seal, extra=members)


def pull_seal(members: Detail, kind: str) -> Seal | None:
    """Take the seal of a detail of *kind* out of its *members*."""
    word, sort = ("data", SealKind.ENCRYPTED) if kind == ENCRYPTED else ("signature", SealKind.SIGNATURE)
    data = pull_text(members, word)
    if not data:
        _drop_nulls(members)
        return None
    family = family_of(pull_text(members, "format"))
    return Seal(family=family, data=data, kind=sort, id=pull_text(members, "id"))


def family_of(form: str) -> str:
    """Return whose seals have the format *form*."""
    return FAMILIES.get(form, form or UNKNOWN)


def _drop_nulls(members: Detail) -> None:
    for name in [name for name, value in members.items() if value is None]:
        del members[name]


def _merged(details: Iterable[Mapping[str, Any]]) -> Iterator[Detail]:
    """Yield the *details*, those that are pieces of one as one."""
    open_one: Detail = {}
    for detail in details:
        if open_one and _continues(open_one, detail):
            word = WORDS[open_one["type"]]
            text = pull_text(dict(open_one), word) + pull_text(dict(detail), word)
            told = {name: value for name, value in detail.items() if value is not None}
            open_one = {**open_one, **told, word: text}
            continue
        if open_one:
            yield open_one
        open_one = dict(detail)
    if open_one:
        yield open_one


def _continues(before: Mapping[str, Any], detail: Mapping[str, Any]) -> bool:
    """Say whether *detail* is one more piece of the visible detail *before*."""
    is_same = detail["type"] == before["type"] != ENCRYPTED
    return is_same and before.get("index") is not None and detail.get("index") == before["index"]


def _sealed(before: ReasoningPart, after: ReasoningPart) -> ReasoningPart | None:
    """Return both as one where *after* is the encrypted form of the thought that *before* shows, else `None`."""
    if before.seal is not None or after.seal is None or after.text or after.seal.kind is not SealKind.ENCRYPTED:
        return None
    told, form = before.extra.get("id"), before.extra.get("format")
    if told not in (None, after.seal.id) or (form is not None and family_of(str(form)) != after.seal.family):
        return None
    rest = {name: value for name, value in before.extra.items() if name not in {"id", "format"}}
    return replace(before, seal=after.seal, extra={**rest, **after.extra})


def encode(parts: Iterable[Part]) -> list[Detail]:
    """Return the thoughts and the calls' seals among *parts* as details; none where there is nothing to detail."""
    parts = tuple(parts)
    if not any(map(is_detailed, parts)):
        return []
    found = (detail for part in parts for detail in encode_part(part))
    return [{**detail, "index": index} for index, detail in enumerate(found)]


def is_detailed(part: Part) -> bool:
    """Say whether *part* is a thought, or a call, of which a plain text cannot say everything."""
    if isinstance(part, ReasoningPart):
        return part.seal is not None or part.is_summary or bool(part.extra)
    return isinstance(part, ToolCall) and part.seal is not None


def encode_part(part: Part) -> Iterator[Detail]:
    """Yield the details of one of a turn's parts."""
    if isinstance(part, ToolCall) and part.seal is not None:
        yield encode_seal(replace(part.seal, id=part.id))
    if not isinstance(part, ReasoningPart):
        return
    seal = part.seal
    if seal is not None and seal.kind is SealKind.SIGNATURE:
        yield merge({"type": TEXT, "text": part.text, "signature": seal.data, **origin(seal)}, part.extra)
        return
    if part.text or seal is None:
        kind = SUMMARY if part.is_summary else TEXT
        yield merge({"type": kind, WORDS[kind]: part.text, **(origin(seal) if seal else {})}, part.extra)
    if seal is not None:
        yield merge(encode_seal(seal), {} if part.text else part.extra)


def encode_seal(seal: Seal) -> Detail:
    """Return a *seal* that stands for itself."""
    return merge({"type": ENCRYPTED, "data": seal.data, **origin(seal)}, {})


def origin(seal: Seal) -> Detail:
    """Return the members that say whose *seal* it is, and what it is called."""
    return {"id": seal.id or UNSET, "format": FORMATS.get(seal.family, seal.family)}


def ids_of(calls: Any) -> frozenset[str]:
    """Return the ids of the *calls* that a message lists, as it lists them."""
    told = (call.get("id") for call in calls if isinstance(call, dict)) if isinstance(calls, list) else ()
    return frozenset(each for each in told if isinstance(each, str) and each)


def give_to_calls(
    thoughts: tuple[ReasoningPart, ...], calls: tuple[ToolCall, ...]
) -> tuple[tuple[ReasoningPart, ...], tuple[ToolCall, ...]]:
    """Return *thoughts* and *calls*, with each seal that is named after a call put on that call."""
    ids = {call.id for call in calls if call.id}
    seals = {thought.seal.id: thought.seal for thought in thoughts if thought.seal and is_of_call(thought, ids)}
    if not seals:
        return thoughts, calls
    kept = tuple(thought for thought in thoughts if not is_of_call(thought, ids))
    return kept, tuple(replace(call, seal=seal_of_call(seals.get(call.id))) for call in calls)


def is_of_call(thought: ReasoningPart, ids: Collection[str]) -> bool:
    """Say whether *thought* is but the seal of one of the calls *ids*."""
    seal = thought.seal
    return seal is not None and seal.kind is SealKind.ENCRYPTED and not thought.text and seal.id in ids


def seal_of_call(seal: Seal | None) -> Seal | None:
    """Return the *seal* of a detail as it stands on a call: a signature, which has no name of its own."""
    return seal and Seal(family=seal.family, data=seal.data)
