"""One event of a Responses stream, as the tap and the decoder both read it.

An event's type stands in its data and in its SSE name; imitators leave out either. `data: [DONE]`, which Responses
does not have, comes from servers that also speak Chat Completions (vLLM), and says nothing. So does an event of a type
that we do not know. vLLM and others send an error as a bare error object.
"""

from collections.abc import Mapping
from typing import Any

from proxy.canonical.jsontext import MalformedJson, parse
from proxy.dialects.base import ProviderError
from proxy.dialects.openai_responses import complaints
from proxy.dialects.openai_responses.ids import word
from proxy.dialects.sse import BYTE_ORDER_MARK, ServerSentEvent
from proxy.errors import MalformedStream

DONE = b"[DONE]"
SILENT = (b":", b"event", b"id", b"retry")
"""How a line without data may begin; the standard ignores any other, but here it is a page in the wrong place."""

COMPLETED, INCOMPLETE, FAILED = "response.completed", "response.incomplete", "response.failed"
ENDS = frozenset({COMPLETED, INCOMPLETE})
ERROR = "error"

LIFECYCLE = frozenset({"response.created", "response.queued", "response.in_progress"})
OPENING = LIFECYCLE | {
    "response.content_part.added",
    "response.reasoning_summary_part.added",
    "response.reasoning_part.added",
    "keepalive",
    "ping",
}
"""Events that bring nothing a client would miss."""

ADDED = "response.output_item.added"
EMPTY = frozenset({"message", "reasoning"})
"""Items that bring nothing when they begin; a call brings its name."""

Event = Mapping[str, Any]


def read(block: ServerSentEvent) -> Event | None:
    """Return what *block* says, with its type in it; `None` where it is silent, `MalformedStream` where it is none."""
    data = _data(block)
    if not data or data == DONE:
        return None
    try:
        event = parse(data)
    except MalformedJson as error:
        raise MalformedStream(f"an event's data is not JSON: {error}") from None
    if isinstance(event, dict):
        told = event.get("type")
        kind = told if isinstance(told, str) else ERROR if event.get(ERROR) else block.event
        if kind:
            return {**event, "type": kind}
    raise MalformedStream("an event is not one of a Responses stream")


def _data(block: ServerSentEvent) -> bytes:
    if block.data is not None:
        return block.data.strip()
    lines = block.raw.removeprefix(BYTE_ORDER_MARK).splitlines()
    if not all(line.startswith(SILENT) for line in lines if line):
        raise MalformedStream("the stream holds text that is no server-sent event")
    return b""


def has_content(event: Event) -> bool:
    """Say whether *event* brings anything that a client would miss."""
    kind = event["type"]
    if kind == ADDED:
        return word(inner(event, "item")) not in EMPTY
    if kind in OPENING or not kind.startswith("response."):
        return False
    return event.get("delta") != ""


def failure(event: Event) -> ProviderError | None:
    """Return the provider's account of a failure, if *event* tells one."""
    if event["type"] == FAILED:
        return complaints.from_value(inner(event, "response").get("error") or event.get("error"))
    if event["type"] == ERROR:
        return complaints.from_value(dict(event))
    return None


def inner(event: Event, key: str) -> Mapping[str, Any]:
    """Return the object *key* of *event*; empty where it is none."""
    value = event.get(key)
    return value if isinstance(value, dict) else {}


def number(event: Event, key: str) -> int:
    """Return the place *key* that *event* is about; imitators that have one of a kind leave it out."""
    value = event.get(key)
    return value if isinstance(value, int) and not isinstance(value, bool) else 0
