"""Canonical events to a Chat Completions stream, one chunk an event."""

from typing import Any

from proxy.canonical.events import (
    Ended,
    Event,
    Extra,
    Failed,
    Finished,
    ReasoningDelta,
    RefusalDelta,
    Started,
    TextDelta,
    ToolArgumentsDelta,
    ToolCallStarted,
    UsageReported,
)
from proxy.canonical.jsontext import dump
from proxy.dialects import sse
from proxy.dialects.openai_chat import errors, finish, usage
from proxy.dialects.members import merge

OBJECT = "chat.completion.chunk"
FIELDS = {TextDelta: "content", RefusalDelta: "refusal", ReasoningDelta: "reasoning_content"}


class Encoder:
    """One stream.

    A client that asked for usage gets it in a last chunk without choices, and a null in every other; one that did not
    gets neither. The first chunk of each choice names the role.
    """

    def __init__(self, *, include_usage: bool) -> None:
        self._frame: dict[str, Any] = {"id": "", "object": OBJECT, "created": 0, "model": ""}
        self._usage: dict[str, Any] = {"usage": None} if include_usage else {}
        self._spoken: set[int] = set()

    def encode(self, event: Event) -> bytes:
        """Return the bytes of *event*; empty where the client is not to know it."""
        match event:
            case Started():
                known = {"id": event.id, "object": OBJECT, "created": event.created, "model": event.model}
                self._frame = merge(known, event.extra)
                return self._delta(0, {"content": ""})
            case TextDelta() | RefusalDelta() | ReasoningDelta():
                return self._delta(event.index, {FIELDS[type(event)]: event.text})
            case ToolCallStarted():
                function = {"name": event.name, "arguments": ""}
                return self._call(event, {"id": event.id, "type": "function", "function": function})
            case ToolArgumentsDelta():
                return self._call(event, {"function": {"arguments": event.arguments}})
            case _:
                return self._mark(event)

    def _mark(self, event: Finished | UsageReported | Extra | Failed | Ended) -> bytes:
        """Return the bytes of an event that is not content."""
        match event:
            case Finished():
                word, native = finish.encode(event.finish_reason, event.native_finish_reason)
                return self._delta(event.index, {}, finish_reason=word, native_finish_reason=native)
            case UsageReported():
                return self._chunk([], usage=usage.encode(event.usage)) if self._usage else b""
            case Extra():
                return self._extra(event)
            case Failed():
                error = {"message": event.message, "type": errors.GENERAL, "param": None, "code": event.code}
                return sse.encode(dump({"error": error})) + errors.DONE
            case Ended():
                return errors.DONE

    def _extra(self, event: Extra) -> bytes:
        if event.index is None:
            self._frame |= event.fields
            return self._chunk([])
        fields = dict(event.fields)
        delta = fields.pop("delta", {})
        return self._delta(event.index, delta, **fields)

    def _call(self, event: ToolCallStarted | ToolArgumentsDelta, piece: dict[str, Any]) -> bytes:
        return self._delta(event.index, {"tool_calls": [{"index": event.position, **piece}]})

    def _delta(self, index: int, delta: dict[str, Any], **beside: Any) -> bytes:
        """Return a chunk that adds *delta* to choice *index*."""
        if index not in self._spoken:
            self._spoken.add(index)
            delta = {"role": "assistant", **delta}
        return self._chunk([merge({"index": index, "delta": delta, "finish_reason": None, **beside}, {})])

    def _chunk(self, choices: list[dict[str, Any]], **beside: Any) -> bytes:
        return sse.encode(dump({**self._frame, "choices": choices, **self._usage, **beside}))
