"""A `v2/chat` stream to canonical events.

A plan (`tool-plan-delta`) is a thought, as in a whole answer. `message-end` has reason and usage, and ends the stream.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from proxy.canonical.events import (
    Cited,
    Ended,
    Event,
    Extra,
    Failed,
    Finished,
    ReasoningDelta,
    Started,
    TextDelta,
    ToolArgumentsDelta,
    ToolCallStarted,
    UsageReported,
)
from proxy.canonical.response import FinishReason
from proxy.dialects import sse
from proxy.dialects.cohere_chat import citations, event, finish, likelihoods, usage
from proxy.dialects.cohere_chat.messages import cited
from proxy.dialects.members import pull_inner, pull_text
from proxy.errors import MalformedStream

SILENT = frozenset({"content-end", "tool-call-end", "citation-end"})
"""Events that say nothing that the hub has a word for."""


class Decoder:
    """One stream; nothing follows a failure or the end."""

    def __init__(self) -> None:
        self._parser = sse.Parser()
        self._is_started = False
        self._is_over = False
        self._calls: dict[Any, int] = {}
        self._count = 0
        self._readers: Mapping[str, Callable[[dict[str, Any]], Iterator[Event]]] = {
            "message-start": self._message_start,
            "content-start": self._content,
            "content-delta": self._content,
            "tool-plan-delta": self._plan,
            "tool-call-start": self._call_start,
            "tool-call-delta": self._call_delta,
            "citation-start": self._citation,
            "message-end": self._message_end,
        }

    def feed(self, data: bytes) -> list[Event]:
        """Take *data*; return the events it completes."""
        return [told for each in self._parser.feed(data) for told in self._event(each)]

    def close(self) -> list[Event]:
        """Say that no more bytes come."""
        if not self._is_over:
            raise MalformedStream("the stream was cut before its end")
        return []

    def _event(self, each: sse.ServerSentEvent) -> Iterator[Event]:
        data = b"" if self._is_over else event.data_of(each)
        if not data:
            return
        kind, members = event.read(data, each.event)
        failure = event.failure(kind, members)
        if failure:
            self._is_over = True
            yield Failed(message=failure.message, kind=failure.kind, code=failure.code)
            return
        if not self._is_started and kind != "message-start":
            yield from self._message_start({})
        if kind not in SILENT:
            reader = self._readers.get(kind)
            yield from reader(members) if reader else [Extra(fields={kind: members})]

    def _message_start(self, members: dict[str, Any]) -> Iterator[Event]:
        if not self._is_started:
            self._is_started = True
            yield Started(id=pull_text(members, "id"), model="", created=0)

    def _content(self, members: dict[str, Any]) -> Iterator[Event]:
        content = event.inner_of(members, "content")
        thought, text = pull_text(content, "thinking"), pull_text(content, "text")
        if thought:
            yield ReasoningDelta(text=thought)
        told = likelihoods.decode(members.get("logprobs"))
        if text or told:
            yield TextDelta(text=text, logprobs=told)

    def _plan(self, members: dict[str, Any]) -> Iterator[Event]:
        text = pull_text(event.message_of(members), "tool_plan")
        if text:
            yield ReasoningDelta(text=text)

    def _call_start(self, members: dict[str, Any]) -> Iterator[Event]:
        call = event.inner_of(members, "tool_calls")
        function = pull_inner(call, "function")
        told, name, arguments = pull_text(call, "id"), pull_text(function, "name"), pull_text(function, "arguments")
        if not told or not name:
            raise MalformedStream("a call starts without `id` or `name`")
        position = self._calls[self._index(members)] = self._count
        self._count += 1
        yield ToolCallStarted(position=position, id=told, name=name)
        if arguments:
            yield ToolArgumentsDelta(position=position, arguments=arguments)

    def _call_delta(self, members: dict[str, Any]) -> Iterator[Event]:
        position = self._calls.get(self._index(members))
        if position is None:
            raise MalformedStream("a call goes on that has not started")
        arguments = pull_text(pull_inner(event.inner_of(members, "tool_calls"), "function"), "arguments")
        if arguments:
            yield ToolArgumentsDelta(position=position, arguments=arguments)

    def _index(self, members: Mapping[str, Any]) -> int:
        index = members.get("index")
        return index if isinstance(index, int) else 0

    def _citation(self, members: dict[str, Any]) -> Iterator[Event]:
        value = event.inner_of(members, "citations")
        if value and citations.is_of_text(value):
            yield Cited(citation=cited(value))
        elif value:
            yield Extra(fields={"citation-start": members})

    def _message_end(self, members: dict[str, Any]) -> Iterator[Event]:
        delta = pull_inner(members, "delta")
        reason, native = finish.decode(delta.get("finish_reason"))
        yield Finished(finish_reason=reason or FinishReason.OTHER, native_finish_reason=native)
        counted = usage.decode(delta.get("usage"))
        if counted:
            yield UsageReported(usage=counted)
        self._is_over = True
        yield Ended()
