"""Content as the numbered blocks of a stream that is written: one open at a time, and what must wait for it."""

from collections import deque
from collections.abc import Iterator, Mapping
from typing import Any, TypeAlias

from proxy.canonical.content import ImagePart, UnknownPart
from proxy.canonical.events import (
    Cited,
    PartAdded,
    ReasoningDelta,
    ReasoningSealed,
    RefusalDelta,
    TextDelta,
    ToolArgumentsDelta,
    ToolCallStarted,
)
from proxy.canonical.jsontext import dump
from proxy.canonical.seal import Seal
from proxy.dialects import dataurl, seals
from proxy.dialects.bedrock_converse import citations, frame, thoughts
from proxy.dialects.bedrock_converse.tools import fit_id
from proxy.dialects.jsonwatch import JsonWatch

Content: TypeAlias = (
    TextDelta
    | Cited
    | RefusalDelta
    | ReasoningDelta
    | ReasoningSealed
    | ToolCallStarted
    | ToolArgumentsDelta
    | PartAdded
)

TEXT, THOUGHT, CALL = "text", "thought", "call"


class Blocks:
    """The blocks of one answer."""

    def __init__(self) -> None:
        self._index = -1
        self._kind = ""
        self._position = -1
        self._watch = JsonWatch()
        self._waiting: deque[Content] = deque()

    def encode(self, event: Content) -> Iterator[bytes]:
        """Yield the frames of *event*, and of those that waited for it."""
        if self._must_wait(event):
            self._waiting.append(event)
            return
        yield from self._write(event)
        while self._waiting and not self._must_wait(self._waiting[0]):
            yield from self._write(self._waiting.popleft())

    def end(self) -> Iterator[bytes]:
        """Yield the frames of everything that waits, and the end of the last block."""
        while self._waiting:
            yield from self._close()
            for event in [self._waiting.popleft() for _ in range(len(self._waiting))]:
                yield from self.encode(event)
        yield from self._close()

    def beside(self, delta: Mapping[str, Any]) -> Iterator[bytes]:
        """Yield a delta of a kind that only its own dialect knows."""
        if not self._kind:
            self._open(TEXT)
        yield self._delta(delta)

    def _must_wait(self, event: Content) -> bool:
        """Say whether a call is open that is not whole, and *event* does not belong to it."""
        if self._kind != CALL or self._watch.is_whole:
            return False
        return not (isinstance(event, ToolArgumentsDelta) and event.position == self._position)

    def _write(self, event: Content) -> Iterator[bytes]:
        match event:
            case TextDelta() | RefusalDelta():
                yield from self._said(TEXT, {"text": event.text})
            case Cited():
                yield from self._said(TEXT, {"citation": citations.encode_one(event.citation)})
            case ReasoningDelta():
                yield from self._said(THOUGHT, {"reasoningContent": {"text": event.text}})
            case ReasoningSealed():
                yield from self._seal(event.seal)
            case ToolCallStarted():
                yield from self._call(event)
            case ToolArgumentsDelta():
                yield from self._arguments(event)
            case PartAdded():
                yield from self._whole(event)

    def _said(self, kind: str, delta: Mapping[str, Any]) -> Iterator[bytes]:
        """Yield *delta* in a block of *kind*, which begins without a frame of its own."""
        if self._kind != kind:
            yield from self._close()
            self._open(kind)
        yield self._delta(delta)

    def _seal(self, seal: Seal) -> Iterator[bytes]:
        has_text = self._kind == THOUGHT
        if thoughts.is_own_cipher(seal) or (thoughts.is_hidden(seal) and not has_text):
            yield from self._close()
            yield from self._said(THOUGHT, {"reasoningContent": {thoughts.BLOB: thoughts.to_blob(seal)}})
        else:
            signature = seals.wrap(seal, thoughts.FAMILY)
            yield from self._said(THOUGHT, {"reasoningContent": {"signature": signature}})
        yield from self._close()

    def _call(self, event: ToolCallStarted) -> Iterator[bytes]:
        yield from self._close()
        self._position, self._watch = event.position, JsonWatch()
        yield self._start(CALL, {"toolUse": {"toolUseId": fit_id(event.id), "name": event.name}})

    def _arguments(self, event: ToolArgumentsDelta) -> Iterator[bytes]:
        """Yield more arguments, unless they come after the end of their call."""
        if self._kind == CALL and event.position == self._position:
            self._watch.feed(event.arguments)
            yield self._delta({"toolUse": {"input": event.arguments}})

    def _whole(self, event: PartAdded) -> Iterator[bytes]:
        """Yield a block that comes whole: an image by its bytes, or what the provider did itself."""
        yield from self._close()
        match event.part:
            case ImagePart(url=url) if data := dataurl.split(url):
                yield self._start("image", {"image": {"format": data[0].partition("/")[2]}})
                yield self._delta({"image": {"source": {"bytes": data[1]}}})
            case UnknownPart(kind=kind, extra=extra) if isinstance(extra.get(kind), dict):
                yield from self._native(kind, dict(extra[kind]))
        yield from self._close()

    def _native(self, kind: str, members: dict[str, Any]) -> Iterator[bytes]:
        if kind == "toolUse":
            written = dump(members.pop("input", {})).decode()
            yield self._start(kind, {kind: members})
            yield self._delta({kind: {"input": written}})
        elif kind == "toolResult":
            content = members.pop("content", [])
            yield self._start(kind, {kind: members})
            yield self._delta({kind: content})

    def _start(self, kind: str, start: Mapping[str, Any]) -> bytes:
        self._open(kind)
        return frame.write("contentBlockStart", {"start": start, "contentBlockIndex": self._index})

    def _delta(self, delta: Mapping[str, Any]) -> bytes:
        return frame.write("contentBlockDelta", {"delta": delta, "contentBlockIndex": self._index})

    def _open(self, kind: str) -> None:
        self._index += 1
        self._kind = kind

    def _close(self) -> Iterator[bytes]:
        """Yield the end of the block that is open, if one is."""
        if self._kind:
            self._kind = ""
            yield frame.write("contentBlockStop", {"contentBlockIndex": self._index})
