"""A stream of `streamGenerateContent?alt=sse` to canonical events.

Each event is an answer of its own that brings more parts. The last one of a candidate has its finish reason; nothing says
that the stream is over, so its end does. Calls come whole. Usage comes with every event, and the last one counts. What
events carry beside is told once: again only when it changes.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from proxy.canonical.content import (
    AudioPart,
    Citation,
    ImagePart,
    Part,
    ReasoningPart,
    TextPart,
    TokenLogprob,
    UnknownPart,
)
from proxy.canonical.events import (
    Cited,
    Ended,
    Event,
    Extra,
    Failed,
    Finished,
    PartAdded,
    ReasoningDelta,
    ReasoningSealed,
    Started,
    TextDelta,
    ToolArgumentsDelta,
    ToolCallStarted,
    UsageReported,
)
from proxy.canonical.jsontext import MalformedJson
from proxy.canonical.response import FinishReason
from proxy.canonical.tools import ToolCall
from proxy.canonical.usage import Usage
from proxy.dialects import sse
from proxy.dialects.gemini import chunk, finish, grounding, logprobs, parts, usage
from proxy.dialects.gemini.response import LOGPROBS, Inventor
from proxy.dialects.members import pull_text
from proxy.errors import MalformedStream

FRAME = frozenset({"responseId", "modelVersion", "createTime", "candidates", "usageMetadata", "error"})
CANDIDATE = frozenset({"content", "finishReason", "index", LOGPROBS})


class Decoder:
    """One stream; nothing follows a failure or the end."""

    def __init__(self) -> None:
        self._parser = sse.Parser()
        self._is_started = False
        self._is_over = False
        self._news = News()
        self._voices: dict[int, Voice] = {}
        self._usage: Usage | None = None

    def feed(self, data: bytes) -> list[Event]:
        """Take *data*; return the events it completes."""
        return [event for block in self._parser.feed(data) for event in self._block(block)]

    def close(self) -> list[Event]:
        """Say that no more bytes come, which is the end where every candidate has finished."""
        if self._is_over:
            return []
        if not self._voices or not all(voice.is_finished for voice in self._voices.values()):
            raise MalformedStream("the stream was cut before its end")
        self._is_over = True
        return [Ended()]

    def _block(self, block: sse.ServerSentEvent) -> list[Event]:
        data = b"" if self._is_over else chunk.data_of(block)
        try:
            return list(self._frame(chunk.read(data))) if data else []
        except MalformedJson as error:
            raise MalformedStream(f"an event nests too deep: {error}") from None

    def _frame(self, answer: dict[str, Any]) -> Iterator[Event]:
        failure = chunk.failure(answer)
        if failure:
            self._is_over = True
            yield Failed(message=failure.message, kind=failure.kind, code=failure.code)
            return
        yield from self._head(answer)
        for candidate in chunk.candidates(answer):
            index = chunk.index_of(candidate)
            if index not in self._voices:
                self._voices[index] = Voice(answer, index)
            yield from self._voices[index].hear(candidate)
        word = finish.blocked(answer.get("promptFeedback"))
        if word and not self._voices:
            self._voices[0] = Voice(answer, 0)
            yield from self._voices[0].finish(FinishReason.CONTENT_FILTER, word)
        yield from self._count(answer)

    def _head(self, answer: Mapping[str, Any]) -> Iterator[Event]:
        """Yield the start of the answer, or what an event carries beside that was not told before."""
        news = self._news.of(answer, FRAME)
        if not self._is_started:
            self._is_started = True
            named = dict(answer)
            told, model = pull_text(named, "responseId"), pull_text(named, "modelVersion")
            yield Started(id=told, model=model, created=chunk.seconds(named.get("createTime")), extra=news)
        elif news:
            yield Extra(fields=news)

    def _count(self, answer: Mapping[str, Any]) -> Iterator[Event]:
        searches = sum(voice.searches for voice in self._voices.values())
        counted = usage.decode(answer.get("usageMetadata"), searches)
        if counted and counted != self._usage:
            self._usage = counted
            yield UsageReported(usage=counted)


class News:
    """What was told beside, to be told again only where it changes."""

    def __init__(self) -> None:
        self._told: dict[str, Any] = {}

    def of(self, members: Mapping[str, Any], known: frozenset[str]) -> dict[str, Any]:
        """Return what *members* have beside the *known* that is new."""
        beside = {key: value for key, value in members.items() if key not in known and value is not None}
        news = {key: value for key, value in beside.items() if key not in self._told or self._told[key] != value}
        self._told |= news
        return news


class Voice:
    """One candidate of a stream."""

    def __init__(self, answer: Mapping[str, Any], index: int) -> None:
        self.is_finished = False
        self.searches = 0
        self._index = index
        self._naming = Inventor(answer, index).name
        self._news = News()
        self._texts: list[str] = []
        self._calls = 0
        self._cited: list[Citation] = []

    def hear(self, candidate: Mapping[str, Any]) -> Iterator[Event]:
        """Yield what *candidate* adds."""
        tokens = logprobs.decode(candidate.get(LOGPROBS))
        for wire in chunk.parts(candidate):
            for part in in_order(list(parts.decode_part(wire, self._naming))):
                yield from self._part(part, wire, tokens)
                tokens = () if isinstance(part, TextPart) and part.text else tokens
        yield from self._beside(candidate)
        reason, native = finish.decode(candidate.get("finishReason"), has_calls=self._calls > 0)
        if reason:
            yield from self.finish(reason, native)

    def finish(self, reason: FinishReason, native: str | None) -> Iterator[Event]:
        """Yield the end of this candidate, which comes once."""
        if not self.is_finished:
            self.is_finished = True
            yield Finished(finish_reason=reason, native_finish_reason=native, index=self._index)

    def _part(self, part: Part, wire: Mapping[str, Any], tokens: tuple[TokenLogprob, ...]) -> Iterator[Event]:
        match part:
            case TextPart():
                self._texts.append(part.text)
                if part.text:
                    yield TextDelta(text=part.text, logprobs=tokens, index=self._index)
            case ReasoningPart():
                if part.text:
                    yield ReasoningDelta(text=part.text, is_summary=True, index=self._index)
                if part.seal:
                    yield ReasoningSealed(seal=part.seal, index=self._index)
            case ToolCall():
                yield from self._call(part)
            case ImagePart() | AudioPart() | UnknownPart():
                yield PartAdded(part=part, index=self._index)
            case _:
                yield PartAdded(part=UnknownPart(kind="file", extra=wire), index=self._index)

    def _call(self, call: ToolCall) -> Iterator[Event]:
        position = self._calls
        self._calls += 1
        yield ToolCallStarted(position=position, id=call.id, name=call.name, seal=call.seal, index=self._index)
        yield ToolArgumentsDelta(position=position, arguments=call.arguments, index=self._index)

    def _beside(self, candidate: Mapping[str, Any]) -> Iterator[Event]:
        """Yield what *candidate* carries beside, and then what the text so far rests on."""
        self.searches = max(self.searches, grounding.searches(candidate))
        told = [] if grounding.KEYS.isdisjoint(candidate) else self._citations(candidate)
        is_said = grounding.is_said(candidate, told, "".join(self._texts)) if told else False
        fields = self._news.of(candidate, CANDIDATE | {grounding.GROUNDING} if is_said else CANDIDATE)
        if fields:
            yield Extra(fields=fields, index=self._index)
        for citation in told:
            if citation not in self._cited:
                self._cited.append(citation)
                yield Cited(citation=citation, index=self._index)

    def _citations(self, candidate: Mapping[str, Any]) -> list[Citation]:
        text = "".join(self._texts)
        return [citation for _, citation in grounding.decode(candidate, {0: text})] if text else []


def in_order(found: list[Part]) -> list[Part]:
    """Return *found*, which one part says, as a stream tells it: the signature on a text after the text."""
    return found[::-1] if isinstance(found[-1], TextPart) else found
