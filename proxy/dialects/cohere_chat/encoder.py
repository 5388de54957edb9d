"""Canonical events to a `v2/chat` stream, one event or a few an event.

Blocks of the content are numbered and never nested. Calls are numbered apart, and their pieces may come in turns, since
each names its call; a call ends when its arguments are whole. Reason and usage stand in the last event, which waits for
both.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from proxy.canonical.events import (
    Cited,
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
from proxy.canonical.failure import FailureKind
from proxy.canonical.response import FinishReason
from proxy.canonical.usage import Usage
from proxy.dialects.cohere_chat import citations, event, finish, likelihoods, usage
from proxy.dialects.jsonwatch import JsonWatch

TEXT, THINKING = "text", "thinking"


class Encoder:
    """One stream; Cohere has one answer, so events of another choice than the first have no bytes."""

    def __init__(self) -> None:
        self._id = ""
        self._index = -1
        self._open = ""
        self._texts = -1
        self._calls: dict[int, JsonWatch] = {}
        self._cited = 0
        self._usage: Usage | None = None
        self._word = finish.WORDS[FinishReason.STOP]

    def encode(self, told: Event) -> bytes:
        """Return the bytes of *told*; empty where they come later or never."""
        return b"".join(self._events(told)) if getattr(told, "index", 0) in (0, None) else b""

    def _events(self, told: Event) -> Iterator[bytes]:
        match told:
            case Started():
                self._id = told.id
                yield event.write("message-start", {"id": told.id, "delta": {"message": {"role": "assistant"}}})
            case TextDelta():
                beside = {"logprobs": likelihoods.encode(told.logprobs[0])} if told.logprobs else {}
                yield from self._said(TEXT, told.text, beside)
            case RefusalDelta():
                yield from self._said(TEXT, told.text, {})
            case ReasoningDelta():
                yield from self._said(THINKING, told.text, {})
            case Cited():
                yield from self._citation(told)
            case ToolCallStarted():
                yield from self._call(told)
            case ToolArgumentsDelta():
                yield from self._arguments(told)
            case _:
                yield from self._mark(told)

    def _mark(self, told: Event) -> Iterator[bytes]:
        """Yield the bytes of an event that is not content."""
        match told:
            case Finished():
                yield from self._close()
                yield from (self._end_call(position) for position in list(self._calls))
                self._word = finish.encode(told.finish_reason, told.native_finish_reason, told.stop_sequence)
            case UsageReported():
                self._usage = told.usage
            case Extra():
                yield from (event.write(kind, it) for kind, it in told.fields.items() if isinstance(it, dict))
            case Failed():
                word = "TIMEOUT" if told.kind is FailureKind.TIMEOUT else "ERROR"
                yield event.write_failure(told.message, word)
            case Ended():
                counted = {"usage": usage.encode(self._usage)} if self._usage else {}
                yield event.write(event.END, {"id": self._id, "delta": {"finish_reason": self._word, **counted}})

    def _said(self, kind: str, text: str, beside: Mapping[str, Any]) -> Iterator[bytes]:
        """Yield *text* in a block of *kind*, which begins where another kind is open."""
        if self._open != kind:
            yield from self._close()
            self._index += 1
            self._open = kind
            self._texts = self._index if kind == TEXT else self._texts
            yield self._content("content-start", {"type": kind, kind: ""}, {})
        yield self._content("content-delta", {kind: text}, beside)

    def _content(self, name: str, content: Mapping[str, Any], beside: Mapping[str, Any]) -> bytes:
        return event.write(name, {"index": self._index, "delta": {"message": {"content": content}}, **beside})

    def _close(self) -> Iterator[bytes]:
        """Yield the end of the block that is open, if one is."""
        if self._open:
            self._open = ""
            yield event.write("content-end", {"index": self._index})

    def _citation(self, told: Cited) -> Iterator[bytes]:
        place = {"content_index": max(0, self._texts), "type": citations.IN_TEXT}
        citation = {**citations.encode(told.citation), **place}
        yield event.write("citation-start", {"index": self._cited, "delta": {"message": {"citations": citation}}})
        yield event.write("citation-end", {"index": self._cited})
        self._cited += 1

    def _call(self, told: ToolCallStarted) -> Iterator[bytes]:
        yield from self._close()
        self._calls[told.position] = JsonWatch()
        call = {"id": told.id, "type": "function", "function": {"name": told.name, "arguments": ""}}
        yield event.write("tool-call-start", {"index": told.position, "delta": {"message": {"tool_calls": call}}})

    def _arguments(self, told: ToolArgumentsDelta) -> Iterator[bytes]:
        """Yield more arguments, and the end of the call that they complete; after that there are none."""
        watch = self._calls.get(told.position)
        if watch is None:
            return
        watch.feed(told.arguments)
        call = {"function": {"arguments": told.arguments}}
        yield event.write("tool-call-delta", {"index": told.position, "delta": {"message": {"tool_calls": call}}})
        if watch.is_whole:
            yield self._end_call(told.position)

    def _end_call(self, position: int) -> bytes:
        del self._calls[position]
        return event.write("tool-call-end", {"index": position})
