"""A Chat Completions stream to canonical events.

Nulls in a delta say nothing and are dropped. What chunks carry beside is told once: again only when it changes.
"""

from collections.abc import Iterator, Mapping
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
    UsageReported,
)
from proxy.dialects import sse
from proxy.dialects.openai_chat import chunk, finish, usage
from proxy.dialects.openai_chat.calls import Calls
from proxy.dialects.members import pull_count, pull_text
from proxy.errors import MalformedStream

FRAME = frozenset({"id", "object", "created", "model", "choices", "usage"})
CHOICE = frozenset({"index", "delta", "finish_reason", "native_finish_reason"})
TEXTS: tuple[tuple[str, type[ReasoningDelta | TextDelta | RefusalDelta]], ...] = (
    ("reasoning_content", ReasoningDelta),
    ("reasoning", ReasoningDelta),
    ("content", TextDelta),
    ("refusal", RefusalDelta),
)


class Decoder:
    """One stream; nothing follows a failure or the end."""

    def __init__(self) -> None:
        self._parser = sse.Parser()
        self._is_started = False
        self._is_over = False
        self._told: dict[str, Any] = {}
        self._calls: dict[int, Calls] = {}
        self._open: set[int] = set()
        self._finished: set[int] = set()

    def feed(self, data: bytes) -> list[Event]:
        """Take *data*; return the events it completes."""
        return [event for block in self._parser.feed(data) for event in self._block(block)]

    def close(self) -> list[Event]:
        """Say that no more bytes come; where every choice has finished, a missing `[DONE]` is forgiven."""
        if self._is_over:
            return []
        if not self._finished or self._open:
            raise MalformedStream("the stream was cut before its end")
        self._is_over = True
        return [Ended()]

    def _block(self, block: sse.ServerSentEvent) -> Iterator[Event]:
        data = b"" if self._is_over else chunk.data_of(block)
        if data == chunk.DONE:
            self._is_over = True
            yield Ended()
        elif data:
            yield from self._frame(chunk.read(data, block.event))

    def _frame(self, frame: Mapping[str, Any]) -> Iterator[Event]:
        choices = chunk.choices(frame)
        yield from self._head(frame, is_first=not self._is_started and bool(choices or frame.get("id")))
        failure = chunk.failure(frame)
        if failure:
            self._is_over = True
            yield Failed(message=failure.message, code=failure.code, status=_status(failure.code))
            return
        for choice in choices:
            yield from self._choice(choice)
        counted = usage.decode(frame.get("usage"))
        if counted:
            yield UsageReported(usage=counted)

    def _head(self, frame: Mapping[str, Any], *, is_first: bool) -> Iterator[Event]:
        """Yield the start of the answer, or what a frame carries beside that was not told before."""
        beside = {key: value for key, value in _unknown(frame, FRAME).items() if key != "error"}
        news = {key: value for key, value in beside.items() if key not in self._told or self._told[key] != value}
        self._told |= news
        if is_first:
            self._is_started = True
            named = dict(frame)
            yield Started(
                id=pull_text(named, "id"),
                model=pull_text(named, "model"),
                created=pull_count(named, "created"),
                extra=news,
            )
        elif news:
            yield Extra(fields=news)

    def _choice(self, choice: Mapping[str, Any]) -> Iterator[Event]:
        index = chunk.index_of(choice)
        if index not in self._finished:
            self._open.add(index)
        delta = choice.get("delta")
        rest = dict(delta) if isinstance(delta, dict) else {}
        rest.pop("role", None)
        yield from self._delta(rest, index)
        beside = _unknown(choice, CHOICE) | ({"delta": left} if (left := _unknown(rest, frozenset())) else {})
        if beside:
            yield Extra(fields=beside, index=index)
        reason, native = finish.decode(choice.get("finish_reason"), choice.get("native_finish_reason"))
        if reason and index not in self._finished:
            self._open.discard(index)
            self._finished.add(index)
            yield Finished(finish_reason=reason, native_finish_reason=native, index=index)

    def _delta(self, delta: dict[str, Any], index: int) -> Iterator[Event]:
        """Yield what *delta* adds, taking it out; a vendor that shows reasoning under both names says it once."""
        if delta.get("reasoning_content"):
            delta.pop("reasoning", None)
        for name, event in TEXTS:
            if isinstance(delta.get(name), str):
                text = delta.pop(name)
                if text:
                    yield event(text=text, index=index)
        if isinstance(delta.get("tool_calls"), list):
            calls = self._calls.setdefault(index, Calls(index))
            yield from calls.decode(delta.pop("tool_calls"))


def _unknown(members: Mapping[str, Any], known: frozenset[str]) -> dict[str, Any]:
    return {key: value for key, value in members.items() if key not in known and value is not None}


def _status(code: str | None) -> int | None:
    """Return the HTTP status that imitators (OpenRouter, vLLM) write as an error's code."""
    return int(code) if code and code.isascii() and code.isdigit() and len(code) == len("500") else None
