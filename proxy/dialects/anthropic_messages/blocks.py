"""The content blocks of Messages, in requests and in answers, to the hub's parts and back.

Kinds `text`, `thinking`, `redacted_thinking`, `tool_use`, `image` and `document` have words in the hub. Any other (server
tools and their results, search results, container uploads, what comes) is an `UnknownPart`, whole. `tool_result` is a turn
of its own in the hub, so `messages.py` reads it.

Seals of other families travel marked (`dialects/seals.py`). Gemini seals calls, and a `tool_use` has no place for that; so
it goes before the call as a `redacted_thinking` block, which clients must send back unchanged, and returns to the call.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any

from proxy.canonical.content import (
    FilePart,
    ImagePart,
    Part,
    ReasoningPart,
    RefusalPart,
    TextPart,
    UnknownPart,
)
from proxy.canonical.seal import Seal, SealKind
from proxy.canonical.tools import ToolCall
from proxy.canonical.unset import UNSET
from proxy.dialects import callids, seals
from proxy.dialects.anthropic_messages import arguments, cachemarks, citations, sources
from proxy.dialects.anthropic_messages.names import FAMILY
from proxy.dialects.members import merge, require, wrong

Block = dict[str, Any]

REFERENCE = "tool_reference"
REDACTED = "redacted_thinking"
CALL_ID = re.compile("[a-zA-Z0-9_-]+")
"""What Anthropic takes for the id of a call."""

LONGEST_CALL_ID, CALL_ID_PREFIX = 40, "toolu_"


def decode_all(values: Iterable[Any], place: str) -> tuple[Part, ...]:
    """Return the parts that the blocks at *place* say, in their order; a seal that was put before a call is the call's."""
    parts: list[Part] = []
    seal: Seal | None = None
    for index, value in enumerate(values):
        part = decode(value, f"{place}[{index}]")
        if seal is not None:
            if isinstance(part, ToolCall):
                part = replace(part, seal=seal)
            else:
                parts.append(ReasoningPart(seal=seal))
        seal = _seal_of_call(value, part)
        if seal is None:
            parts.append(part)
    return tuple(parts) if seal is None else (*parts, ReasoningPart(seal=seal))


def _seal_of_call(value: Mapping[str, Any], part: Part) -> Seal | None:
    """Return the seal that *value* carries for the next call: a signature in the place of a hidden thought."""
    if value["type"] != REDACTED or not isinstance(part, ReasoningPart) or part.seal is None:
        return None
    return part.seal if part.seal.kind is SealKind.SIGNATURE else None


def decode(value: Any, place: str) -> Part:
    """Return the part that the block *value* says; `InvalidRequest` where it is none."""
    if not isinstance(value, dict):
        raise wrong(place, "an object")
    members = dict(value)
    kind = require(members, "type", str, f"{place}.")
    decoder = DECODERS.get(kind)
    return decoder(members, f"{place}.") if decoder else UnknownPart(kind=kind, extra=members)


def _text(members: Block, place: str) -> Part:
    text = require(members, "text", str, place)
    return TextPart(text=text, citations=citations.pull_all(members), cache=cachemarks.pull(members), extra=members)


def _thinking(members: Block, place: str) -> Part:
    text = require(members, "thinking", str, place)
    signature = members.pop("signature", None)
    seal = seals.unwrap(signature, FAMILY) if isinstance(signature, str) and signature else None
    return ReasoningPart(text=text, seal=seal, extra=members)


def _redacted(members: Block, place: str) -> Part:
    data = require(members, "data", str, place)
    return ReasoningPart(seal=seals.unwrap(data, FAMILY, SealKind.ENCRYPTED), extra=members)


def _tool_use(members: Block, place: str) -> Part:
    return ToolCall(
        id=require(members, "id", str, place),
        name=require(members, "name", str, place),
        arguments=arguments.to_text(require(members, "input", dict, place)),
        cache=cachemarks.pull(members),
        extra=members,
    )


def _tool_reference(members: Block, place: str) -> Part:
    """Return a tool that a search has found as a text that names it: its definition stands among the tools."""
    name = require(dict(members), "tool_name", str, place)
    return TextPart(text=f"found the tool `{name}`", extra={"type": REFERENCE, **members})


DECODERS: Mapping[str, Callable[[Block, str], Part]] = {
    "text": _text,
    "thinking": _thinking,
    REDACTED: _redacted,
    "tool_use": _tool_use,
    REFERENCE: _tool_reference,
    sources.IMAGE: lambda members, place: sources.decode(members, place, sources.IMAGE),
    sources.DOCUMENT: lambda members, place: sources.decode(members, place, sources.DOCUMENT),
}


def encode(part: Part) -> list[Block]:
    """Return the blocks that say *part*: one, or none where Messages cannot, or two for a sealed call."""
    encoder = ENCODERS.get(type(part))
    return encoder(part) if encoder else []


def _written_text(part: TextPart) -> Block:
    if part.extra.get("type") == REFERENCE:
        return dict(part.extra)
    known = {
        "type": "text",
        "text": part.text,
        "citations": [citations.encode(each) for each in part.citations] or UNSET,
        cachemarks.MEMBER: cachemarks.write(part.cache),
    }
    return merge(known, part.extra)


def _written_thought(part: ReasoningPart) -> Block:
    """Return a thought; one that is nothing but a cipher is `redacted_thinking`."""
    signature = seals.wrap(part.seal, FAMILY)
    if part.seal is not None and part.seal.kind is SealKind.ENCRYPTED and not part.text:
        return merge({"type": REDACTED, "data": signature}, part.extra)
    return merge({"type": "thinking", "thinking": part.text, "signature": signature}, part.extra)


def encode_seal(seal: Seal | None) -> list[Block]:
    """Return the block that carries the seal of the call after it, where it has one."""
    if seal is None:
        return []
    return [{"type": REDACTED, "data": seals.wrap(replace(seal, kind=SealKind.SIGNATURE), FAMILY)}]


def _written_call(call: ToolCall) -> Block:
    known = {
        "type": "tool_use",
        "id": fit_id(call.id),
        "name": call.name,
        "input": arguments.to_object(call.arguments, call.kind),
        cachemarks.MEMBER: cachemarks.write(call.cache),
    }
    return merge(known, call.extra)


def fit_id(told: str) -> str:
    """Return *told* as Anthropic takes it for the id of a call, which is what a client may send there at any time."""
    return callids.fit(told, CALL_ID, LONGEST_CALL_ID, CALL_ID_PREFIX)


ENCODERS: Mapping[type[Part], Callable[[Any], list[Block]]] = {
    TextPart: lambda part: [_written_text(part)],
    RefusalPart: lambda part: [{"type": "text", "text": part.text}],
    ReasoningPart: lambda part: [_written_thought(part)],
    ToolCall: lambda part: [*encode_seal(part.seal), _written_call(part)],
    ImagePart: lambda part: [sources.encode_image(part)],
    FilePart: lambda part: [sources.encode_document(part)],
    UnknownPart: lambda part: [{"type": part.kind, **part.extra}],
}
"""What Messages has no word for is missing: sound."""


def encode_answer(part: Part) -> list[Block]:
    """Return the blocks that say *part* to a client: no pictures, no files, and no text that it could not send back."""
    is_blank = isinstance(part, TextPart | RefusalPart) and not part.text.strip()
    return [] if is_blank or isinstance(part, ImagePart | FilePart) else encode(part)
