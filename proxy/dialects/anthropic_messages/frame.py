"""One event of a Messages stream, as the tap and the decoder both read it.

Follows Anthropic's guide to streaming (November 2026) and `RawMessageStreamEvent` of `anthropic` 2.13.0. The data says its
own `type`, which is the event's name again. New types may come at any time and are not an error. Some imitators end with
OpenAI's `[DONE]`, which says nothing here.
"""

from collections.abc import Mapping
from typing import Any

from proxy.canonical.jsontext import MalformedJson, parse
from proxy.dialects.anthropic_messages import errors
from proxy.dialects.base import ProviderError
from proxy.dialects.sse import BYTE_ORDER_MARK, ServerSentEvent
from proxy.errors import MalformedStream

SILENT = (b":", b"event", b"id", b"retry")
"""How a line without data may begin; the standard ignores any other, but here it is a page or a body in the wrong place."""

DONE = b"[DONE]"
START, DELTA, END = "message_start", "message_delta", "message_stop"
BLOCK_START, BLOCK_DELTA, BLOCK_END = "content_block_start", "content_block_delta", "content_block_stop"
ERROR = "error"

EMPTY_AT_START = ("text", "thinking")
"""Kinds of blocks whose start brings nothing yet."""


def data_of(event: ServerSentEvent) -> bytes:
    """Return what *event* says, empty for a keep-alive; `MalformedStream` where it is no event but a page or a body."""
    if event.data is not None:
        data = event.data.strip()
        return b"" if data == DONE else data
    lines = event.raw.removeprefix(BYTE_ORDER_MARK).splitlines()
    if not all(line.startswith(SILENT) for line in lines if line):
        raise MalformedStream("the stream holds text that is no server-sent event")
    return b""


def read(data: bytes, event: str = "") -> dict[str, Any]:
    """Return the frame that *data* says; `MalformedStream` where it is none. An *event* may name an error as such."""
    try:
        frame = parse(data)
    except MalformedJson as error:
        raise MalformedStream(f"an event's data is not JSON: {error}") from None
    if not isinstance(frame, dict):
        raise MalformedStream("an event's data is not a JSON object")
    if event == ERROR or frame.get("type") == ERROR:
        return {**frame, "type": ERROR}
    if not isinstance(frame.get("type"), str):
        raise MalformedStream("an event has no `type`")
    return frame


def inner(frame: Mapping[str, Any], key: str) -> dict[str, Any]:
    """Return the object *key* of *frame*; `MalformedStream` where it has none."""
    value = frame.get(key)
    if not isinstance(value, dict):
        raise MalformedStream(f"a `{frame.get('type')}` has no `{key}`")
    return value


def index_of(frame: Mapping[str, Any]) -> int:
    """Return the number of the block that *frame* is about."""
    index = frame.get("index")
    if not isinstance(index, int) or isinstance(index, bool):
        raise MalformedStream(f"a `{frame.get('type')}` has no `index`")
    return index


def has_content(frame: Mapping[str, Any]) -> bool:
    """Say whether *frame* brings anything that a client would miss."""
    kind = frame["type"]
    if kind == BLOCK_DELTA:
        return True
    if kind == BLOCK_START:
        return inner(frame, "content_block").get("type") not in EMPTY_AT_START
    return kind == DELTA and stop_reason(frame) is not None


def stop_reason(frame: Mapping[str, Any]) -> str | None:
    """Return why the answer ended, where *frame* tells it."""
    word = inner(frame, "delta").get("stop_reason")
    return word if isinstance(word, str) and word else None


def failure(frame: Mapping[str, Any]) -> ProviderError | None:
    """Return the provider's account of a failure, if *frame* tells one."""
    return errors.from_value(frame) if frame["type"] == ERROR else None
