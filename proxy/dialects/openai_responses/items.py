"""A model's items, of an answer or sent back in a request, to the parts of its turn and back.

A `message` is one part for each piece of its content; what it has beside (its id, its `phase`, which OpenAI wants
back) stands in the first part's `extra`, under `ITEM`, and begins a message anew when it is written. `reasoning.py`
has the thoughts. An image that OpenAI's own tool made is an image of the turn. All else (`web_search_call`,
`local_shell_call`, `mcp_call` ...) is an `UnknownPart` with the item's type for a kind. A status is not kept: what is
sent back is complete.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from proxy.canonical.content import ImagePart, Part, ReasoningPart, RefusalPart, TextPart, UnknownPart
from proxy.canonical.tools import ToolCall, ToolKind
from proxy.dialects import dataurl
from proxy.dialects.members import merge, pull, require, wrong
from proxy.dialects.openai_responses import content, reasoning
from proxy.dialects.openai_responses.content import ITEM
from proxy.dialects.openai_responses.ids import Ids

MESSAGE, THOUGHT, IMAGE = "message", reasoning.KIND, "image_generation_call"
CALLS = {"function_call": (ToolKind.FUNCTION, "arguments"), "custom_tool_call": (ToolKind.CUSTOM, "input")}
"""Type of a call to what it calls, and where it has what the model wrote."""

CALLED = {kind: (name, text) for name, (kind, text) in CALLS.items()}
PNG = "image/png"


def object_at(value: Any, place: str) -> dict[str, Any]:
    """Return a copy of the object at *place* to pull from."""
    if not isinstance(value, dict):
        raise wrong(place, "an object")
    return dict(value)


def kind_of(item: Mapping[str, Any], place: str) -> str:
    """Return the type of *item*; a message need not say it."""
    kind = item.get("type")
    if isinstance(kind, str):
        return kind
    if kind is None and "role" in item:
        return MESSAGE
    raise wrong(f"{place}.type", "a string")


def decode(value: Any, made: str | None, place: str) -> list[Part]:
    """Return the parts that the item *value* is, which would have the id *made* if we had named it."""
    members = object_at(value, place)
    kind = kind_of(members, place)
    members.pop("type", None)
    decoder = DECODERS.get(kind)
    if decoder is None:
        return [UnknownPart(kind=kind, extra=members)]
    return decoder(members, made or "", place)


def _message(members: dict[str, Any], made: str, place: str) -> list[Part]:
    said = members.pop("content", None)
    beside = _beside(members, made)
    beside.pop("role", None)
    listed = [{"type": "output_text", "text": said}] if isinstance(said, str) else said
    parts = content.decode_parts(listed, f"{place}.content")
    if not all(isinstance(part, TextPart | RefusalPart) for part in parts):
        return [UnknownPart(kind=MESSAGE, extra={"role": "assistant", **beside, "content": said})]
    if not parts or not beside:
        return list(parts)
    return [replace(parts[0], extra={**parts[0].extra, ITEM: beside}), *parts[1:]]


def _beside(members: dict[str, Any], made: str) -> dict[str, Any]:
    """Return what *members* say beside, without a status, nulls and an id that we made."""
    members.pop("status", None)
    if members.get("id") == made:
        del members["id"]
    return {key: value for key, value in members.items() if value is not None}


def _thought(members: dict[str, Any], made: str, _: str) -> list[Part]:
    return reasoning.decode(members, made)


def _call(name: str) -> Callable[[dict[str, Any], str, str], list[Part]]:
    kind, text = CALLS[name]

    def decode_call(members: dict[str, Any], made: str, place: str) -> list[Part]:
        told, called, written = (require(members, key, str, f"{place}.") for key in ("call_id", "name", text))
        return [ToolCall(id=told, name=called, arguments=written, kind=kind, extra=_beside(members, made))]

    return decode_call


def _image(members: dict[str, Any], made: str, _: str) -> list[Part]:
    """Return the image, or the item as it is where it has none (yet)."""
    data = pull(members, "result", str)
    if not data:
        return [UnknownPart(kind=IMAGE, extra=members)]
    told = pull(members, "output_format", str)
    media_type = f"image/{told}" if told else PNG
    return [ImagePart(url=dataurl.join(media_type, data), extra=_beside(members, made))]


DECODERS: dict[str, Callable[[dict[str, Any], str, str], list[Part]]] = {
    MESSAGE: _message,
    THOUGHT: _thought,
    IMAGE: _image,
    **{name: _call(name) for name in CALLS},
}


def encode(parts: Iterable[Part], ids: Ids, start: int = 0) -> list[dict[str, Any]]:
    """Return the items that *parts* are, the first of which stands at place *start*; what has no item is left out."""
    items: list[dict[str, Any]] = []
    for group in _grouped(parts):
        items += _items(group, ids, start + len(items))
    return items


def _grouped(parts: Iterable[Part]) -> Iterator[list[Part]]:
    """Yield runs of *parts* that are one item each."""
    group: list[Part] = []
    for part in parts:
        if group and not _continues(group[-1], part):
            yield group
            group = []
        group.append(part)
    if group:
        yield group


def _continues(before: Part, part: Part) -> bool:
    if isinstance(part, ReasoningPart):
        return isinstance(before, ReasoningPart) and not reasoning.ends(before)
    if isinstance(part, TextPart | RefusalPart):
        return isinstance(before, TextPart | RefusalPart) and ITEM not in part.extra
    return False


def _items(group: Sequence[Part], ids: Ids, index: int) -> list[dict[str, Any]]:
    match group[0]:
        case TextPart() | RefusalPart() as first:
            said = [content.encode_output(part) for part in group if isinstance(part, TextPart | RefusalPart)]
            return [message(ids.name(MESSAGE, index), said) | first.extra.get(ITEM, {})]
        case ReasoningPart():
            return [reasoning.encode([part for part in group if isinstance(part, ReasoningPart)], ids, index)]
        case ToolCall() as called:
            return _called(called, ids, index)
        case ImagePart() as image if (data := dataurl.split(image.url)) is not None:
            return [merge(drawn(image.extra.get("id") or ids.name(IMAGE, index), *data), image.extra)]
        case UnknownPart() as other:
            return [{"type": other.kind, **other.extra}]
    return []


def message(name: str, said: list[dict[str, Any]], status: str = "completed") -> dict[str, Any]:
    """Return the message *name* that has *said*."""
    return {"type": MESSAGE, "id": name, "status": status, "role": "assistant", "content": said}


def drawn(name: str, media_type: str, data: str) -> dict[str, Any]:
    """Return the item *name* that has an image; the format is told only where it is not the usual one."""
    told = {} if media_type == PNG else {"output_format": media_type.rpartition("/")[2]}
    return {"type": IMAGE, "id": name, "status": "completed", "result": data, **told}


def call(part: ToolCall, name: str | None) -> dict[str, Any]:
    """Return the item *name* that is the call *part*."""
    kind, text = CALLED.get(part.kind, CALLED[ToolKind.FUNCTION])
    named = {} if name is None else {"id": name}
    return {"type": kind, **named, "call_id": part.id, "name": part.name, text: part.arguments}


def _called(part: ToolCall, ids: Ids, index: int) -> list[dict[str, Any]]:
    """Return the call at *index*, and before it what carries its seal."""
    before = [] if part.seal is None else [reasoning.carrier(part.id, part.seal, ids.name(THOUGHT, index))]
    kind, _ = CALLED.get(part.kind, CALLED[ToolKind.FUNCTION])
    name = None if ids.answer is None else ids.name(kind, index + len(before))
    status = {"status": "completed"} if name is not None and part.kind is ToolKind.FUNCTION else {}
    return [*before, {**call(part, name), **status, **part.extra}]
