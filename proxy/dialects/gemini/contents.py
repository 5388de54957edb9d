"""The turns of a conversation, `Content`, and the system instruction above them.

A user's turn may hold results of calls beside what the user says: each result is a turn of its own in the hub, and what is
said follows them. A turn of the system amid the conversation has no word in Gemini, and is said as the user's.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from proxy.canonical.content import Part, TextPart
from proxy.canonical.request import Message, Role
from proxy.dialects.gemini import parts, results, signatures
from proxy.dialects.gemini.results import RESULT, Pairing
from proxy.dialects.gemini.spelling import listed
from proxy.dialects.members import merge, wrong

ROLES = {"user": Role.USER, "model": Role.ASSISTANT, "function": Role.USER, "tool": Role.USER}
"""The last two stand in what older SDKs send around results."""

INSTRUCTIONS = frozenset({Role.SYSTEM, Role.DEVELOPER})
MODEL, USER = "model", "user"


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """One of the contents, taken apart; `place` is where it stands."""

    place: str
    role: Role
    parts: list[dict[str, Any]]
    extra: dict[str, Any]


def decode(value: Any, pairing: Pairing) -> list[Message]:
    """Return the turns of `contents`; a run of a model's contents is one turn, since chats keep a stream as its pieces."""
    turns = listed(value)
    if not isinstance(turns, list) or not turns:
        raise wrong("contents", "a list of at least one content")
    found: list[Message] = []
    told: list[Content] = []
    for index, turn in enumerate(turns):
        content = _content(turn, f"contents[{index}]")
        if told and content.role is not Role.ASSISTANT:
            found.append(_joined(told, pairing))
            told = []
        if content.role is Role.ASSISTANT:
            told.append(content)
        else:
            found += _said(content, pairing)
    return [*found, _joined(told, pairing)] if told else found


def _content(value: Any, place: str) -> Content:
    members = _members(value, place)
    role = members.pop("role", None) or USER
    if not isinstance(role, str) or role not in ROLES:
        raise wrong(f"{place}.role", "`user` or `model`")
    return Content(place=place, role=ROLES[role], parts=parts_at(members, place), extra=members)


def _joined(told: Sequence[Content], pairing: Pairing) -> Message:
    """Return a model's turn."""
    wires = [part for content in told for part in content.parts]
    extra = {key: value for content in told for key, value in content.extra.items()}
    return Message(role=Role.ASSISTANT, content=parts.decode(wires, pairing.begin), extra=extra)


def _said(content: Content, pairing: Pairing) -> Iterable[Message]:
    """Yield the results in a user's content, and what else it holds."""
    for index, part in enumerate(content.parts):
        if RESULT in part:
            yield results.decode(part, f"{content.place}.parts[{index}]", pairing)
    rest = [part for part in content.parts if RESULT not in part]
    if rest or not content.parts:
        yield Message(role=Role.USER, content=parts.decode(rest, pairing.begin), extra=content.extra)


def decode_system(value: Any) -> list[Message]:
    """Return the turn that a system instruction is; empty where there is none."""
    if isinstance(value, str):
        return [Message(role=Role.SYSTEM, content=value)]
    members = _members(value, "systemInstruction")
    members.pop("role", None)
    found = parts.decode(parts_at(members, "systemInstruction"), Pairing().begin)
    return [Message(role=Role.SYSTEM, content=found, extra=members)] if found else []


def _members(value: Any, place: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise wrong(place, "an object")
    return dict(value)


def parts_at(members: dict[str, Any], place: str) -> list[dict[str, Any]]:
    """Take the parts out of a content's *members*."""
    found = listed(members.pop("parts", None) or [])
    if not isinstance(found, list):
        raise wrong(f"{place}.parts", "a list of parts")
    for index, part in enumerate(found):
        if not isinstance(part, dict):
            raise wrong(f"{place}.parts[{index}]", "an object")
    return found


def split(messages: Sequence[Message]) -> tuple[Sequence[Message], Sequence[Message]]:
    """Return the system's turns that lead, and the conversation; where that is all, it is the conversation."""
    leading = next((at for at, message in enumerate(messages) if message.role not in INSTRUCTIONS), 0)
    return messages[:leading], messages[leading:]


def encode_system(messages: Sequence[Message]) -> dict[str, Any]:
    """Return the system instruction that *messages* are together."""
    extra = {key: value for message in messages for key, value in message.extra.items()}
    return merge({"parts": [wire for message in messages for wire in _wires(message)]}, extra)


def encode(messages: Sequence[Message], model: str) -> list[dict[str, Any]]:
    """Return *messages* as `contents` for *model*; results and what the user says after them are one turn."""
    names = {call.id: call.name for message in messages for call in message.tool_calls}
    is_checked = signatures.is_checked(model)
    turns: list[dict[str, Any]] = []
    is_open = False
    for message in messages:
        wires = _written(message, names, is_checked=is_checked)
        own = {} if message.role is Role.TOOL else message.extra
        if is_open and wires and message.role in {Role.TOOL, Role.USER}:
            turns[-1] = merge({**turns[-1], "parts": [*turns[-1]["parts"], *wires]}, own)
        elif wires:
            role = MODEL if message.role is Role.ASSISTANT else USER
            turns.append(merge({"role": role, "parts": wires}, own))
        is_open = message.role is Role.TOOL
    return turns


def _written(message: Message, names: Mapping[str, str], *, is_checked: bool) -> list[dict[str, Any]]:
    if message.role is Role.TOOL:
        return results.encode(message, names, takes_media=is_checked)
    wires = _wires(message)
    return parts.signed(wires) if message.role is Role.ASSISTANT and is_checked else wires


def _wires(message: Message) -> list[dict[str, Any]]:
    """Return the parts of a turn; an empty text, which Google refuses, only where it is all there is."""
    told: Iterable[Part] = [part for part in message.parts if part != TextPart(text="")] or message.parts
    return [wire for _, wire in parts.encode(told)]
