"""What a tool answered, `ToolResultBlock`: a part of a user's turn, and a turn of its own in the hub.

A result that is JSON is a text to every other dialect; here it stays JSON.
"""

from collections.abc import Iterator
from typing import Any

from proxy.canonical.cache import CacheMark
from proxy.canonical.content import AudioPart, FilePart, ImagePart, Part, RefusalPart, TextPart, UnknownPart
from proxy.canonical.jsontext import MalformedJson, dump
from proxy.canonical.request import Message, Role
from proxy.canonical.unset import UNSET, Unset
from proxy.dialects.bedrock_converse import cachepoints, content
from proxy.dialects.bedrock_converse.models import Model
from proxy.dialects.bedrock_converse.tools import fit_id
from proxy.dialects.members import join_inner, keep_inner, merge, require, wrong
from proxy.errors import InvalidRequest

KEY = "toolResult"
STATUSES = {"success": False, "error": True}
WORDS = {is_error: word for word, is_error in STATUSES.items()}


def is_result(block: Any) -> bool:
    """Say whether *block* is the result of a tool that the client ran."""
    return isinstance(block, dict) and isinstance(block.get(KEY), dict) and "type" not in block[KEY]


def decode(block: dict[str, Any], place: str) -> Message:
    """Return the turn that the result *block* is."""
    rest = dict(block)
    result = dict(require(rest, KEY, dict, f"{place}."))
    told = require(result, "toolUseId", str, f"{place}.{KEY}.")
    parts = require(result, "content", list, f"{place}.{KEY}.")
    status = result.get("status")
    if isinstance(status, str) and status in STATUSES:
        del result["status"]
    keep_inner(rest, KEY, result)
    return Message(
        role=Role.TOOL,
        tool_call_id=told,
        is_error=STATUSES.get(status, UNSET) if isinstance(status, str) else UNSET,
        content=tuple(decode_part(part, f"{place}.{KEY}.content[{index}]") for index, part in enumerate(parts)),
        extra=rest,
    )


def decode_part(value: Any, place: str) -> Part:
    """Return the part of a result that *value* says."""
    if not isinstance(value, dict) or "json" not in value:
        return content.decode(value, place)
    try:
        text = dump(value["json"]).decode()
    except MalformedJson:
        raise wrong(f"{place}.json", "JSON that does not nest so deep") from None
    return TextPart(text=text, extra=dict(value))


def encode(message: Message, model: Model) -> Iterator[dict[str, Any]]:
    """Yield the block of a tool's *message*, and its cache point."""
    status = WORDS[message.is_error] if model.has_status and isinstance(message.is_error, bool) else UNSET
    known = {
        "toolUseId": fit_id(message.tool_call_id or ""),
        "content": [encode_part(part) for part in message.parts if not is_empty(part)],
        "status": status,
    }
    yield merge({KEY: join_inner(known, message.extra, KEY)}, message.extra)
    yield from cachepoints.write(mark_of(message)) if model.caches else ()


def encode_part(part: Part) -> dict[str, Any]:
    """Return *part* as a result has it; `InvalidRequest` for what it cannot have."""
    match part:
        case TextPart() if "json" in part.extra:
            return dict(part.extra)
        case TextPart() | RefusalPart():
            return merge({"text": part.text}, part.extra)
        case ImagePart() | FilePart() | UnknownPart():
            return content.encode(part)
        case AudioPart():
            raise InvalidRequest("a tool's result cannot have audio for Bedrock; send text", param="messages")
        case _:
            raise InvalidRequest("a tool's result cannot have thoughts or calls; send text", param="messages")


def is_empty(part: Part) -> bool:
    """Say whether *part* is a text of no letter, as an empty result is in the hub."""
    return isinstance(part, TextPart | RefusalPart) and not part.text and not part.extra


def mark_of(message: Message) -> CacheMark | Unset:
    """Return the mark of a result, or of a part in it, which here cannot have its own."""
    marks = (getattr(part, "cache", UNSET) for part in message.parts)
    return message.cache or next((mark for mark in marks if mark is not UNSET), UNSET)
