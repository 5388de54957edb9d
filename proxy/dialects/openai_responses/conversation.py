"""The turns of a conversation: `instructions` and `input`, to canonical messages and back.

`input` is a flat list of items. What a model made (its messages, thoughts and calls, and whatever its provider's own
tools left) makes one assistant's turn as long as nothing else comes between; so two turns of a model that follow each
other are one. An item that we do not know stands in a model's turn too, whoever made it: it means something to this
dialect only.

`instructions` is a leading system turn, unless nothing follows it: an input must not be empty. A tool's failure has no
field here, so its result says it in words. A result does not say what kind of call it answers either, but its type must
match: the calls that went before tell.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from proxy.canonical.content import AudioPart, FilePart, ImagePart, Part, TextPart
from proxy.canonical.request import Message, Role
from proxy.canonical.tools import ToolKind
from proxy.canonical.unset import Unset
from proxy.dialects import dataurl
from proxy.dialects.members import merge, pull, require, wrong
from proxy.dialects.openai_responses import content, items, reasoning, stateless
from proxy.dialects.openai_responses.ids import IN_REQUEST, PREFIXES

ROLES = {role.value: role for role in Role if role is not Role.TOOL}
RESULT, CUSTOM_RESULT = "function_call_output", "custom_tool_call_output"
RESULTS = (RESULT, CUSTOM_RESULT)
CUSTOM_CALL = items.CALLED[ToolKind.CUSTOM][0]
FAILURE = "error"
"""How the result of a failed tool begins."""


def decode(members: dict[str, Any]) -> tuple[Message, ...]:
    """Take `instructions` and `input` out of *members*."""
    given = members.pop("input", None)
    told = pull(members, "instructions", str)
    leading = () if isinstance(told, Unset) else (Message(role=Role.SYSTEM, content=told),)
    if isinstance(given, str):
        return (*leading, Message(role=Role.USER, content=given))
    if not isinstance(given, list):
        raise wrong("input", "a string or a list of items")
    return (*leading, *Reader().read(given))


class Reader:
    """Reads one list of items."""

    def __init__(self) -> None:
        self._said: list[Part] = []
        self._plain: str | None = None
        self._custom: set[str] = set()

    def read(self, given: Iterable[Any]) -> Iterator[Message]:
        """Yield the turns that the items *given* make."""
        for index, value in enumerate(given):
            place = f"input[{index}]"
            item = items.object_at(value, place)
            stateless.refuse_reference(item, place)
            turn = self._turn(item, place)
            if turn is None:
                self._add(item, index, place)
            else:
                yield from self._ended()
                yield turn
        yield from self._ended()

    def _turn(self, item: dict[str, Any], place: str) -> Message | None:
        """Return the turn that *item* is, unless it is a piece of a model's."""
        kind = items.kind_of(item, place)
        if kind in RESULTS:
            return self._result(dict(item), kind, place)
        if kind != items.MESSAGE:
            return None
        role = require(dict(item), "role", str, f"{place}.")
        if role not in ROLES:
            raise wrong(f"{place}.role", "one of " + ", ".join(f"`{known}`" for known in ROLES))
        return None if role == Role.ASSISTANT.value else _message(dict(item), ROLES[role], place)

    def _result(self, members: dict[str, Any], kind: str, place: str) -> Message:
        """Return the result that *members* say; its type is kept where the call that it answers does not tell it."""
        told = require(members, "call_id", str, f"{place}.")
        output = content.decode(members.pop("output", None), f"{place}.output")
        if kind == (CUSTOM_RESULT if told in self._custom else RESULT):
            del members["type"]
        return Message(role=Role.TOOL, tool_call_id=told, content=output, extra=members)

    def _add(self, item: dict[str, Any], index: int, place: str) -> None:
        """Add *item* to the model's turn."""
        kind = items.kind_of(item, place)
        made = IN_REQUEST.name(kind, index) if kind in PREFIXES else None
        text = item.get("content")
        is_bare = kind == items.MESSAGE and isinstance(text, str) and item.keys() <= {"type", "role", "content"}
        self._plain = text if is_bare and not self._said else None
        self._said += items.decode(item, made, place)
        if kind == CUSTOM_CALL:
            self._custom.add(str(item.get("call_id")))

    def _ended(self) -> Iterator[Message]:
        """Yield the model's turn, if there is one, and begin anew."""
        if self._said:
            parts = tuple(reasoning.return_seals(self._said))
            yield Message(role=Role.ASSISTANT, content=parts if self._plain is None else self._plain)
        self._said, self._plain = [], None


def _message(members: dict[str, Any], role: Role, place: str) -> Message:
    """Return the turn of a client that *members* say."""
    for key in ("type", "role"):
        members.pop(key, None)
    members.pop("status", None)
    return Message(role=role, content=content.decode(members.pop("content", None), f"{place}.content"), extra=members)


def encode(messages: Sequence[Message]) -> dict[str, Any]:
    """Return the members that say *messages*."""
    first = messages[0] if len(messages) > 1 else None
    leads = first is not None and first.role is Role.SYSTEM and isinstance(first.content, str) and not first.extra
    told = {"instructions": first.content} if first is not None and leads else {}
    custom = {call.id for message in messages for call in message.tool_calls if call.kind is ToolKind.CUSTOM}
    given: list[dict[str, Any]] = []
    for message in messages[1:] if leads else messages:
        given += _items(message, custom, len(given))
    return {**told, "input": given}


def _items(message: Message, custom: set[str], start: int) -> list[dict[str, Any]]:
    if message.role is Role.TOOL:
        return [_written_result(message, custom)]
    said: dict[str, Any] = {"role": message.role.value, "content": message.content}
    if message.role is not Role.ASSISTANT:
        said["content"] = content.encode(message.content)
        return [merge(said, message.extra)]
    return [said] if isinstance(message.content, str) else items.encode(message.content, IN_REQUEST, start)


def _written_result(message: Message, custom: set[str]) -> dict[str, Any]:
    kind = message.extra.get("type") or (CUSTOM_RESULT if message.tool_call_id in custom else RESULT)
    output = content.encode(_with_failure(message) if message.is_error is True else message.content)
    told = {"type": kind, "call_id": message.tool_call_id or "", "output": output}
    return merge(told, message.extra)


def _with_failure(message: Message) -> str | tuple[Part, ...]:
    """Return the result of a failed tool, which says so in its first word."""
    if message.text.lower().startswith(FAILURE):
        return message.content
    if isinstance(message.content, str):
        return f"{FAILURE}: {message.content}" if message.content else FAILURE
    return (TextPart(text=FAILURE), *message.content)


def lost(messages: Iterable[Message]) -> frozenset[str]:
    """Return what of a model's own turns has no item, by the names of its modalities."""
    parts = [part for message in messages if message.role is Role.ASSISTANT for part in message.parts]
    found = {"audio": any(isinstance(part, AudioPart) for part in parts)}
    found["file"] = any(isinstance(part, FilePart) for part in parts)
    found["image"] = any(isinstance(part, ImagePart) and dataurl.split(part.url) is None for part in parts)
    return frozenset(name for name, is_lost in found.items() if is_lost)
