"""The turns of a conversation, `ChatMessageV2`.

An assistant's turn has its calls beside its content, and before them a plan (`tool_plan`), which is a thought to the hub;
a thought of a model that thinks is a block of the content. Models that do not think take thoughts back as a plan, and only
where there are calls. Cohere takes one instruction, at the very beginning; a later one becomes a user's turn.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from proxy.canonical.content import Part, ReasoningPart, RefusalPart, TextPart, UnknownPart
from proxy.canonical.foreign import REASONING
from proxy.canonical.request import Message, Role
from proxy.canonical.tools import ToolCall
from proxy.canonical.unset import UNSET, Unset
from proxy.dialects.cohere_chat import citations, content, tools
from proxy.dialects.members import check, merge, pull, require, wrong
from proxy.errors import InvalidRequest

ROLES = {"system": Role.SYSTEM, "user": Role.USER, "assistant": Role.ASSISTANT, "tool": Role.TOOL}
INSTRUCTIONS = (Role.SYSTEM, Role.DEVELOPER)
KINDS: dict[str, type] = {"tool_calls": list, "tool_plan": str, "tool_call_id": str, "citations": list}
PLAN = "tool_plan"

Turn = dict[str, Any]


def decode(value: Any, place: str) -> Message:
    """Return the turn that *value* says."""
    members = tools.object_at(value, place)
    check(members, KINDS, f"{place}.")
    role = require(members, "role", str, f"{place}.")
    if role not in ROLES:
        raise wrong(f"{place}.role", "one of " + ", ".join(f"`{known}`" for known in ROLES))
    if role == "assistant":
        return Message(role=Role.ASSISTANT, content=decode_said(members, place), extra=members)
    told = pull(members, "tool_call_id", str) if role == "tool" else UNSET
    said = content.decode(members.pop("content", None), f"{place}.content")
    return Message(role=ROLES[role], content=said, tool_call_id=told, extra=members)


def decode_said(members: Turn, place: str) -> str | tuple[Part, ...]:
    """Take content, plan, calls and citations out of an assistant's turn; a bare text stays one."""
    value = members.pop("content", None)
    said = () if value is None else content.decode(value, f"{place}.content")
    plan, calls = pull(members, PLAN, str), pull(members, "tool_calls", list)
    for name in (PLAN, "tool_calls"):
        if members.get(name, UNSET) is None:
            del members[name]
    cited = members.get("citations")
    if isinstance(said, str) and isinstance(plan, Unset) and isinstance(calls, Unset) and not cited:
        return said
    parts: tuple[Part, ...] = (TextPart(text=said),) if isinstance(said, str) else said
    thought = () if isinstance(plan, Unset) else (ReasoningPart(text=plan, extra={PLAN: True}),)
    called = () if isinstance(calls, Unset) else tools.decode_calls(calls, f"{place}.tool_calls")
    return (*with_citations(parts, members), *thought, *called)


def with_citations(parts: tuple[Part, ...], members: Turn) -> tuple[Part, ...]:
    """Return *parts* with the citations that are in them; one that is in no text of theirs stays in *members*."""
    values = members.pop("citations", None)
    found: dict[int, list[Any]] = {}
    left = []
    for value in values if isinstance(values, list) else []:
        index = index_of(value, parts)
        if index is None:
            left.append(value)
        else:
            found.setdefault(index, []).append(cited(value))
    if left:
        members["citations"] = left
    return tuple(
        replace(part, citations=tuple(found[index])) if index in found and isinstance(part, TextPart) else part
        for index, part in enumerate(parts)
    )


def index_of(value: Any, parts: Sequence[Part]) -> int | None:
    """Return the number of the part that a citation is in; one that does not tell is in the only text."""
    if not citations.is_of_text(value):
        return None
    texts = [index for index, part in enumerate(parts) if isinstance(part, TextPart)]
    index = citations.place_of(value)
    if isinstance(index, Unset):
        return texts[0] if len(texts) == 1 else None
    return index if index in texts else None


def cited(value: Turn) -> Any:
    """Return the citation that *value* says, without its place."""
    return citations.decode({key: told for key, told in value.items() if key not in ("content_index", "type")})


