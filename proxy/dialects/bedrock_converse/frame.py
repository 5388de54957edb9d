"""One frame of a ConverseStream, as the tap and the decoder both read it.

The header `:message-type` is `event`, whose `:event-type` names a member of `ConverseStreamOutput`; `exception`, whose
`:exception-type` names a modelled error; or `error`, which has its code and message in headers (Amazon Event Stream
Specification, November 2026). Every event carries `p`, a padding of random length that means nothing.
"""

from collections.abc import Mapping
from typing import Any

from proxy.canonical.jsontext import MalformedJson, dump, parse
from proxy.dialects.base import ProviderError
from proxy.dialects.bedrock_converse import errors
from proxy.dialects.bedrock_converse.framing import Frame, encode
from proxy.errors import MalformedStream

EVENT, EXCEPTION, ERROR = "event", "exception", "error"
PADDING = "p"
JSON = "application/json"
CONTENT = ("text", "reasoningContent", "toolUse", "toolResult", "citation", "image")
"""Members of a delta that a client would miss."""


def failure(frame: Frame) -> ProviderError | None:
    """Return the provider's account of a failure, if *frame* tells one."""
    match frame.headers.get(":message-type"):
        case "exception":
            return errors.from_exception(str(frame.headers.get(":exception-type", "")), frame.payload)
        case "error":
            code, message = (str(frame.headers.get(name, "")) for name in (":error-code", ":error-message"))
            return errors.told(message, code or None)
        case _:
            return None


def read(frame: Frame) -> tuple[str, dict[str, Any]]:
    """Return the name of an event and its members; `MalformedStream` where *frame* is none."""
    name = frame.headers.get(":event-type")
    if not isinstance(name, str) or not name:
        raise MalformedStream("a frame has no event type")
    try:
        members = parse(frame.payload)
    except MalformedJson as error:
        raise MalformedStream(f"an event's payload is not JSON: {error}") from None
    if not isinstance(members, dict):
        raise MalformedStream("an event's payload is not a JSON object")
    members.pop(PADDING, None)
    return name, members


def index_of(members: Mapping[str, Any]) -> int:
    """Return which content block an event is about."""
    index = members.get("contentBlockIndex")
    return index if isinstance(index, int) else 0


def has_content(name: str, members: Mapping[str, Any]) -> bool:
    """Say whether an event brings anything that a client would miss; a role or an empty text is not that."""
    if name == "contentBlockStart":
        return bool(members.get("start"))
    delta = members.get("delta")
    return name == "messageStop" or (isinstance(delta, dict) and any(delta.get(key) for key in CONTENT))


def write(name: str, members: Mapping[str, Any]) -> bytes:
    """Return the frame of an event."""
    headers = {":event-type": name, ":content-type": JSON, ":message-type": EVENT}
    return encode(headers, dump(dict(members)))


def write_exception(name: str, members: Mapping[str, Any]) -> bytes:
    """Return the frame of a modelled error."""
    headers = {":exception-type": name, ":content-type": JSON, ":message-type": EXCEPTION}
    return encode(headers, dump(dict(members)))
