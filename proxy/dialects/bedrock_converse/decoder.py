"""A ConverseStream to canonical events.

`messageStop` ends the answer and `metadata` the stream. A connection that closes between the two has lost the usage and
nothing else, and is forgiven.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from proxy.canonical.events import (
    Ended,
    Event,
    Extra,
    Failed,
    Finished,
    Started,
    ToolCallStarted,
    UsageReported,
)
from proxy.canonical.response import FinishReason
from proxy.dialects.bedrock_converse import finish, frame, streamed, usage
from proxy.dialects.bedrock_converse.framing import Frame, Parser
from proxy.dialects.bedrock_converse.response import pull_stop_sequence
from proxy.dialects.bedrock_converse.streamed import Block
from proxy.errors import MalformedStream

MOST_BLOCKS = 4_096
"""How many blocks may be open at once; one is usual."""


class Decoder:
    """One stream; nothing follows a failure or the end."""

    def __init__(self) -> None:
        self._parser = Parser()
        self._is_started = False
        self._is_finished = False
        self._is_over = False
        self._calls = 0
        self._blocks: dict[int, Block] = {}
        self._readers: Mapping[str, Callable[[dict[str, Any]], Iterator[Event]]] = {
            "messageStart": self._message_start,
            "contentBlockStart": self._block_start,
            "contentBlockDelta": self._block_delta,
            "contentBlockStop": self._block_stop,
            "messageStop": self._message_stop,
            "metadata": self._metadata,
        }

    def feed(self, data: bytes) -> list[Event]:
        """Take *data*; return the events it completes."""
        return [event for each in self._parser.feed(data) for event in self._frame(each)]

    def close(self) -> list[Event]:
        """Say that no more bytes come."""
        if self._is_over:
            return []
        if not self._is_finished or not self._parser.is_empty:
            raise MalformedStream("the stream was cut before its end")
        self._is_over = True
        return [Ended()]

    def _frame(self, each: Frame) -> Iterator[Event]:
        if self._is_over:
            return
        failure = frame.failure(each)
        if failure:
            self._is_over = True
            yield Failed(message=failure.message, kind=failure.kind, code=failure.code)
            return
        name, members = frame.read(each)
        if not self._is_started and name != "messageStart":
            yield from self._message_start({})
        reader = self._readers.get(name)
        yield from reader(members) if reader else [Extra(fields={name: members})]

    def _message_start(self, members: dict[str, Any]) -> Iterator[Event]:
        members.pop("role", None)
        if not self._is_started:
            self._is_started = True
            yield Started(id="", model="", created=0, extra={"messageStart": members} if members else {})

    def _block_start(self, members: dict[str, Any]) -> Iterator[Event]:
        start, index = members.get("start"), frame.index_of(members)
        if not isinstance(start, dict):
            raise MalformedStream("a content block starts with no object `start`")
        yield from self._close(index)
        use = start.get("toolUse")
        if not isinstance(use, dict) or "type" in use:
            self._open(index, streamed.begin(start))
            return
        told, name = use.get("toolUseId"), use.get("name")
        if not isinstance(told, str) or not isinstance(name, str):
            raise MalformedStream("a call starts without `toolUseId` or `name`")
        self._open(index, streamed.Call(self._calls))
        yield ToolCallStarted(position=self._calls, id=told, name=name)
        self._calls += 1

    def _block_delta(self, members: dict[str, Any]) -> Iterator[Event]:
        delta, index = members.get("delta"), frame.index_of(members)
        if not isinstance(delta, dict):
            raise MalformedStream("a content block's delta has no object `delta`")
        if index not in self._blocks:
            self._open(index, streamed.Said())
        yield from self._blocks[index].delta(delta)

    def _block_stop(self, members: dict[str, Any]) -> Iterator[Event]:
        yield from self._close(frame.index_of(members))

    def _open(self, index: int, block: Block) -> None:
        if len(self._blocks) >= MOST_BLOCKS:
            raise MalformedStream(f"more than {MOST_BLOCKS} content blocks are open")
        self._blocks[index] = block

    def _close(self, index: int) -> Iterator[Event]:
        block = self._blocks.pop(index, None)
        if block:
            yield from block.stop()

    def _message_stop(self, members: dict[str, Any]) -> Iterator[Event]:
        for index in list(self._blocks):
            yield from self._close(index)
        reason, native = finish.decode(members.pop("stopReason", None))
        told = pull_stop_sequence(members)
        if members:
            yield Extra(fields={"messageStop": members})
        if not self._is_finished:
            self._is_finished = True
            yield Finished(finish_reason=reason or FinishReason.OTHER, native_finish_reason=native, stop_sequence=told)

    def _metadata(self, members: dict[str, Any]) -> Iterator[Event]:
        counted = usage.decode(members.pop("usage", None))
        if members.get("metrics") == {"latencyMs": 0}:
            del members["metrics"]
        if members:
            yield Extra(fields={"metadata": members})
        if counted:
            yield UsageReported(usage=counted)
        if self._is_finished:
            self._is_over = True
            yield Ended()