def encode_all(messages: Sequence[Message], *, thinks: bool) -> tuple[list[Turn], tuple[str, ...]]:
    """Return the turns, and `reasoning` where a model that does not think is not told earlier thoughts."""
    leading = next((index for index, each in enumerate(messages) if each.role not in INSTRUCTIONS), len(messages))
    kept = [fitted(message, thinks=thinks) for message in messages[leading:]]
    is_same = all(len(new.parts) == len(old.parts) for new, old in zip(kept, messages[leading:], strict=True))
    turns = [turn for message in kept if (turn := encode(message))]
    return [*system(messages[:leading]), *turns], () if is_same else (REASONING,)


def system(messages: Sequence[Message]) -> list[Turn]:
    """Return the one instruction that *messages* are together."""
    match messages:
        case []:
            return []
        case [only] if isinstance(only.content, str):
            return [merge({"role": "system", "content": only.content}, only.extra)]
        case _:
            blocks = [content.encode(part) for message in messages for part in message.parts]
            beside: Turn = {}
            for message in messages:
                beside = merge(beside, message.extra)
            return [merge({"role": "system", "content": blocks}, beside)]


def fitted(message: Message, *, thinks: bool) -> Message:
    """Return *message* with its thoughts as the model takes them."""
    if thinks or message.role is not Role.ASSISTANT or not any(is_thought(part) for part in message.parts):
        return message
    if message.tool_calls:
        return replace(message, content=tuple(map(planned, message.parts)))
    return replace(message, content=tuple(part for part in message.parts if not is_thought(part)))


def is_thought(part: Part) -> bool:
    """Say whether *part* is a thought, and no plan."""
    return isinstance(part, ReasoningPart) and PLAN not in part.extra


def planned(part: Part) -> Part:
    """Return a thought as a plan."""
    return replace(part, extra={PLAN: True}) if isinstance(part, ReasoningPart) else part


def encode(message: Message) -> Turn:
    """Return *message* as Cohere writes it; nothing for an assistant's turn that says nothing."""
    if message.role is Role.ASSISTANT:
        known = encode_said(message.content)
        return merge({"role": "assistant", **known}, message.extra) if known or message.extra else {}
    role = "tool" if message.role is Role.TOOL else "user"
    known = {"role": role, "tool_call_id": message.tool_call_id, "content": encode_content(message)}
    return merge(known, message.extra)


def encode_content(message: Message) -> str | list[Turn]:
    """Return the content of a user's or a tool's turn; `InvalidRequest` where a tool answers with more than text."""
    if isinstance(message.content, str):
        return message.content
    if message.role is Role.TOOL and not all(
        isinstance(part, TextPart | RefusalPart | UnknownPart) for part in message.content
    ):
        raise InvalidRequest("a tool's result can have text alone for Cohere", param="messages")
    return [content.encode(part) for part in message.content]


def encode_said(said: str | tuple[Part, ...]) -> Turn:
    """Return content, plan, calls and citations of an assistant's turn."""
    if isinstance(said, str):
        return {"content": said} if said else {}
    plan = "".join(part.text for part in said if isinstance(part, ReasoningPart) and PLAN in part.extra)
    blocks = [part for part in said if not isinstance(part, ToolCall) and not is_plan(part) and not is_empty(part)]
    calls = [tools.encode_call(part) for part in said if isinstance(part, ToolCall)]
    known = {
        "content": [content.encode(uncited(part)) for part in blocks] or UNSET,
        PLAN: plan or UNSET,
        "tool_calls": calls or UNSET,
        "citations": list(encode_citations(blocks)) or UNSET,
    }
    return merge(known, {})


def is_plan(part: Part) -> bool:
    """Say whether *part* is a plan."""
    return isinstance(part, ReasoningPart) and PLAN in part.extra


def is_empty(part: Part) -> bool:
    """Say whether *part* is a text without a letter, which Cohere refuses in a turn."""
    return isinstance(part, TextPart | RefusalPart) and not part.text and not part.extra


def uncited(part: Part) -> Part:
    """Return *part* as its block says it."""
    return replace(part, citations=()) if isinstance(part, TextPart) and part.citations else part


def encode_citations(parts: Sequence[Part]) -> Iterable[Turn]:
    """Yield the citations of *parts*, each with its place."""
    for index, part in enumerate(parts):
        for citation in part.citations if isinstance(part, TextPart) else ():
            yield {**citations.encode(citation), "content_index": index, "type": citations.IN_TEXT}
