"""A Chat Completions stream to canonical events.

Nulls in a delta say nothing and are dropped. What chunks carry beside is told once: again only when it changes. A delta is
read in the order thoughts, text, what the text rests on, images, calls.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from proxy.canonical.content import ImagePart, ReasoningPart, TextPart
from proxy.canonical.events import (
    Cited,
    Ended,
    Event,
    Extra,
    Failed,
    Finished,
    PartAdded,
    ReasoningDelta,
    RefusalDelta,
    Started,
    TextDelta,
    UsageReported,
)
from proxy.dialects import sse
from proxy.dialects.members import pull_count, pull_inner, pull_text
from proxy.dialects.openai_chat import chunk, citations, finish, logprobs, response, usage
from proxy.dialects.openai_chat.calls import Calls
from proxy.dialects.openai_chat.thoughts import ThoughtDecoder, seals_of
from proxy.errors import MalformedStream

FRAME = frozenset({"id", "object", "created", "model", "choices", "usage"})
CHOICE = frozenset({"index", "delta", "finish_reason", "native_finish_reason", "stop_reason"})


class Decoder:
    """One stream; nothing follows a failure or the end."""

    def __init__(self) -> None:
        self._parser = sse.Parser()
        self._is_started = False
        self._is_over = False
        self._told: dict[str, Any] = {}
        self._answer = ""
        self._calls: dict[int, Calls] = {}
        self._thoughts: dict[int, ThoughtDecoder] = {}
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
            yield Failed(message=failure.message, kind=failure.kind, code=failure.code)
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
            self._answer = pull_text(named, "id")
            yield Started(
                id=self._answer,
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
        beside = _unknown(choice, CHOICE)
        delta = choice.get("delta")
        rest = _unknown(delta, frozenset({"role"})) if isinstance(delta, dict) else {}
        yield from self._delta(rest, beside, index)
        beside |= {"delta": rest} if rest else {}
        if beside:
            yield Extra(fields=beside, index=index)
        reason, native = finish.decode(choice.get("finish_reason"), choice.get("native_finish_reason"))
        if reason and index not in self._finished:
            self._open.discard(index)
            self._finished.add(index)
            ended_by = pull_text(dict(choice), "stop_reason") or None
            yield Finished(finish_reason=reason, native_finish_reason=native, stop_sequence=ended_by, index=index)

    def _delta(self, delta: dict[str, Any], beside: dict[str, Any], index: int) -> Iterator[Event]:
        """Yield what *delta* adds, taking it out of it, and what belongs to it out of its choice, *beside* it."""
        pieces = delta.pop("tool_calls") if isinstance(delta.get("tool_calls"), list) else []
        old = pull_inner(delta, "function_call")
        seals = seals_of(delta.get("reasoning_details"), pieces)
        thoughts = self._thoughts.setdefault(index, ThoughtDecoder(index))
        yield from thoughts.decode(delta, pieces)
        yield from _said(delta, beside, index)
        if pieces or old:
            calls = self._calls.setdefault(index, Calls(index, self._answer))
            yield from calls.decode([*pieces, *([{"function": old}] if old else [])], seals)


def _said(delta: dict[str, Any], beside: dict[str, Any], index: int) -> Iterator[Event]:
    """Yield the text of *delta*, with the likelihoods that stand *beside* it, its sources, and what it shows."""
    text = pull_text(delta, "content") if isinstance(delta.get("content"), str) else ""
    if text:
        yield TextDelta(text=text, logprobs=logprobs.pull_logprobs(beside), index=index)
    elif isinstance(delta.get("content"), list):
        yield from _listed(delta, index)
    refusal = pull_text(delta, "refusal")
    if refusal:
        yield RefusalDelta(text=refusal, index=index)
    for citation in citations.pull_citations(delta):
        yield Cited(citation=citation, index=index)
    for image in response.pull_images(delta):
        if isinstance(image, ImagePart):
            yield PartAdded(part=image, index=index)


def _listed(delta: dict[str, Any], index: int) -> Iterator[Event]:
    """Yield a content that is a list of parts, as Mistral's models that reason stream it."""
    for part in response.pull_content(delta):
        if isinstance(part, TextPart) and part.text:
            yield TextDelta(text=part.text, index=index)
        elif isinstance(part, ReasoningPart) and part.text:
            yield ReasoningDelta(text=part.text, index=index)


def _unknown(members: Mapping[str, Any], known: frozenset[str]) -> dict[str, Any]:
    return {key: value for key, value in members.items() if key not in known and value is not None}
