"""Canonical events to a stream of answers, as events or as a list.

A call is one part, so its pieces wait until its arguments are whole; calls go out in the order in which they began. What
ends a candidate goes out last, in one answer with the usage, as Gemini does: clients read usage and sources there.
Every answer of a candidate has a part, if only an empty text: google-genai's chats forget a turn where one has none.
"""

from dataclasses import dataclass, field
from typing import Any

from proxy.canonical.content import Citation, TokenLogprob
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
    RefusalDelta,
    Started,
    TextDelta,
    ToolArgumentsDelta,
    ToolCallStarted,
    UsageReported,
)
from proxy.canonical.jsontext import dump
from proxy.canonical.tools import ToolCall, ToolKind
from proxy.canonical.unset import UNSET
from proxy.canonical.usage import Usage
from proxy.dialects.gemini import chunk, errors, finish, grounding, logprobs, parts, signatures, usage
from proxy.dialects.gemini.framing import Framing
from proxy.dialects.gemini.response import LOGPROBS
from proxy.dialects.jsonwatch import JsonWatch
from proxy.dialects.members import merge

Wire = dict[str, Any]
SILENCE: Wire = {"text": ""}


class Pending:
    """A call on its way."""

    def __init__(self, event: ToolCallStarted) -> None:
        self._event = event
        self._pieces: list[str] = []
        self._watch = JsonWatch()

    def add(self, arguments: str) -> None:
        """Take more of the arguments."""
        self._pieces.append(arguments)
        if self._event.kind is ToolKind.FUNCTION:
            self._watch.feed(arguments)

    def is_whole(self, *, is_pause: bool) -> bool:
        """Say whether the arguments are complete, which a pause tells of those that are no JSON."""
        return self._watch.is_whole or (is_pause and (not self._pieces or self._event.kind is not ToolKind.FUNCTION))

    def wire(self) -> Wire:
        """Return the call as a part."""
        event = self._event
        arguments = "".join(self._pieces)
        return parts.call(ToolCall(id=event.id, name=event.name, arguments=arguments, kind=event.kind, seal=event.seal))


@dataclass(slots=True, kw_only=True)
class Speech:
    """One candidate on its way."""

    calls: dict[int, Pending] = field(default_factory=dict)
    has_called: bool = False
    is_thinking: bool = False
    texts: list[str] = field(default_factory=list)
    citations: list[Citation] = field(default_factory=list)
    is_sourced: bool = False
    """Whether Google's own metadata say what it rests on."""
    beside: Wire = field(default_factory=dict)
    finish: Wire | None = None

    def ready(self, *, is_pause: bool = False, is_last: bool = False) -> list[Wire]:
        """Take out the calls that can go, in their order."""
        found = []
        for position, pending in list(self.calls.items()):
            if not is_last and not pending.is_whole(is_pause=is_pause):
                break
            found.append(self.calls.pop(position).wire())
        told = found if self.has_called else parts.signed(found)
        self.has_called = self.has_called or bool(found)
        return told


class Encoder:
    """One stream."""

    def __init__(self, framing: Framing) -> None:
        self._framing = framing
        self._frame: Wire = {}
        self._speeches: dict[int, Speech] = {}
        self._usage: Usage | None = None

    def encode(self, event: Event) -> bytes:
        """Return the bytes of *event*; empty where it waits for others or says nothing here."""
        match event:
            case Started():
                self._start(event)
            case UsageReported():
                self._usage = event.usage
            case Extra(index=None):
                self._frame |= event.fields
            case Failed():
                return self._framing.frame(errors.failed(event.message, event.kind, event.code)) + self._framing.end()
            case Ended():
                return self._end()
            case _:
                return self._speak(event, self._speeches.setdefault(event.index or 0, Speech()))
        return b""

    def _start(self, event: Started) -> None:
        known = {
            "modelVersion": event.model or UNSET,
            "createTime": chunk.written(event.created),
            "responseId": event.id or UNSET,
        }
        self._frame = merge(known, event.extra)

    def _speak(self, event: Event, speech: Speech) -> bytes:
        """Return what *event* adds to *speech*."""
        match event:
            case Extra():
                speech.beside |= event.fields
                speech.is_sourced = speech.is_sourced or not grounding.KEYS.isdisjoint(event.fields)
            case Cited():
                speech.citations.append(event.citation)
            case ToolCallStarted():
                speech.calls[event.position] = Pending(event)
            case ToolArgumentsDelta():
                return self._argue(event, speech)
            case Finished():
                return self._finish(event, speech)
            case _:
                return self._say(event, speech)
        return b""

    def _argue(self, event: ToolArgumentsDelta, speech: Speech) -> bytes:
        pending = speech.calls.get(event.position)
        if pending is None:
            return b""
        pending.add(event.arguments)
        return self._parts(event.index, speech, speech.ready())

    def _say(self, event: Event, speech: Speech) -> bytes:
        """Return what is said, shown or thought, after the calls before it."""
        told = speech.ready(is_pause=True)
        tokens: tuple[TokenLogprob, ...] = ()
        index = getattr(event, "index", 0)
        match event:
            case TextDelta() | RefusalDelta():
                speech.texts.append(event.text)
                tokens = event.logprobs if isinstance(event, TextDelta) else ()
                told.append({"text": event.text})
            case ReasoningDelta():
                told += [wire] if (wire := parts.thought(event.text, None, {})) else []
            case ReasoningSealed():
                told.append(_sealed(event, is_thinking=speech.is_thinking))
            case PartAdded():
                told.append(parts.encode_part(event.part))
        speech.is_thinking = isinstance(event, ReasoningDelta)
        return self._parts(index, speech, told, tokens)

    def _finish(self, event: Finished, speech: Speech) -> bytes:
        told = self._parts(event.index, speech, speech.ready(is_last=True))
        word = finish.encode(event.finish_reason, event.native_finish_reason)
        sources = {} if speech.is_sourced else grounding.encode([(0, "".join(speech.texts), speech.citations)])
        speech.finish = {"finishReason": word, **({grounding.GROUNDING: sources} if sources else {})}
        return told

    def _parts(self, index: int, speech: Speech, told: list[Wire], tokens: tuple[TokenLogprob, ...] = ()) -> bytes:
        """Return an answer with more parts of one candidate; nothing for none."""
        if not told:
            return b""
        candidate = self._candidate(index, speech, told)
        if tokens:
            candidate[LOGPROBS] = logprobs.encode(tokens)
        return self._answer({"candidates": [candidate]})

    def _candidate(self, index: int, speech: Speech, told: list[Wire]) -> Wire:
        beside, speech.beside = speech.beside, {}
        content = {"parts": told, "role": "model"}
        return merge({"content": content, "index": index, **(speech.finish or {})}, beside)

    def _end(self) -> bytes:
        finished = sorted((index, speech) for index, speech in self._speeches.items() if speech.finish)
        counted = usage.encode(self._usage) if self._usage else UNSET
        candidates = [self._candidate(index, speech, [SILENCE]) for index, speech in finished]
        last = merge({"candidates": candidates or UNSET, "usageMetadata": counted}, {})
        return (self._answer(last) if last else b"") + self._framing.end()

    def _answer(self, members: Wire) -> bytes:
        return self._framing.frame(dump({**members, **self._frame}))


def _sealed(event: ReasoningSealed, *, is_thinking: bool) -> Wire:
    """Return the seal of the thought that went before, or of a hidden one."""
    wire: Wire = {"text": "", **({"thought": True} if is_thinking else {})}
    return wire | {parts.SIGNATURE: signatures.write(event.seal)}
