"""The turns of a conversation, `ChatCompletionMessageParam`.

What an assistant's turn may have beside (`refusal`, `audio`, `reasoning_content`, the deprecated `function_call`) stays in
`extra`.
"""

from typing import Any

from proxy.canonical.request import Message, Role
from proxy.canonical.unset import Unset
from proxy.dialects.openai_chat import content, tools
from proxy.dialects.members import check, merge, pull, require, wrong
from proxy.dialects.openai_chat.tools import object_at

ROLES = {role.value: role for role in Role}
KINDS: dict[str, type] = {"name": str, "tool_call_id": str, "tool_calls": list}


def decode(value: Any, place: str) -> Message:
    """Return the turn that *value* says."""
    members = object_at(value, place)
    check(members, KINDS, f"{place}.")
    role = require(members, "role", str, f"{place}.")
    if role not in ROLES:
        raise wrong(f"{place}.role", "one of " + ", ".join(f"`{known}`" for known in ROLES))
    calls = pull(members, "tool_calls", list)
    return Message(
        role=ROLES[role],
        content=content.decode(members, f"{place}."),
        name=pull(members, "name", str),
        tool_calls=() if isinstance(calls, Unset) else tools.decode_calls(calls, f"{place}.tool_calls"),
        tool_call_id=pull(members, "tool_call_id", str),
        extra=members,
    )


def encode(message: Message) -> dict[str, Any]:
    """Return *message* as Chat Completions writes it."""
    known: dict[str, Any] = {
        "role": message.role.value,
        "content": content.encode(message.content),
        "name": message.name,
        "tool_call_id": message.tool_call_id,
    }
    if message.tool_calls:
        known["tool_calls"] = [tools.encode_call(call) for call in message.tool_calls]
    return merge(known, message.extra)
