"""The blocks of a turn, `ContentBlock`: a union, so each block has one member, whose name is its kind.

A kind that the hub has no word for (`video`, `guardContent`, `searchResult`, a tool that the provider ran) is kept whole.
A text may not be blank in a turn, but may in a tool's result (`ValidationException`, and what users have measured).
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from proxy.canonical.content import (
    AudioPart,
    FilePart,
    ImagePart,
    Part,
    ReasoningPart,
    RefusalPart,
    TextPart,
    UnknownPart,
)
from proxy.canonical.tools import ToolCall
from proxy.dialects.bedrock_converse import blobs, cachepoints, citations, thoughts, tools
from proxy.dialects.members import merge, require, wrong
from proxy.errors import InvalidRequest, MalformedStream

Decoder = Callable[[dict[str, Any], str], Part]


def decode_text(members: dict[str, Any], place: str) -> TextPart:
    """Return the text that the block *members* says."""
    rest = dict(members)
    return TextPart(text=require(rest, "text", str, f"{place}."), extra=rest)


DECODERS: Mapping[str, Decoder] = {
    "text": decode_text,
    "image": blobs.decode_image,
    "audio": blobs.decode_audio,
    "document": blobs.decode_document,
    "toolUse": tools.decode_call,
    thoughts.KEY: thoughts.decode,
    citations.KEY: citations.decode,
}

NATIVE: tuple[tuple[str, str], ...] = (
    ("toolUse", "type"),
    ("image", "error"),
    ("audio", "error"),
)
"""Kinds of block, and the member that makes one of them a provider's own."""

UNSAID_SOURCES = frozenset({"text", "content"})
"""Sources that the hub has no word for: a document written out in the request."""


def decode(value: Any, place: str) -> Part:
    """Return the part that a client's block *value* says; `InvalidRequest` where it is not Converse's."""
    if not isinstance(value, dict) or not value:
        raise wrong(place, "an object with one member")
    kind = next((key for key in DECODERS if key in value), "")
    if not kind or is_native(kind, value[kind]):
        return keep(value)
    return DECODERS[kind](value, place)


def decode_answer(value: Any) -> Part:
    """Return the part that a provider's block *value* says; one that is not as it should be is kept whole."""
    if not isinstance(value, dict):
        raise MalformedStream("the answer has a content block that is not an object")
    try:
        return decode(value, "content")
    except InvalidRequest:
        return keep(value)


def keep(value: Mapping[str, Any]) -> UnknownPart:
    """Return a block as it stands."""
    return UnknownPart(kind=next(iter(value), ""), extra=dict(value))


def is_native(kind: str, inner: Any) -> bool:
    """Say whether a block of a known kind holds what only Bedrock knows."""
    if not isinstance(inner, dict):
        return False
    source = inner.get("source")
    if isinstance(source, dict) and (
        not UNSAID_SOURCES.isdisjoint(source) or (kind == "audio" and "bytes" not in source)
    ):
        return True
    return any(kind == each and member in inner for each, member in NATIVE)


def decode_all(values: Sequence[Any], place: str) -> tuple[Part, ...]:
    """Return the parts of a client's turn; a cache point marks the part before it."""
    parts: list[Part] = []
    for index, value in enumerate(values):
        add(parts, value, f"{place}[{index}]")
    return tuple(parts)


def add(parts: list[Part], value: Any, place: str) -> None:
    """Put the block *value* behind *parts*, or its mark on the last of them."""
    mark = cachepoints.read(value)
    if mark and parts and cachepoints.is_free(parts[-1]):
        marked: Any = parts[-1]
        parts[-1] = replace(marked, cache=mark)
    else:
        parts.append(decode(value, place))


def encode_text(part: TextPart) -> dict[str, Any]:
    """Return the block of *part*, which has another shape where it has citations."""
    return citations.encode(part) if part.citations else merge({"text": part.text}, part.extra)


ENCODERS: Mapping[type, Callable[[Any], dict[str, Any]]] = {
    TextPart: encode_text,
    RefusalPart: lambda part: {"text": part.text},
    ReasoningPart: thoughts.encode,
    ImagePart: blobs.encode_image,
    AudioPart: blobs.encode_audio,
    FilePart: blobs.encode_document,
    ToolCall: tools.encode_call,
    UnknownPart: lambda part: dict(part.extra),
}


def encode(part: Part) -> dict[str, Any]:
    """Return the block of *part*, without its cache mark."""
    return ENCODERS[type(part)](part)


def encode_all(parts: Sequence[Part], *, caches: bool) -> Iterator[dict[str, Any]]:
    """Yield the blocks of a turn, each with its cache point after it; a blank text has no block."""
    for part in parts:
        if is_blank(part):
            continue
        yield encode(part)
        if caches and not isinstance(part, RefusalPart | ReasoningPart | UnknownPart):
            yield from cachepoints.write(part.cache)


def is_blank(part: Part) -> bool:
    """Say whether *part* is a text that says nothing."""
    return isinstance(part, TextPart | RefusalPart) and not part.text.strip()
