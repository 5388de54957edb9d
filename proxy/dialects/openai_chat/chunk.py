"""One event of a Chat Completions stream, `ChatCompletionChunk`, as the tap and the decoder both read it.

What imitators do differently, and both must bear: Azure begins with a chunk without choices or id, and sends filter
results without a `delta`; vLLM ends with `"choices": null` beside the usage; Ollama writes `"finish_reason": ""` where it
means none; OpenRouter tells a failure at the top, in the choice, or only by the finish reason `error`; xAI and LocalAI
repeat the usage in every chunk. Only an object without `choices`, `usage` and `error` is another dialect.
"""

from collections.abc import Mapping
from typing import Any

from proxy.canonical.failure import FailureKind
from proxy.canonical.jsontext import MalformedJson, parse
from proxy.dialects.base import ProviderError
from proxy.dialects.openai_chat import errors, finish
from proxy.dialects.sse import BYTE_ORDER_MARK, ServerSentEvent
from proxy.errors import MalformedStream

DONE = b"[DONE]"
SILENT = (b":", b"event", b"id", b"retry")
"""How a line without data may begin; the standard ignores any other, but here it is a page or a body in the wrong place."""

MARKS = frozenset({"choices", "usage", "error"})
CONTENT = (
    "content", "refusal", "reasoning_content", "reasoning", "tool_calls", "function_call", "audio", "reasoning_details",
    "images",
)  # fmt: skip
"""Members of a delta that a client would miss."""


def data_of(event: ServerSentEvent) -> bytes:
    """Return what *event* says, empty for a keep-alive; `MalformedStream` where it is no event but a page or a body."""
    if event.data is not None:
        return event.data.strip()
    lines = event.raw.removeprefix(BYTE_ORDER_MARK).splitlines()
    if not all(line.startswith(SILENT) for line in lines if line):
        raise MalformedStream("the stream holds text that is no server-sent event")
    return b""


def read(data: bytes, event: str = "") -> dict[str, Any]:
    """Return the chunk that *data* says; `MalformedStream` where it is none. An *event* may name an error as such."""
    try:
        chunk = parse(data)
    except MalformedJson as error:
        raise MalformedStream(f"an event's data is not JSON: {error}") from None
    if event == "error" and chunk:
        return {"error": chunk}
    if not isinstance(chunk, dict) or MARKS.isdisjoint(chunk):
        raise MalformedStream("an event is not a chat completion chunk")
    return chunk


def choices(chunk: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return the choices of *chunk*; `MalformedStream` where they are not objects."""
    found = chunk.get("choices") or []
    if isinstance(found, list):
        for choice in found:
            if not isinstance(choice, dict):
                break
        else:
            return found
    raise MalformedStream("a chunk's `choices` are not a list of objects")


def index_of(choice: Mapping[str, Any]) -> int:
    """Return the choice's number; imitators that make one choice leave it out."""
    index = choice.get("index", 0)
    return index if isinstance(index, int) else 0


def has_content(choice: Mapping[str, Any]) -> bool:
    """Say whether *choice* brings anything that a client would miss; a role or an empty text is not that."""
    delta = choice.get("delta")
    return isinstance(delta, dict) and any(delta.get(name) for name in CONTENT)


def failure(chunk: Mapping[str, Any]) -> ProviderError | None:
    """Return the provider's account of a failure, if *chunk*, or a whole answer, tells one."""
    if chunk.get("error"):
        return errors.from_value(chunk["error"])
    for choice in choices(chunk):
        if choice.get("error"):
            return errors.from_value(choice["error"])
        if choice.get("finish_reason") == finish.FAILED:
            message = "the provider ended the answer with the finish reason `error`"
            return ProviderError(message=message, code="error", kind=FailureKind.SERVER)
    return None
