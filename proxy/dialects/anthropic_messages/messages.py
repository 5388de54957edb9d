"""The turns of a conversation: `system` and `messages` of a body to the hub's turns and back.

Messages puts the results of tools into the user's turn; the hub has a turn for each. So a user's turn is read as one `TOOL`
turn for each result and a `USER` turn for what stands between, and written by joining a run of results and the user's words
right after it.

The instructions at the beginning are the top-level `system`. A later one is a turn with the role `system` where Anthropic
allows one (guide to mid-conversation system messages, November 2026: after a user's turn, and before an assistant's or at
the end, never two in a row), and a user's turn with the same words elsewhere; not every model takes it (`models.py`).

Anthropic refuses text without anything but space, and turns without content; other dialects do not. Both are left out.
"""

from collections.abc import Iterator, Mapping, Sequence
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
)
from proxy.canonical.foreign import REASONING
from proxy.canonical.request import Message, Role
from proxy.canonical.unset import UNSET, Unset
from proxy.dialects.anthropic_messages import blocks, cachemarks, citations
from proxy.dialects.members import merge, pull, require, wrong

ROLES = {"user": Role.USER, "assistant": Role.ASSISTANT, "system": Role.SYSTEM}
INSTRUCTIONS = frozenset({Role.SYSTEM, Role.DEVELOPER})
RESULT = "tool_result"

Turn = dict[str, Any]


def decode_system(value: Any) -> Message:
    """Return the turn that the top-level `system` says."""
    return Message(role=Role.SYSTEM, content=_content(value, "system"))


def decode(values: Sequence[Any], place: str = "messages") -> tuple[Message, ...]:
    """Return the turns of a conversation."""
    return tuple(turn for index, value in enumerate(values) for turn in _decode_turn(value, f"{place}[{index}]"))


def _decode_turn(value: Any, place: str) -> Iterator[Message]:
    if not isinstance(value, dict):
        raise wrong(place, "an object")
    members = dict(value)
    role = ROLES.get(require(members, "role", str, f"{place}."))
    if role is None:
        raise wrong(f"{place}.role", "one of " + ", ".join(f"`{known}`" for known in ROLES))
    said = members.pop("content", None)
    if role is Role.USER and isinstance(said, list) and any(map(_is_result, said)):
        yield from _decode_results(said, members, f"{place}.content")
    else:
        yield Message(role=role, content=_content(said, f"{place}.content"), extra=members)


def _is_result(block: Any) -> bool:
    return isinstance(block, dict) and block.get("type") == RESULT


def _content(value: Any, place: str) -> str | tuple[Part, ...]:
    if isinstance(value, str):
        return value
    if not isinstance(value, list):
        raise wrong(place, "a string or a list of blocks")
    return blocks.decode_all(value, place)


def _decode_results(said: list[Any], extra: dict[str, Any], place: str) -> Iterator[Message]:
    """Yield a turn for each result in *said* and for what stands between; *extra* goes with the last of the latter."""
    between: list[Part] = []
    for index, block in enumerate(said):
        if _is_result(block):
            if between:
                yield Message(role=Role.USER, content=tuple(between))
                between = []
            yield _decode_result(dict(block), f"{place}[{index}]")
        else:
            between.append(blocks.decode(block, f"{place}[{index}]"))
    if between or extra:
        yield Message(role=Role.USER, content=tuple(between), extra=extra)


def _decode_result(members: dict[str, Any], place: str) -> Message:
    del members["type"]
    said = members.pop("content", None)
    return Message(
        role=Role.TOOL,
        content=() if said is None else _content(said, f"{place}.content"),
        tool_call_id=require(members, "tool_use_id", str, f"{place}."),
        is_error=pull(members, "is_error", bool),
        cache=cachemarks.pull(members),
        extra=members,
    )


def encode(turns: Sequence[Message], lost: set[str]) -> tuple[str | list[Turn] | Unset, list[Turn]]:
    """Return `system` and `messages` that say *turns*; what they cannot say is named in *lost*."""
    start = next((index for index, turn in enumerate(turns) if turn.role not in INSTRUCTIONS), len(turns))
    if start == len(turns) > 0:
        start -= 1  # Anthropic wants a turn, so the last instruction is one
    writer = Writer(lost)
    for turn, following in zip(turns[start:], _following(turns[start:]), strict=True):
        writer.add(turn, following)
    return _encode_system(turns[:start], lost), writer.turns


