"""A conversation as a whole: what of it cannot be read, or written, one turn at a time.

The deprecated `function_call` and role `function` have no ids, so a call gets one from its name and place, and the next
result is its own. Only text may stand in a tool's result (`openai` 3.57.0), so what it shows follows in a turn of the
user's, which must come after the last result of the run: providers want every result directly behind its calls.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from proxy.canonical.content import Part, TextPart
from proxy.canonical.request import Message, Role
from proxy.canonical.tools import ToolCall
from proxy.dialects import callids
from proxy.dialects.members import pull_text, require
from proxy.dialects.openai_chat import messages
from proxy.dialects.openai_chat.flavour import ChatFlavour
from proxy.dialects.openai_chat.tools import object_at

SHOWN_BELOW = "(shown in the next message)"


def decode(values: list[Any]) -> tuple[Message, ...]:
    """Return the turns of a conversation."""
    turns: list[Message] = []
    last = ""
    for index, value in enumerate(values):
        place = f"messages[{index}]"
        if isinstance(value, dict) and (value.get("function_call") is not None or value.get("role") == "function"):
            turn, last = _decode_old(value, place, last or callids.invent("", index), callids.invent("", index))
        else:
            turn = messages.decode(value, place)
        turns.append(turn)
    return tuple(turns)


def _decode_old(value: dict[str, Any], place: str, last: str, new: str) -> tuple[Message, str]:
    """Return a turn of the deprecated kind, and the id of the call that it makes or answers."""
    members = dict(value)
    if members.get("role") == "function":
        members.pop("name", None)
        return messages.decode({**members, "role": "tool", "tool_call_id": last}, place), last
    called = decode_old_call(members.pop("function_call"), f"{place}.function_call", new)
    turn = messages.decode(members, place)
    return replace(turn, content=(*messages.parts_of(turn.content), called)), new


def decode_old_call(value: Any, place: str, told: str) -> ToolCall:
    """Return the call that a `function_call` is, under the id *told*."""
    members = object_at(value, place)
    return ToolCall(id=told, name=require(members, "name", str, f"{place}."), arguments=pull_text(members, "arguments"))


def encode(turns: tuple[Message, ...], way: ChatFlavour) -> list[dict[str, Any]]:
    """Return a conversation as Chat Completions writes it."""
    return [messages.encode(turn, way) for turn in _speakable(turns)]


def _speakable(turns: tuple[Message, ...]) -> Iterator[Message]:
    """Yield *turns* with what the tools showed after their results, and before what the user says to it."""
    shown: tuple[Part, ...] = ()
    for turn in turns:
        if turn.role is Role.TOOL:
            told, beside = _result(turn)
            shown += beside
            yield told
            continue
        if shown and turn.role is Role.USER:
            yield replace(turn, content=(*shown, *turn.parts))
        elif shown:
            yield Message(role=Role.USER, content=shown)
            yield turn
        else:
            yield turn
        shown = ()
    if shown:
        yield Message(role=Role.USER, content=shown)


def _result(turn: Message) -> tuple[Message, tuple[Part, ...]]:
    """Return a tool's result in words, and what it shows, under a title."""
    beside = tuple(part for part in turn.parts if not isinstance(part, TextPart))
    if not beside:
        return turn, ()
    texts = tuple(part for part in turn.parts if isinstance(part, TextPart))
    title = TextPart(text=f"From the result of the tool call {turn.tool_call_id or ''}:")
    return replace(turn, content=texts or SHOWN_BELOW), (title, *beside)
