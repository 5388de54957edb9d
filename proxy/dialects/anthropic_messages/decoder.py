"""A Messages stream to canonical events.

Nothing is told before `message_start`. Anthropic ends with `message_delta`, which has the reason and the final counts, and
`message_stop`; where the reason came and every block ended, a missing `message_stop` is forgiven.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from proxy.canonical.events import Ended, Event, Extra, Failed, Finished, Started, UsageReported
from proxy.dialects import sse
from proxy.dialects.anthropic_messages import finish, frame, usage
from proxy.dialects.anthropic_messages.incoming import Block, Call, open_block
from proxy.dialects.members import pull_text
from proxy.errors import MalformedStream

Frame = Mapping[str, Any]

MESSAGE = frozenset({"id", "type", "role", "model", "content", "stop_reason", "stop_sequence", "usage"})
DELTA = frozenset({"stop_reason", "stop_sequence"})


class Decoder:
    """One stream; nothing follows a failure or the end."""

    def __init__(self) -> None:
        self._parser = sse.Parser()
        self._is_started = self._is_finished = self._is_over = False
        self._counts: dict[str, Any] = {}
        self._blocks: dict[int, Block] = {}
        self._calls = 0
        self._readers: dict[str, Callable[[Frame], Iterator[Event]]] = {
            frame.BLOCK_START: self._begin,
            frame.BLOCK_DELTA: self._add,
            frame.BLOCK_END: self._end,
            frame.DELTA: self._finish,
            frame.END: self._stop,
        }

    def feed(self, data: bytes) -> list[Event]:
        """Take *data*; return the events it completes."""
        return [event for block in self._parser.feed(data) for event in self._event(block)]

    def close(self) -> list[Event]:
        """Say that no more bytes come."""
        if self._is_over:
            return []
        if not self._is_finished or self._blocks:
            raise MalformedStream("the stream was cut before its end")
        self._is_over = True
        return [Ended()]

    def _event(self, block: sse.ServerSentEvent) -> Iterator[Event]:
        data = b"" if self._is_over else frame.data_of(block)
        if data:
            yield from self._frame(frame.read(data, block.event))

    def _frame(self, read: dict[str, Any]) -> Iterator[Event]:
        kind = read["type"]
        failure = frame.failure(read)
        if failure:
            self._is_over = True
            yield Failed(message=failure.message, kind=failure.kind, code=failure.code)
        elif kind == frame.START:
            yield from self._start(read)
        elif kind in self._readers:
            if not self._is_started:
                raise MalformedStream(f"a `{kind}` came before `{frame.START}`")
            yield from self._readers[kind](read)
        elif kind != "ping":
            yield Extra(fields=read)

    def _start(self, read: Frame) -> Iterator[Event]:
        message = dict(frame.inner(read, "message"))
        if self._is_started:
            raise MalformedStream(f"`{frame.START}` came twice")
        self._is_started = True
        beside = {key: value for key, value in message.items() if key not in MESSAGE and value is not None}
        yield Started(id=pull_text(message, "id"), model=pull_text(message, "model"), created=0, extra=beside)
        yield from self._count(message.get("usage"))

    def _count(self, told: Any) -> Iterator[Event]:
        self._counts = usage.joined(self._counts, told)
        counted = usage.decode(self._counts)
        if counted and told:
            yield UsageReported(usage=counted)

    def _begin(self, read: Frame) -> Iterator[Event]:
        index = frame.index_of(read)
        if index in self._blocks:
            raise MalformedStream(f"block {index} began twice")
        block = self._blocks[index] = open_block(frame.inner(read, "content_block"), self._calls)
        self._calls += isinstance(block, Call)
        yield from block.begin()

    def _add(self, read: Frame) -> Iterator[Event]:
        yield from self._open(read).add(frame.inner(read, "delta"))

    def _end(self, read: Frame) -> Iterator[Event]:
        yield from self._open(read).end()
        del self._blocks[frame.index_of(read)]

    def _open(self, read: Frame) -> Block:
        block = self._blocks.get(frame.index_of(read))
        if block is None:
            raise MalformedStream(f"a `{read['type']}` is about a block that is not open")
        return block

    def _finish(self, read: Frame) -> Iterator[Event]:
        delta = frame.inner(read, "delta")
        beside = {key: value for key, value in delta.items() if key not in DELTA and value is not None}
        if beside:
            yield Extra(fields={"delta": beside}, index=0)
        reason, native = finish.decode(delta.get("stop_reason"))
        if reason and not self._is_finished:
            self._is_finished = True
            sequence = delta.get("stop_sequence")
            told = sequence if isinstance(sequence, str) else None
            yield Finished(finish_reason=reason, native_finish_reason=native, stop_sequence=told)
        yield from self._count(read.get("usage"))

    def _stop(self, read: Frame) -> Iterator[Event]:
        del read
        if self._blocks:
            raise MalformedStream("the stream ended inside a block")
        self._is_over = True
        yield Ended()
