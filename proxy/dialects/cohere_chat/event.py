"""One event of a `v2/chat` stream, `V2ChatStreamResponse`, as the tap and the decoder both read it.

The data names its own `type`, which the event's name repeats; some of Cohere's hosts leave out the name, and some end the
stream with `[DONE]`.
"""

from collections.abc import Mapping
from typing import Any

from proxy.canonical.failure import FailureKind
from proxy.canonical.jsontext import MalformedJson, dump, parse
from proxy.dialects import sse
from proxy.dialects.base import ProviderError
from proxy.dialects.cohere_chat import errors, finish
from proxy.errors import MalformedStream

DONE = b"[DONE]"
SILENT = (b":", b"event", b"id", b"retry")
"""How a line without data may begin; any other is a page or a body in the wrong place."""

END = "message-end"
CONTENT = frozenset({"content-delta", "tool-plan-delta", "tool-call-start", "tool-call-delta", "citation-start"})
"""Events that bring what a client would miss."""


def data_of(event: sse.ServerSentEvent) -> bytes:
    """Return what *event* says, empty for a keep-alive; `MalformedStream` where it is no event but a page or a body."""
    if event.data is not None:
        data = event.data.strip()
        return b"" if data == DONE else data
    lines = event.raw.removeprefix(sse.BYTE_ORDER_MARK).splitlines()
    if not all(line.startswith(SILENT) for line in lines if line):
        raise MalformedStream("the stream holds text that is no server-sent event")
    return b""


def read(data: bytes, name: str = "") -> tuple[str, dict[str, Any]]:
    """Return the type of the event that *data* says, and its members; *name* is the event's, where it has one."""
    try:
        members = parse(data)
    except MalformedJson as error:
        raise MalformedStream(f"an event's data is not JSON: {error}") from None
    if not isinstance(members, dict):
        raise MalformedStream("an event's data is not a JSON object")
    kind = members.pop("type", name)
    if not isinstance(kind, str) or not (kind or errors.message_of(members)):
        raise MalformedStream("an event has no type")
    return kind, members


def failure(kind: str, members: Mapping[str, Any]) -> ProviderError | None:
    """Return the provider's account of a failure, if the event tells one."""
    if not kind or kind == "error":
        return errors.told(errors.message_of(members), FailureKind.SERVER)
    delta = members.get("delta")
    word = delta.get("finish_reason") if kind == END and isinstance(delta, dict) else None
    if not isinstance(delta, dict) or not isinstance(word, str) or word not in finish.FAILURES:
        return None
    message = delta.get("error")
    text = message if isinstance(message, str) and message else f"the provider ended the answer with `{word}`"
    return errors.told(text, finish.FAILURES[word], word)


def message_of(members: Mapping[str, Any]) -> dict[str, Any]:
    """Return the object `delta.message` of an event as a copy; empty where there is none."""
    delta = members.get("delta")
    message = delta.get("message") if isinstance(delta, dict) else None
    return dict(message) if isinstance(message, dict) else {}


def inner_of(members: Mapping[str, Any], key: str) -> dict[str, Any]:
    """Return the object *key* of `delta.message` as a copy; empty where there is none."""
    inner = message_of(members).get(key)
    return dict(inner) if isinstance(inner, dict) else {}


def write(kind: str, members: Mapping[str, Any]) -> bytes:
    """Return the event of type *kind* as bytes."""
    return sse.encode(dump({"type": kind, **members}), event=kind)


def write_failure(message: str, word: str, beside: Mapping[str, Any] | None = None) -> bytes:
    """Return the event that ends a stream with a failure."""
    return write(END, {"delta": {"error": message, "finish_reason": word, **(beside or {})}})
