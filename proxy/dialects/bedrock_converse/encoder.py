"""Canonical events to a ConverseStream, one frame or a few an event.

Blocks are numbered and never nested, so a call's block is open until its arguments are whole, and what belongs to a later
block waits. What stands in the last frame, the metadata, is gathered until then.
"""

from collections.abc import Iterator
from typing import Any

from proxy.canonical.events import (
    Ended,
    Event,
    Extra,
    Failed,
    Finished,
    Started,
    UsageReported,
)
from proxy.canonical.usage import Usage
from proxy.dialects.bedrock_converse import errors, finish, frame, usage
from proxy.dialects.bedrock_converse.blocks import Blocks
from proxy.dialects.bedrock_converse.response import FIELDS, NO_METRICS, STOP_SEQUENCE

STOP, METADATA, DELTA = "messageStop", "metadata", "contentBlockDelta"


class Encoder:
    """One stream; Converse has one answer, so events of another choice than the first have no bytes."""

    def __init__(self) -> None:
        self._blocks = Blocks()
        self._usage: Usage | None = None
        self._beside: dict[str, dict[str, Any]] = {STOP: {}, METADATA: {}}

    def encode(self, event: Event) -> bytes:
        """Return the bytes of *event*; empty where they come later or never."""
        return b"".join(self._frames(event)) if getattr(event, "index", 0) in (0, None) else b""

    def _frames(self, event: Event) -> Iterator[bytes]:
        match event:
            case Started():
                members = event.extra.get("messageStart")
                yield frame.write(
                    "messageStart", {"role": "assistant", **(members if isinstance(members, dict) else {})}
                )
            case Finished():
                yield from self._blocks.end()
                yield frame.write(STOP, self._stop(event))
            case UsageReported():
                self._usage = event.usage
            case Extra():
                yield from self._extra(event)
            case Failed():
                name = errors.IN_STREAM[errors.WRITTEN[event.kind]]
                yield frame.write_exception(name, {"message": event.message})
            case Ended():
                yield from self._metadata()
            case _:
                yield from self._blocks.encode(event)

    def _stop(self, event: Finished) -> dict[str, Any]:
        """Return the members of the frame that ends the answer."""
        members = dict(self._beside[STOP])
        told = {} if event.stop_sequence is None else {STOP_SEQUENCE: event.stop_sequence}
        fields = {**told, **(members.pop(FIELDS, None) or {})}
        word = finish.encode(event.finish_reason, event.native_finish_reason, event.stop_sequence)
        return {"stopReason": word, **({FIELDS: fields} if fields else {}), **members}

    def _extra(self, event: Extra) -> Iterator[bytes]:
        """Yield what is said at once, and keep what belongs into a frame that comes later."""
        for name, members in event.fields.items():
            if not isinstance(members, dict):
                continue
            if name in self._beside:
                self._beside[name] |= members
            elif name == DELTA:
                yield from self._blocks.beside(members)
            else:
                yield frame.write(name, members)

    def _metadata(self) -> Iterator[bytes]:
        beside = self._beside[METADATA]
        if self._usage or beside:
            counted = usage.encode(self._usage or Usage())
            yield frame.write(METADATA, {"usage": counted, "metrics": NO_METRICS, **beside})
