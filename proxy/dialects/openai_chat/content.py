"""Content of a message: a string, or a list of parts `text`, `refusal`, `image_url`, `input_audio`, `file`.

A part may carry a cache mark: `cache_control` as OpenRouter has it (prompt caching guide, August 2026), or OpenAI's own
`prompt_cache_breakpoint`, which stays in `extra` beside the mark and comes back as it was. Mistral's models that reason
show their thoughts as parts `thinking`. A part of another kind (`video_url` and others that vendors add) is kept whole as
an `UnknownPart`.
"""

from collections.abc import Callable, Mapping
from typing import Any

from proxy.canonical.cache import CacheMark
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
from proxy.canonical.unset import UNSET, Unset
from proxy.dialects import dataurl
from proxy.dialects.members import is_a, join_inner, keep_inner, merge, pull, require, wrong

MARK, BREAKPOINT = "cache_control", "prompt_cache_breakpoint"
PDF = "application/pdf"
FILE_NAMES = {PDF: "document.pdf", "text/plain": "document.txt"}
"""A name for a file that has none, since OpenAI wants one with the data."""

UNNAMED = "document"


def decode(members: dict[str, Any], place: str) -> str | tuple[Part, ...]:
    """Take `content` out of a message's *members*; absent and null are no parts at all."""
    content = members.pop("content", None)
    if content is None:
        return ()
    if isinstance(content, str):
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


def pull_cache(members: dict[str, Any]) -> CacheMark | Unset:
    """Take a cache mark out of *members*; OpenAI's own is read, and left in."""
    mark = members.pop(MARK, None)
    if isinstance(mark, dict):
        ttl = mark.get("ttl")
        return CacheMark(ttl=ttl if isinstance(ttl, str) else UNSET)
    return CacheMark() if isinstance(members.get(BREAKPOINT), dict) else UNSET


def encode_cache(mark: CacheMark | Unset) -> dict[str, Any]:
    """Return *mark* as a member to write; nothing where there is none."""
    if isinstance(mark, Unset):
        return {}
    return {MARK: {"type": "ephemeral"} if isinstance(mark.ttl, Unset) else {"type": "ephemeral", "ttl": mark.ttl}}


def _text(members: dict[str, Any], place: str) -> Part:
    return TextPart(text=require(members, "text", str, place), cache=pull_cache(members), extra=members)


def _refusal(members: dict[str, Any], place: str) -> Part:
    return RefusalPart(text=require(members, "refusal", str, place), extra=members)


def _image(members: dict[str, Any], place: str) -> Part:
    image = dict(require(members, "image_url", dict, place))
    url, detail = require(image, "url", str, f"{place}image_url."), pull(image, "detail", str)
    keep_inner(members, "image_url", image)
    return ImagePart(url=url, detail=detail, cache=pull_cache(members), extra=members)


def _audio(members: dict[str, Any], place: str) -> Part:
    audio = dict(require(members, "input_audio", dict, place))
    data, container = (require(audio, key, str, f"{place}input_audio.") for key in ("data", "format"))
    keep_inner(members, "input_audio", audio)
    return AudioPart(data=data, format=container, cache=pull_cache(members), extra=members)


def _file(members: dict[str, Any], place: str) -> Part:
    file = dict(require(members, "file", dict, place))
    data, told, name = (pull(file, key, str) for key in ("file_data", "file_id", "filename"))
    if isinstance(data, Unset) and isinstance(told, Unset):
        raise wrong(f"{place}file", "an object with `file_data` or `file_id`")
    keep_inner(members, "file", file)
    url = UNSET if isinstance(data, Unset) else as_url(data, name or "")
    return FilePart(url=url, file_id=told, name=name, cache=pull_cache(members), extra=members)


def as_url(data: str, name: str) -> str:
    """Return a file's *data* as a URL: it is one, or it is bare base64, which some clients send."""
    if ":" in data[:16]:
        return data
    return dataurl.join(PDF if name.lower().endswith(".pdf") else dataurl.UNSAID, data)


def _thinking(members: dict[str, Any], place: str) -> Part:
    chunks = require(members, "thinking", list, place)
    texts = [chunk["text"] for chunk in chunks if isinstance(chunk, dict) and is_a(chunk.get("text"), str)]
    return ReasoningPart(text="".join(texts), extra=members)


DECODERS: dict[str, Callable[[dict[str, Any], str], Part]] = {
    "text": _text,
    "refusal": _refusal,
    "image_url": _image,
    "input_audio": _audio,
    "file": _file,
    "thinking": _thinking,
}


def encode(content: str | tuple[Part, ...], *, has_marks: bool) -> str | list[dict[str, Any]]:
    """Return *content* as a message says it; without any part it is the empty text, which every provider takes."""
    if isinstance(content, str):
        return content
    return [encode_part(part, has_marks=has_marks) for part in content] or ""


def encode_part(part: Part, *, has_marks: bool = True) -> dict[str, Any]:
    """Return *part* as Chat Completions writes it, with its cache mark where *has_marks* says that marks are taken."""
    known, extra = _known(part)
    if has_marks and BREAKPOINT not in extra:
        known |= encode_cache(getattr(part, "cache", UNSET))
    return merge(known, extra)


def _known(part: Part) -> tuple[dict[str, Any], Mapping[str, Any]]:
    """Return the members of *part* that are known, and what it has beside."""
    match part:
        case TextPart():
            known: dict[str, Any] = {"type": "text", "text": part.text}
        case RefusalPart():
            known = {"type": "refusal", "refusal": part.text}
        case ImagePart():
            image = join_inner({"url": part.url, "detail": part.detail}, part.extra, "image_url")
            known = {"type": "image_url", "image_url": image}
        case AudioPart():
            audio = {"data": part.data, "format": part.format}
            known = {"type": "input_audio", "input_audio": join_inner(audio, part.extra, "input_audio")}
        case FilePart():
            file = {"file_data": part.url, "file_id": part.file_id, "filename": file_name(part)}
            known = {"type": "file", "file": join_inner(file, part.extra, "file")}
        case ReasoningPart():
            known = {"type": "thinking", "thinking": [{"type": "text", "text": part.text}]}
        case UnknownPart():
            known = {"type": part.kind}
        case _:
            raise TypeError("a tool call is no part of a content")
    return known, part.extra


def file_name(part: FilePart) -> str | Unset:
    """Return the name that *part* goes by."""
    if isinstance(part.url, Unset) or part.name:
        return part.name
    split = dataurl.split(part.url)
    return FILE_NAMES.get(split[0] if split else PDF, UNNAMED)
