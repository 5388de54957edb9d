"""The turns of a conversation: Converse has a system prompt of its own, and users and assistants who take turns.

What Bedrock refuses in a conversation that other providers take (`ValidationException`) is put in order here: turns of one
role are joined, tools' results come first in theirs, a turn that says nothing is left out, a conversation that the
assistant begins gets a user's word before it, a document has a text beside it, and no two have one name.

The service model knows a turn of the role `system` in the midst, with which Claude's set of tools is changed; few models
take one, so an instruction from another dialect becomes a user's text, and only one that was such a turn stays so.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Any

from proxy.canonical.content import Part, ReasoningPart, RefusalPart, TextPart, UnknownPart
from proxy.canonical.foreign import REASONING
from proxy.canonical.request import Message, Role
from proxy.dialects.bedrock_converse import blobs, cachepoints, content, results
from proxy.dialects.bedrock_converse.models import Model
from proxy.dialects.members import merge, require, wrong

SYSTEM = (Role.SYSTEM, Role.DEVELOPER)
ROLES = {"user": Role.USER, "assistant": Role.ASSISTANT, "system": Role.SYSTEM}
IN_TURN = {"role": "system"}
"""The `extra` of an instruction that was a turn of its own."""

OPENING = "."
"""What a user says before a conversation that an assistant begins: as little as can be, since a blank text is refused."""

Turn = dict[str, Any]


def decode_system(blocks: list[Any]) -> tuple[Message, ...]:
    """Return the leading instruction that the system prompt is, if it says anything."""
    parts = content.decode_all(blocks, "system")
    return (Message(role=Role.SYSTEM, content=parts),) if parts else ()


def decode_all(turns: list[Any]) -> Iterator[Message]:
    """Yield the hub's turns that Converse's are."""
    for index, turn in enumerate(turns):
        yield from decode(turn, f"messages[{index}]")


def decode(turn: Any, place: str) -> Iterator[Message]:
    """Yield the tools' results in *turn*, and after them the turn without them."""
    if not isinstance(turn, dict):
        raise wrong(place, "an object")
    members = dict(turn)
    role = require(members, "role", str, f"{place}.")
    blocks = require(members, "content", list, f"{place}.")
    if role not in ROLES:
        raise wrong(f"{place}.role", "`user`, `assistant` or `system`")
    answers, parts = split(blocks, f"{place}.content", has_results=role == "user")
    yield from answers
    if parts or members or not answers:
        members |= IN_TURN if role == "system" else {}
        yield Message(role=ROLES[role], content=tuple(parts), extra=members)


def split(blocks: list[Any], place: str, *, has_results: bool) -> tuple[list[Message], list[Part]]:
    """Return the tools' results among *blocks* and the other parts; a cache point marks whatever stands before it."""
    answers: list[Message] = []
    parts: list[Part] = []
    is_after_result = False
    for index, block in enumerate(blocks):
        mark = cachepoints.read(block)
        if mark and is_after_result and cachepoints.is_free(answers[-1]):
            answers[-1] = replace(answers[-1], cache=mark)
        elif has_results and results.is_result(block):
            answers.append(results.decode(block, f"{place}[{index}]"))
            is_after_result = True
        else:
            content.add(parts, block, f"{place}[{index}]")
            is_after_result = False
    return answers, parts


def encode(messages: Sequence[Message], model: Model) -> tuple[list[Turn], list[Turn], tuple[str, ...]]:
    """Return the system prompt, the turns, and the names of what *model* does not take."""
    kept = tuple(without_plain_thoughts(message) for message in messages) if not model.keeps_thoughts else messages
    leading = next((index for index, each in enumerate(kept) if not is_leading(each)), len(kept))
    system = [block for each in kept[:leading] for block in content.encode_all(each.parts, caches=model.caches)]
    turns = list(joined(kept[leading:], model))
    if turns and turns[0]["role"] == "assistant":
        turns.insert(0, {"role": "user", "content": [{"text": OPENING}]})
    blobs.rename([document for turn in turns for document in documents(turn["content"])])
    for turn in turns:
        name_documents(turn["content"])
    is_same = all(new is old for new, old in zip(kept, messages, strict=True))
    return system, turns, () if is_same else (REASONING,)


def is_leading(message: Message) -> bool:
    """Say whether *message* is an instruction that may stand in the system prompt, which has text alone."""
    is_text = all(isinstance(part, TextPart | RefusalPart | UnknownPart) for part in message.parts)
    return message.role in SYSTEM and is_text and "role" not in message.extra


def without_plain_thoughts(message: Message) -> Message:
    """Return *message* without the thoughts that nobody vouches for."""
    if not any(is_plain_thought(part) for part in message.parts):
        return message
    return replace(message, content=tuple(part for part in message.parts if not is_plain_thought(part)))


def is_plain_thought(part: Part) -> bool:
    """Say whether *part* is a thought without a seal."""
    return isinstance(part, ReasoningPart) and part.seal is None


def role_of(message: Message) -> str:
    """Return the role in which *message* is said."""
    if message.role is Role.ASSISTANT:
        return "assistant"
    return str(message.extra.get("role", "user")) if message.role in SYSTEM else "user"


def joined(messages: Iterable[Message], model: Model) -> Iterator[Turn]:
    """Yield the turns, those of one role in one; what says nothing does not part two others."""
    spoken = ((message, blocks) for message in messages if (blocks := list(blocks_of(message, model))))
    for role, group in groupby(spoken, key=lambda each: role_of(each[0])):
        said = list(group)
        said.sort(key=lambda each: each[0].role is not Role.TOOL)
        turn: Turn = {"role": role, "content": [block for _, blocks in said for block in blocks]}
        for message, _ in said:
            turn = merge(turn, {} if message.role is Role.TOOL else message.extra)
        yield turn


def blocks_of(message: Message, model: Model) -> Iterable[Turn]:
    """Return the blocks of *message*."""
    if message.role is Role.TOOL:
        return results.encode(message, model)
    return content.encode_all(message.parts, caches=model.caches)


def documents(blocks: Iterable[Any]) -> Iterator[Turn]:
    """Yield the documents among *blocks* and in tools' results."""
    for block in blocks:
        if isinstance(block.get("document"), dict) and isinstance(block["document"].get("name"), str):
            block["document"] = dict(block["document"])
            yield block["document"]
        elif results.is_result(block):
            yield from documents(each for each in block["toolResult"]["content"] if isinstance(each, dict))


def name_documents(blocks: list[Turn]) -> None:
    """Add the name of the first document, where there are documents and no text, which Bedrock wants beside one."""
    named = next((block["document"] for block in blocks if "document" in block), None)
    if isinstance(named, dict) and not any("text" in block for block in blocks):
        blocks.append({"text": str(named.get("name") or blobs.NAMELESS)})
