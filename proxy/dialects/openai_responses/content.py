"""Parts of a turn: what a client says (`input_text`, `input_image` ...) and a model (`output_text`, `refusal`).

A part of another kind, and an image that has only a provider's own id, is kept whole as an `UnknownPart`.
`input_audio` is in OpenAI's types but not yet in a message's; imitators take it. A client's `prompt_cache_breakpoint`
is a cache mark; it is written again only where the client wrote one, since models before gpt-5.6 refuse it and cache
by themselves.
"""

from collections.abc import Callable, Mapping
from typing import Any

from proxy.canonical.cache import CacheMark
from proxy.canonical.content import AudioPart, FilePart, ImagePart, Part, RefusalPart, TextPart, UnknownPart
from proxy.canonical.unset import UNSET, Unset
from proxy.dialects import dataurl
from proxy.dialects.members import merge, pull, require, wrong
from proxy.dialects.openai_responses import citations, logprobs

BREAKPOINT = "prompt_cache_breakpoint"
LONG = "12h"
"""The lifetime that the hub's `1h` stands for; the shorter one (30 minutes) is the default."""

ITEM = "item"
"""Where the `extra` of a part keeps what its item has beside; see `items.py`."""

AUTO = "auto"
PDF = "application/pdf"


def decode(value: Any, place: str) -> str | tuple[Part, ...]:
    """Return the content that *value* says: a string, or a list of parts."""
    return value if isinstance(value, str) else decode_parts(value, place)


def decode_parts(value: Any, place: str) -> tuple[Part, ...]:
    """Return the parts that *value* lists."""
    if not isinstance(value, list):
        raise wrong(place, "a string or a list of parts")
    return tuple(decode_part(part, f"{place}[{index}]") for index, part in enumerate(value))


def decode_part(value: Any, place: str) -> Part:
    """Return the part that *value* says."""
    if not isinstance(value, dict):
        raise wrong(place, "an object")
    members = dict(value)
    kind = require(members, "type", str, f"{place}.")
    decoder = DECODERS.get(kind)
    return decoder(members, f"{place}.") if decoder else UnknownPart(kind=kind, extra=members)


def _text(members: dict[str, Any], place: str) -> Part:
    text = require(members, "text", str, place)
    return TextPart(text=text, cache=_mark(members), extra=members)


def _output_text(members: dict[str, Any], place: str) -> Part:
    text = require(members, "text", str, place)
    cited, told = members.pop("annotations", None), members.pop("logprobs", None)
    return TextPart(text=text, citations=citations.decode(cited), logprobs=logprobs.decode(told), extra=members)


def _refusal(members: dict[str, Any], place: str) -> Part:
    return RefusalPart(text=require(members, "refusal", str, place), extra=members)


def _image(members: dict[str, Any], _: str) -> Part:
    url = pull(members, "image_url", str)
    if isinstance(url, Unset):
        return UnknownPart(kind="input_image", extra=members)
    detail = pull(members, "detail", str)
    return ImagePart(url=url, detail=UNSET if detail == AUTO else detail, cache=_mark(members), extra=members)


def _audio(members: dict[str, Any], place: str) -> Part:
    audio = dict(require(members, "input_audio", dict, place))
    data, container = (require(audio, key, str, f"{place}input_audio.") for key in ("data", "format"))
    return AudioPart(data=data, format=container, cache=_mark(members), extra=members)


def _file(members: dict[str, Any], place: str) -> Part:
    name, data = pull(members, "filename", str), pull(members, "file_data", str)
    url = pull(members, "file_url", str) if isinstance(data, Unset) else _carried(data, name)
    told = pull(members, "file_id", str) if isinstance(url, Unset) else UNSET
    if isinstance(url, Unset) and isinstance(told, Unset):
        raise wrong(place.rstrip("."), "a file with `file_data`, `file_url` or `file_id`")
    return FilePart(url=url, file_id=told, name=name, cache=_mark(members), extra=_without_nulls(members))


def _carried(data: str, name: str | Unset) -> str:
    """Return the URL that carries *data*, which may be bare base64."""
    if dataurl.split(data) is not None:
        return data
    is_pdf = isinstance(name, str) and name.lower().endswith(".pdf")
    return dataurl.join(PDF if is_pdf else dataurl.UNSAID, data)


def _mark(members: Mapping[str, Any]) -> CacheMark | Unset:
    wish = members.get(BREAKPOINT)
    if not isinstance(wish, dict):
        return UNSET
    return CacheMark(ttl="1h") if wish.get("ttl") == LONG else CacheMark()


def _without_nulls(members: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in members.items() if value is not None}


DECODERS: dict[str, Callable[[dict[str, Any], str], Part]] = {
    "input_text": _text,
    "output_text": _output_text,
    "refusal": _refusal,
    "input_image": _image,
    "input_audio": _audio,
    "input_file": _file,
}


def encode(content: str | tuple[Part, ...]) -> str | list[dict[str, Any]]:
    """Return *content* as a client's turn, or a tool's result, says it."""
    if isinstance(content, str):
        return content
    return [encode_input(part) for part in content if isinstance(part, SAYABLE)]


SAYABLE = TextPart | RefusalPart | ImagePart | AudioPart | FilePart | UnknownPart
"""What a client may say; thoughts and calls are a model's own."""


def encode_input(part: Part) -> dict[str, Any]:
    """Return *part* as a client says it."""
    match part:
        case TextPart() | RefusalPart():
            known: dict[str, Any] = {"type": "input_text", "text": part.text}
        case ImagePart():
            known = {"type": "input_image", "image_url": part.url, "detail": part.detail or AUTO}
        case AudioPart():
            known = {"type": "input_audio", "input_audio": {"data": part.data, "format": part.format}}
        case FilePart():
            known = {"type": "input_file", **_source(part)}
        case _:
            known = {"type": part.kind} if isinstance(part, UnknownPart) else {}
    return merge(known, part.extra)


ENDINGS = {"plain": "txt", "markdown": "md"}
"""Kinds of text to the ends of their names, by which OpenAI tells what a file is; others are their own."""


def _source(part: FilePart) -> dict[str, Any]:
    """Return the members that say where *part* is; data must have a name."""
    named = {"filename": part.name} if isinstance(part.name, str) else {}
    if isinstance(part.file_id, str):
        return {"file_id": part.file_id, **named}
    url = part.url or ""
    carried = dataurl.split(url)
    if carried is None:
        return {"file_url": url, **named}
    kind = carried[0].rpartition("/")[2]
    return {"file_data": url, "filename": part.name or f"file.{ENDINGS.get(kind, kind)}"}


def encode_output(part: TextPart | RefusalPart) -> dict[str, Any]:
    """Return *part* as a model says it, without what belongs to its item."""
    own = {key: value for key, value in part.extra.items() if key != ITEM}
    if isinstance(part, RefusalPart):
        return merge({"type": "refusal", "refusal": part.text}, own)
    known = {
        "type": "output_text",
        "text": part.text,
        "annotations": [citations.encode(citation, len(part.text)) for citation in part.citations],
        "logprobs": logprobs.encode(part.logprobs) if part.logprobs else UNSET,
    }
    return merge(known, own)