def _following(turns: Sequence[Message]) -> list[Role | None]:
    """Return, for each turn, whose words come next that are no instructions."""
    found: list[Role | None] = []
    role: Role | None = None
    for turn in reversed(turns):
        found.append(role)
        role = role if turn.role in INSTRUCTIONS else turn.role
    return found[::-1]


def _encode_system(turns: Sequence[Message], lost: set[str]) -> str | list[Turn] | Unset:
    if len(turns) == 1 and isinstance(turns[0].content, str):
        return turns[0].content or UNSET
    written = [block for turn in turns for block in encode_parts(turn, lost)]
    return written or UNSET


class Writer:
    """Writes turn after turn; `turns` is what there is so far."""

    def __init__(self, lost: set[str]) -> None:
        self.turns: list[Turn] = []
        self._lost = lost
        self._takes_more = False

    def add(self, turn: Message, following: Role | None) -> None:
        """Write *turn*, after which one of the role *following* comes, if any."""
        if turn.role is Role.TOOL:
            self._join("user", [_encode_result(turn, self._lost)], {})
            self._takes_more = True
            return
        said = _said(turn, self._lost)
        if turn.role is Role.USER and self._takes_more:
            self._join("user", _listed(said), turn.extra)
        elif said and turn.role in INSTRUCTIONS:
            self._instruct(said, following, turn.extra)
        elif said:
            self.turns.append(merge({"role": turn.role.value, "content": said}, turn.extra))
        self._takes_more = False

    def _instruct(self, said: str | list[Turn], following: Role | None, extra: Mapping[str, Any]) -> None:
        """Write an instruction as such where one may stand, two in a row as one, and as the user's words elsewhere."""
        before = self.turns[-1]["role"] if self.turns else None
        if before == "system":
            self.turns[-1]["content"] = [*_listed(self.turns[-1]["content"]), *_listed(said)]
            return
        role = "system" if before == "user" and following in {None, Role.ASSISTANT} else "user"
        self.turns.append(merge({"role": role, "content": said}, extra))

    def _join(self, role: str, written: list[Turn], extra: Mapping[str, Any]) -> None:
        """Add *written* to the turn of results that is open, or open one."""
        if not self._takes_more:
            self.turns.append({"role": role, "content": []})
        self.turns[-1]["content"].extend(written)
        self.turns[-1] = merge(self.turns[-1], extra)


def _listed(said: str | list[Turn]) -> list[Turn]:
    return said if isinstance(said, list) else [{"type": "text", "text": said}] if said else []


def _said(turn: Message, lost: set[str]) -> str | list[Turn]:
    if isinstance(turn.content, str):
        return turn.content if turn.content.strip() else ""
    return encode_parts(turn, lost)


def _encode_result(turn: Message, lost: set[str]) -> Turn:
    content = turn.content if isinstance(turn.content, str) else encode_parts(turn, lost) or UNSET
    known = {
        "type": RESULT,
        "tool_use_id": blocks.fit_id("" if isinstance(turn.tool_call_id, Unset) else turn.tool_call_id),
        "content": content,
        "is_error": turn.is_error,
        cachemarks.MEMBER: cachemarks.write(turn.cache),
    }
    return merge(known, turn.extra)


def encode_parts(turn: Message, lost: set[str]) -> list[Turn]:
    """Return the blocks of *turn* as Anthropic takes them; kinds that it does not take there are named in *lost*."""
    written: list[Turn] = []
    for part in turn.parts:
        kind = _untakable(part, turn.role)
        if kind:
            lost.add(kind)
        elif not _is_blank(part):
            written += blocks.encode(_without_foreign_citations(part))
    return written


def _untakable(part: Part, role: Role) -> str:
    """Return what *part* is called where Anthropic does not take it in a turn of *role*; nothing where it does."""
    if isinstance(part, AudioPart):
        return "audio"
    if isinstance(part, ReasoningPart):
        return "" if part.seal is not None else REASONING
    takes_files = role in {Role.USER, Role.TOOL}
    if isinstance(part, ImagePart) and not takes_files:
        return "image"
    return "file" if isinstance(part, FilePart) and not takes_files else ""


def _is_blank(part: Part) -> bool:
    return isinstance(part, TextPart | RefusalPart) and not part.text.strip()


def _without_foreign_citations(part: Part) -> Part:
    if not isinstance(part, TextPart) or all(map(citations.is_own, part.citations)):
        return part
    return replace(part, citations=tuple(each for each in part.citations if citations.is_own(each)))
