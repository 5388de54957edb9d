"""Canonical events to a Chat Completions stream, one chunk an event."""

from typing import Any

from proxy.canonical.content import AudioPart, ImagePart
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
from proxy.canonical.tools import ToolKind
from proxy.canonical.unset import UNSET
from proxy.dialects import costs, sse
from proxy.dialects.members import merge
from proxy.dialects.openai_chat import citations, content, errors, finish, logprobs, usage
from proxy.dialects.openai_chat.thoughts import ThoughtEncoder

OBJECT = "chat.completion.chunk"


class Encoder:
    """One stream.

    A client that asked for usage gets it in a last chunk without choices, and a null in every other; one that did not
    gets neither. Providers of other dialects count as they go; clients that add up what chunks count would count twice, so
    the count waits for the end. The first chunk of each choice names the role.
    """

    def __init__(self, *, include_usage: bool) -> None:
        self._frame: dict[str, Any] = {"id": "", "object": OBJECT, "created": 0, "model": ""}
        self._usage: dict[str, Any] = {"usage": None} if include_usage else {}
        self._count: dict[str, Any] = {}
        self._spoken: set[int] = set()
        self._thoughts: dict[int, ThoughtEncoder] = {}
        self._customs: set[tuple[int, int]] = set()

    def encode(self, event: Event) -> bytes:
        """Return the bytes of *event*; empty where the client is not to know it."""
        match event:
            case Started():
                return self._start(event)
            case TextDelta() | RefusalDelta() | ReasoningDelta() | ReasoningSealed():
                return self._text(event)
            case ToolCallStarted() | ToolArgumentsDelta():
                return self._call(event)
            case Cited() | PartAdded() | Extra():
                return self._beside(event)
            case _:
                return self._mark(event)

    def _start(self, event: Started) -> bytes:
        known = {"id": event.id, "object": OBJECT, "created": event.created, "model": event.model}
        self._frame = merge(known, event.extra)
        return self._delta(0, {"content": ""})

    def _text(self, event: TextDelta | RefusalDelta | ReasoningDelta | ReasoningSealed) -> bytes:
        """Return more of what the model says or thinks."""
        match event:
            case TextDelta():
                likely = logprobs.encode_all(event.logprobs) if event.logprobs else UNSET
                return self._delta(event.index, {"content": event.text}, logprobs=likely)
            case RefusalDelta():
                return self._delta(event.index, {"refusal": event.text})
            case ReasoningDelta():
                return self._delta(event.index, self._thought(event.index).add(event))
            case ReasoningSealed():
                return self._delta(event.index, self._thought(event.index).seal(event.seal))

    def _mark(self, event: Finished | UsageReported | Failed | Ended) -> bytes:
        """Return the bytes of an event that is not content."""
        match event:
            case Finished():
                word, native = finish.encode(event.finish_reason, event.native_finish_reason)
                beside = {"native_finish_reason": native, "stop_reason": event.stop_sequence or UNSET}
                return self._delta(event.index, {}, finish_reason=word, **beside)
            case UsageReported():
                counted = usage.encode(event.usage) | costs.write(event.cost)
                self._count = {"usage": counted} if self._usage else {}
                return b""
            case Failed():
                return sse.encode(errors.encode_failure(event)) + errors.DONE
            case Ended():
                return (self._chunk([], **self._count) if self._count else b"") + errors.DONE

    def _beside(self, event: Cited | PartAdded | Extra) -> bytes:
        """Return what stands beside the text."""
        match event:
            case Cited():
                noted = citations.encode(event.citation)
                return self._delta(event.index, {"annotations": [noted]}) if noted else b""
            case PartAdded():
                return self._part(event)
            case Extra():
                return self._extra(event)

    def _part(self, event: PartAdded) -> bytes:
        """Return a part that comes whole; one that the hub has no word for has no place in a delta."""
        match event.part:
            case ImagePart():
                return self._delta(event.index, {"images": [content.encode_part(event.part)]})
            case AudioPart():
                return self._delta(event.index, {"audio": {"data": event.part.data}})
            case _:
                return b""

    def _extra(self, event: Extra) -> bytes:
        if event.index is None:
            self._frame |= event.fields
            return self._chunk([])
        fields = dict(event.fields)
        delta = fields.pop("delta", {})
        return self._delta(event.index, delta, **fields)

    def _thought(self, index: int) -> ThoughtEncoder:
        return self._thoughts.setdefault(index, ThoughtEncoder())

    def _call(self, event: ToolCallStarted | ToolArgumentsDelta) -> bytes:
        """Return a piece of a call; the seal of one that begins stands beside it."""
        place = (event.index, event.position)
        if isinstance(event, ToolArgumentsDelta):
            is_custom = place in self._customs
            piece: dict[str, Any] = (
                {"custom": {"input": event.arguments}} if is_custom else {"function": {"arguments": event.arguments}}
            )
            return self._delta(event.index, {"tool_calls": [{"index": event.position, **piece}]})
        word, field = "function", "arguments"
        if event.kind is ToolKind.CUSTOM:
            self._customs.add(place)
            word, field = "custom", "input"
        piece = {"index": event.position, "id": event.id, "type": word, word: {"name": event.name, field: ""}}
        sealed = self._thought(event.index).call(event.id, event.seal)
        return self._delta(event.index, {"tool_calls": [piece], **sealed})

    def _delta(self, index: int, delta: dict[str, Any], **beside: Any) -> bytes:
        """Return a chunk that adds *delta* to choice *index*."""
        if index not in self._spoken:
            self._spoken.add(index)
            delta = {"role": "assistant", **delta}
        return self._chunk([merge({"index": index, "delta": delta, "finish_reason": None, **beside}, {})])

    def _chunk(self, choices: list[dict[str, Any]], **beside: Any) -> bytes:
        return sse.encode(dump({**self._frame, "choices": choices, **self._usage, **beside}))
