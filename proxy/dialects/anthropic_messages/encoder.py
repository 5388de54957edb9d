"""Canonical events to a Messages stream, in Anthropic's order: `message_start`, the blocks, `message_delta`, `message_stop`.

`message_start` must have counts, and those of most providers are not known yet, so they are zero there unless they are.
`message_delta` has all of them; Anthropic's SDKs take what it tells in place of the first (`accumulate_event` of `anthropic`
2.13.0). It comes with the end, since other dialects tell the counts after the reason.
"""

from collections.abc import Callable
from typing import Any

from proxy.canonical.content import UnknownPart
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
from proxy.canonical.seal import Seal, SealKind
from proxy.canonical.tools import ToolKind
from proxy.canonical.usage import Cost, Usage
from proxy.dialects import costs, seals
from proxy.dialects.anthropic_messages import arguments, blocks, citations, errors, finish, frame, usage
from proxy.dialects.anthropic_messages.line import Block, Call, Line, Text, write_event
from proxy.dialects.anthropic_messages.names import FAMILY
from proxy.dialects.members import merge


class Encoder:
    """One stream; of several answers at once, the first."""

    def __init__(self) -> None:
        self._line = Line()
        self._calls: dict[int, Call] = {}
        self._is_started = False
        self._usage: Usage | None = None
        self._cost: Cost | None = None
        self._finished: Finished | None = None
        self._delta: dict[str, Any] = {}
        self._writers: dict[type[Event], Callable[[Any], bytes]] = {
            Started: self._start,
            UsageReported: self._count,
            Finished: self._finish,
            Extra: self._extra,
            Ended: self._end,
            Failed: lambda told: errors.encode_failure(told.message, told.kind),
        }
        self._takers: dict[type[Event], Callable[[Any], None]] = {
            TextDelta: lambda told: self._say(told.text),
            RefusalDelta: lambda told: self._say(told.text),
            Cited: self._cite,
            ReasoningDelta: lambda told: self._think(told.text),
            ReasoningSealed: lambda told: self._seal(told.seal),
            ToolCallStarted: self._call,
            ToolArgumentsDelta: self._argue,
            PartAdded: self._add,
        }

    def encode(self, event: Event) -> bytes:
        """Return the bytes of *event*; empty where it must wait, or where a client is not to know it."""
        if getattr(event, "index", None):
            return b""
        writer = self._writers.get(type(event))
        if writer:
            return writer(event)
        self._takers[type(event)](event)
        return self._opened() + self._line.flush()

    def _opened(self) -> bytes:
        """Return the start of the message, where no event has told it."""
        return b"" if self._is_started else self._start(Started(id="", model="", created=0))

    def _start(self, told: Started) -> bytes:
        self._is_started = True
        known: dict[str, Any] = {
            "id": told.id,
            "type": "message",
            "role": "assistant",
            "model": told.model,
            "content": [],
            "stop_reason": None,
            "stop_sequence": None,
            "usage": usage.encode(self._usage),
        }
        return write_event(frame.START, message=merge(known, told.extra))

    def _count(self, told: UsageReported) -> bytes:
        self._usage, self._cost = told.usage, told.cost
        return b""

    def _finish(self, told: Finished) -> bytes:
        self._finished = told
        return self._opened() + self._line.flush(is_last=True)

    def _cite(self, told: Cited) -> None:
        """Add a citation to the text that it follows; there must be one."""
        tail = self._line.tail
        if isinstance(tail, Text):
            tail.add({"type": "citations_delta", "citation": citations.encode(told.citation)})

    def _argue(self, told: ToolArgumentsDelta) -> None:
        call = self._calls.get(told.position)
        if call is not None and told.arguments and self._line.has(call):
            call.write(told.arguments)

    def _add(self, told: PartAdded) -> None:
        if isinstance(told.part, UnknownPart):
            self._line.append(Block({"type": told.part.kind, **told.part.extra}))

    def _say(self, text: str) -> None:
        if not text:
            return
        tail = self._line.tail
        if not isinstance(tail, Text):
            tail = self._line.append(Text())
        tail.add({"type": "text_delta", "text": text})

    def _think(self, text: str) -> None:
        if not text:
            return
        tail = self._line.tail
        if tail is None or tail.kind != "thinking" or tail.is_sealed:
            tail = self._line.append(_thought(None))
        tail.add({"type": "thinking_delta", "thinking": text})

    def _seal(self, seal: Seal) -> None:
        """Seal the thought that is open; without one, it is a hidden thought."""
        tail = self._line.tail
        if tail is not None and tail.kind == "thinking" and not tail.is_sealed:
            tail.seal(_signature(seal))
        elif seal.kind is SealKind.ENCRYPTED:
            self._line.append(Block({"type": blocks.REDACTED, "data": seals.wrap(seal, FAMILY)}))
        else:
            self._line.append(_thought(seal))

    def _call(self, told: ToolCallStarted) -> None:
        for block in blocks.encode_seal(told.seal):
            self._line.append(Block(block))
        start = {"type": "tool_use", "id": blocks.fit_id(told.id), "name": told.name, "input": {}}
        call = Call(start, wraps=arguments.WHOLE if told.kind is ToolKind.CUSTOM else "")
        self._calls[told.position] = call
        self._line.append(call)

    def _extra(self, told: Extra) -> bytes:
        """Return a frame of this dialect that the hub has no word for, or keep what belongs to the last one."""
        kind = told.fields.get("type")
        if isinstance(kind, str):
            return write_event(kind, **{key: value for key, value in told.fields.items() if key != "type"})
        beside = told.fields.get("delta")
        self._delta |= beside if isinstance(beside, dict) else {}
        return b""

    def _end(self, told: Ended) -> bytes:
        del told
        finished = self._finished
        sequence = finished.stop_sequence if finished else None
        word = finish.encode(
            finished.finish_reason if finished else None,
            finished.native_finish_reason if finished else None,
            sequence=sequence,
            has_calls=bool(self._calls),
        )
        delta = merge({"stop_reason": word, "stop_sequence": sequence}, self._delta)
        counts = usage.encode_delta(self._usage or Usage())
        rest = self._opened() + self._line.flush(is_last=True)
        return (
            rest
            + write_event(frame.DELTA, delta=delta, usage=counts | costs.write(self._cost))
            + write_event(frame.END)
        )


def _thought(seal: Seal | None) -> Block:
    """Return a thought that ends with *seal*, or with a mark that it has none."""
    block = Block({"type": "thinking", "thinking": "", "signature": ""}, ends_with=_signature(None))
    if seal is not None:
        block.seal(_signature(seal))
    return block


def _signature(seal: Seal | None) -> dict[str, Any]:
    return {"type": "signature_delta", "signature": seals.wrap(seal, FAMILY)}
