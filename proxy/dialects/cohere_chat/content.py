"""Content of a turn: a string, or a list of blocks `text`, `image_url`, `thinking`, and in a tool's turn `document`.

A document in a tool's turn is an object of the client's own making; to other dialects it is the text of that object. A
block of another kind is kept whole.
"""

from collections.abc import Callable, Mapping
from typing import Any

from proxy.canonical.content import (
    ImagePart,
    Part,
    ReasoningPart,
    RefusalPart,
    TextPart,
    UnknownPart,
)
from proxy.canonical.jsontext import MalformedJson, dump
from proxy.dialects.members import join_inner, keep_inner, merge, pull, require, wrong
from proxy.errors import InvalidRequest

DOCUMENT = "document"


def decode(value: Any, place: str) -> str | tuple[Part, ...]:
    """Return what the `content` of a turn says."""
    if isinstance(value, str):
        return value
    if not isinstance(value, list):
        raise wrong(place, "a string or a list of content blocks")
    return tuple(decode_part(part, f"{place}[{index}]") for index, part in enumerate(value))


def decode_part(value: Any, place: str) -> Part:
    """Return the part that a block says."""
    if not isinstance(value, dict):
        raise wrong(place, "an object")
    members = dict(value)
    kind = require(members, "type", str, f"{place}.")
    decoder = DECODERS.get(kind)
    return decoder(members, f"{place}.") if decoder else UnknownPart(kind=kind, extra=members)


def _text(members: dict[str, Any], place: str) -> Part:
    return TextPart(text=require(members, "text", str, place), extra=members)


def _thinking(members: dict[str, Any], place: str) -> Part:
    return ReasoningPart(text=require(members, "thinking", str, place), extra=members)


def _image(members: dict[str, Any], place: str) -> Part:
    image = dict(require(members, "image_url", dict, place))
    url, detail = require(image, "url", str, f"{place}image_url."), pull(image, "detail", str)
    keep_inner(members, "image_url", image)
    return ImagePart(url=url, detail=detail, extra=members)


def _document(members: dict[str, Any], place: str) -> Part:
    document = members.get(DOCUMENT)
    data = document.get("data") if isinstance(document, dict) else None
    if data is None:
        raise wrong(f"{place}{DOCUMENT}", "an object with `data`")
    try:
        text = data if isinstance(data, str) else dump(data).decode()
    except MalformedJson:
        raise wrong(f"{place}{DOCUMENT}.data", "JSON that does not nest so deep") from None
    return TextPart(text=text, extra=members)


DECODERS: Mapping[str, Callable[[dict[str, Any], str], Part]] = {
    "text": _text,
    "thinking": _thinking,
    "image_url": _image,
    DOCUMENT: _document,
}


def encode(part: Part) -> dict[str, Any]:
    """Return the block of *part*; `InvalidRequest` where Cohere has none for it."""
    match part:
        case TextPart() if DOCUMENT in part.extra:
            return {"type": DOCUMENT, **part.extra}
        case TextPart() | RefusalPart():
            return merge({"type": "text", "text": part.text}, part.extra)
        case ReasoningPart():
            return merge({"type": "thinking", "thinking": part.text}, part.extra)
        case ImagePart():
            image = {"url": part.url, "detail": part.detail}
            return merge({"type": "image_url", "image_url": join_inner(image, part.extra, "image_url")}, part.extra)
        case UnknownPart():
            return {"type": part.kind, **part.extra}
        case _:
            raise InvalidRequest("files and audio cannot be sent to Cohere; send their text", param="messages")
