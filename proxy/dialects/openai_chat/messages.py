"""One turn of a conversation, `ChatCompletionMessageParam`; `turns.py` has the conversation.

An assistant's turn is thoughts first, then what it says and shows, then its calls, since the wire keeps each kind in a
field of its own. Thoughts come as `reasoning_details`, or plain as `reasoning_content` or `reasoning`. What a turn may have
beside (`audio`, which refers to an earlier answer) stays in `extra`.

There is no field to say that a tool failed: its text goes as it is, and `is_error` goes nowhere.
"""

from typing import Any

from proxy.canonical.content import ImagePart, Part, ReasoningPart, RefusalPart, TextPart, UnknownPart
from proxy.canonical.request import Message, Role
from proxy.canonical.tools import ToolCall
from proxy.canonical.unset import UNSET
from proxy.dialects.members import check, merge, pull, require, wrong
from proxy.dialects.openai_chat import content, details, tools
from proxy.dialects.openai_chat.flavour import PLAIN, ChatFlavour
from proxy.dialects.openai_chat.thoughts import pull_plain
from proxy.dialects.openai_chat.tools import object_at

ROLES = {role.value: role for role in Role}
KINDS: dict[str, type] = {"name": str, "tool_call_id": str, "tool_calls": list}
SAID = (TextPart, UnknownPart)
"""What of an assistant's turn stands in its content."""


def decode(value: Any, place: str) -> Message:
    """Return the turn that *value* says."""
    members = {key: each for key, each in object_at(value, place).items() if each is not None}
    check(members, KINDS, f"{place}.")
    role = require(members, "role", str, f"{place}.")
    if role not in ROLES:
        raise wrong(f"{place}.role", "one of " + ", ".join(f"`{known}`" for known in ROLES))
    said = content.decode(members, f"{place}.")
    return Message(
        role=ROLES[role],
        content=decode_assistant(members, said, f"{place}.") if role == "assistant" else said,
        name=pull(members, "name", str),
        tool_call_id=pull(members, "tool_call_id", str),
        cache=content.pull_cache(members) if role == "tool" else UNSET,
        extra=members,
    )


def decode_assistant(members: dict[str, Any], said: str | tuple[Part, ...], place: str) -> str | tuple[Part, ...]:
    """Take thoughts, refusal, images and calls out of *members*; return all that the assistant's turn is."""
    thoughts = pull_thoughts(members)
    refusal = pull(members, "refusal", str)
    beside = (*((RefusalPart(text=refusal),) if refusal else ()), *pull_images(members, place))
    calls = tools.decode_calls(members.pop("tool_calls", []), f"{place}tool_calls")
    if not thoughts and not beside and not calls:
        return said
    thoughts, calls = details.give_to_calls(thoughts, calls)
    return (*thoughts, *parts_of(said), *beside, *calls)


def parts_of(said: str | tuple[Part, ...]) -> tuple[Part, ...]:
    """Return a content as parts, none for an empty text."""
    if isinstance(said, str):
        return (TextPart(text=said),) if said else ()
    return said


def pull_thoughts(members: dict[str, Any]) -> tuple[ReasoningPart, ...]:
    """Take the thoughts out of *members*: the details where they can be read, else the plain text."""
    detailed = details.decode(members.get("reasoning_details"), details.ids_of(members.get("tool_calls")))
    if detailed is not None:
        del members["reasoning_details"]
    plain = pull_plain(members)
    return detailed or ((ReasoningPart(text=plain),) if plain else ())


def pull_images(members: dict[str, Any], place: str) -> tuple[Part, ...]:
    """Take the images out of *members*, where OpenRouter has them."""
    images = members.get("images")
    if not isinstance(images, list):
        return ()
    return tuple(
        content.decode_part(each, f"{place}images[{index}]") for index, each in enumerate(members.pop("images"))
    )


def encode(message: Message, way: ChatFlavour = PLAIN) -> dict[str, Any]:
    """Return *message* as Chat Completions writes it, to a provider whose *way* it is."""
    known: dict[str, Any] = {"role": message.role.value, "content": written(message, way)}
    known |= {"name": message.name, "tool_call_id": message.tool_call_id}
    if message.role is Role.ASSISTANT:
        known |= encode_assistant(message, way)
    return merge(known, message.extra)


def written(message: Message, way: ChatFlavour) -> Any:
    """Return the content of *message*; one plain text is a string, as every provider takes it."""
    said: str | tuple[Part, ...] = message.content
    if message.role is Role.ASSISTANT and not isinstance(said, str):
        said = tuple(part for part in said if isinstance(part, SAID))
        if not message.content and not message.extra:
            return ""  # a turn of nothing, which Anthropic's clients send, is refused without content
        if not said:
            return None if message.tool_calls else UNSET
        if len(said) == 1 and isinstance(said[0], TextPart) and is_bare(said[0], way):
            return said[0].text
    if message.role is Role.TOOL:
        said = marked(message)
    return content.encode(said, has_marks=way.has_marks)


def is_bare(part: TextPart, way: ChatFlavour) -> bool:
    """Say whether *part* is its text and nothing else that would be written."""
    return not part.extra and not (way.has_marks and part.cache)


def marked(message: Message) -> str | tuple[Part, ...]:
    """Return a tool's result, its mark on the last text of it."""
    if not message.cache or not message.parts or not isinstance(message.parts[-1], TextPart):
        return message.content
    last = message.parts[-1]
    return (*message.parts[:-1], TextPart(text=last.text, cache=message.cache, extra=last.extra))


def encode_assistant(message: Message, way: ChatFlavour) -> dict[str, Any]:
    """Return the members in which an assistant's turn has all but its content."""
    known: dict[str, Any] = encode_thoughts(message.parts, way)
    refusals = [part.text for part in message.parts if isinstance(part, RefusalPart)]
    if refusals:
        known["refusal"] = "".join(refusals)
    images = [part for part in message.parts if isinstance(part, ImagePart)]
    if images and way.has_details:
        known["images"] = [content.encode_part(part, has_marks=False) for part in images]
    calls = [part for part in message.parts if isinstance(part, ToolCall)]
    if calls:
        known["tool_calls"] = [tools.encode_call(call) for call in calls]
    return known


def encode_thoughts(parts: tuple[Part, ...], way: ChatFlavour) -> dict[str, Any]:
    """Return the thoughts of a turn, as the provider takes them back."""
    if way.has_details and (detailed := details.encode(parts)):
        return {"reasoning_details": detailed}
    plain = "\n\n".join(part.text for part in parts if isinstance(part, ReasoningPart) and part.text)
    return {way.thoughts: plain} if way.thoughts and plain else {}
