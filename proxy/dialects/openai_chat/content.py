"""Content of a message: a string, or a list of parts `text`, `refusal`, `image_url`, `input_audio`, `file`.

A part of another kind (`video_url` and others that vendors add) is kept whole as an `UnknownPart`.
"""

from collections.abc import Callable
from typing import Any

from proxy.canonical.content import AudioPart, FilePart, ImagePart, Part, RefusalPart, TextPart, UnknownPart
from proxy.canonical.unset import UNSET, Unset
from proxy.dialects.members import join_inner, keep_inner, merge, require, wrong


def decode(members: dict[str, Any], place: str) -> str | tuple[Part, ...] | None | Unset:
    """Take `content` out of a message's *members*."""
    if "content" not in members:
        return UNSET
    content = members.pop("content")
    if content is None or isinstance(content, str):
        return content
    if not isinstance(content, list):
        raise wrong(f"{place}content", "a string or a list of parts")
    return tuple(decode_part(part, f"{place}content[{index}]") for index, part in enumerate(content))


def decode_part(value: Any, place: str) -> Part:
    """Return the part that *value* says."""
    if not isinstance(value, dict):
        raise wrong(place, "an object")
    members = dict(value)
    kind = require(members, "type", str, f"{place}.")
    decoder = DECODERS.get(kind)
    return decoder(members, f"{place}.") if decoder else UnknownPart(kind=kind, extra=members)


def _text(members: dict[str, Any], place: str) -> Part:
    return TextPart(text=require(members, "text", str, place), extra=members)


def _refusal(members: dict[str, Any], place: str) -> Part:
    return RefusalPart(text=require(members, "refusal", str, place), extra=members)


def _image(members: dict[str, Any], place: str) -> Part:
    image = dict(require(members, "image_url", dict, place))
    url = require(image, "url", str, f"{place}image_url.")
    keep_inner(members, "image_url", image)
    return ImagePart(url=url, extra=members)


def _audio(members: dict[str, Any], place: str) -> Part:
    audio = dict(require(members, "input_audio", dict, place))
    data, container = (require(audio, key, str, f"{place}input_audio.") for key in ("data", "format"))
    keep_inner(members, "input_audio", audio)
    return AudioPart(data=data, format=container, extra=members)


def _file(members: dict[str, Any], place: str) -> Part:
    if not isinstance(members.get("file"), dict):
        raise wrong(f"{place}file", "an object")
    return FilePart(extra=members)


DECODERS: dict[str, Callable[[dict[str, Any], str], Part]] = {
    "text": _text,
    "refusal": _refusal,
    "image_url": _image,
    "input_audio": _audio,
    "file": _file,
}


def encode(content: str | tuple[Part, ...] | None | Unset) -> str | list[dict[str, Any]] | None | Unset:
    """Return *content* as a message says it."""
    return [encode_part(part) for part in content] if isinstance(content, tuple) else content


def encode_part(part: Part) -> dict[str, Any]:
    """Return *part* as Chat Completions writes it."""
    match part:
        case TextPart():
            known: dict[str, Any] = {"type": "text", "text": part.text}
        case RefusalPart():
            known = {"type": "refusal", "refusal": part.text}
        case ImagePart():
            known = {"type": "image_url", "image_url": join_inner({"url": part.url}, part.extra, "image_url")}
        case AudioPart():
            audio = {"data": part.data, "format": part.format}
            known = {"type": "input_audio", "input_audio": join_inner(audio, part.extra, "input_audio")}
        case FilePart():
            known = {"type": "file"}
        case UnknownPart():
            known = {"type": part.kind}
    return merge(known, part.extra)
