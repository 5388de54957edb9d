"""The blocks of a stream on their way out, in a line: one is open on the wire, and the others wait behind it.

INVARIANT: blocks never overlap, and their numbers follow each other. A block ends when another waits and it may end: text
and thoughts at any time, a call when its arguments are whole. Until then what comes for later blocks is kept.
"""

from collections import deque
from collections.abc import Iterator
from typing import Any

from proxy.canonical.jsontext import dump
from proxy.dialects import sse
from proxy.dialects.anthropic_messages import frame
from proxy.dialects.jsonwatch import JsonWatch

Members = dict[str, Any]


class Block:
    """One block: how it starts, the deltas that are not yet written, and those with which it ends."""

    def __init__(self, start: Members, *, ends_with: Members | None = None) -> None:
        self.start = start
        self.is_started = self.is_sealed = False
        self._waiting: list[Members] = []
        self._ends_with = ends_with

    @property
    def kind(self) -> str:
        """What the start calls it."""
        return str(self.start["type"])

    @property
    def may_start(self) -> bool:
        """Whether there is anything to show."""
        return True

    @property
    def may_end(self) -> bool:
        """Whether nothing more will come, for all that is known."""
        return True

    def add(self, delta: Members) -> None:
        """Take one more delta."""
        self._waiting.append(delta)

    def seal(self, delta: Members) -> None:
        """Let the block end with *delta*, and nothing come after it."""
        self.is_sealed = True
        self._ends_with = delta

    def take(self) -> list[Members]:
        """Return the deltas that were not yet taken."""
        taken, self._waiting = self._waiting, []
        return taken

    def last(self) -> list[Members]:
        """Return the deltas that the block ends with."""
        return [] if self._ends_with is None else [self._ends_with]


class Text(Block):
    """Text; what is nothing but space is never sent, since no client could send it back to Anthropic."""

    def __init__(self) -> None:
        super().__init__({"type": "text", "text": ""})
        self._has_words = False

    @property
    def may_start(self) -> bool:
        """Whether there was more than space."""
        return self._has_words

    def add(self, delta: Members) -> None:
        """Take one more delta; a citation is as good as words."""
        self._has_words = self._has_words or bool(delta.get("text", ".").strip())
        super().add(delta)


class Call(Block):
    """A call, with its arguments as JSON text, or with plain text that becomes its one argument."""

    def __init__(self, start: Members, *, wraps: str = "") -> None:
        super().__init__(start)
        self._watch = JsonWatch()
        self._wraps = wraps
        if wraps:
            self._put(f'{{"{wraps}":"')

    @property
    def may_end(self) -> bool:
        """Whether the arguments are whole; of plain text nobody can say."""
        return self._watch.is_whole

    def write(self, text: str) -> None:
        """Take more of the arguments."""
        if self._wraps:
            self._put(dump(text)[1:-1].decode())
        else:
            self._watch.feed(text)
            self._put(text)

    def _put(self, text: str) -> None:
        self.add({"type": "input_json_delta", "partial_json": text})

    def last(self) -> list[Members]:
        """Return what closes the one argument."""
        return [{"type": "input_json_delta", "partial_json": '"}'}] if self._wraps else []


class Line:
    """The blocks of one answer."""

    def __init__(self) -> None:
        self._blocks: deque[Block] = deque()
        self._index = 0

    @property
    def tail(self) -> Block | None:
        """The block that came last, if it has not ended."""
        return self._blocks[-1] if self._blocks else None

    def append(self, block: Block) -> Block:
        """Put *block* at the end of the line, and return it."""
        self._blocks.append(block)
        return block

    def has(self, block: Block) -> bool:
        """Say whether *block* has not ended."""
        return block in self._blocks

    def flush(self, *, is_last: bool = False) -> bytes:
        """Return the bytes of all that may be written now; of everything, where nothing more comes."""
        return b"".join(self._written(is_last=is_last))

    def _written(self, *, is_last: bool) -> Iterator[bytes]:
        while self._blocks:
            block = self._blocks[0]
            yield from self._shown(block)
            if not is_last and (len(self._blocks) == 1 or not block.may_end):
                return
            yield from self._ended(self._blocks.popleft())

    def _shown(self, block: Block) -> Iterator[bytes]:
        if not block.may_start:
            return
        if not block.is_started:
            block.is_started = True
            yield write_event(frame.BLOCK_START, index=self._index, content_block=block.start)
        for delta in block.take():
            yield write_event(frame.BLOCK_DELTA, index=self._index, delta=delta)

    def _ended(self, block: Block) -> Iterator[bytes]:
        if not block.is_started:
            return
        for delta in block.last():
            yield write_event(frame.BLOCK_DELTA, index=self._index, delta=delta)
        yield write_event(frame.BLOCK_END, index=self._index)
        self._index += 1


def write_event(kind: str, **members: Any) -> bytes:
    """Return the event *kind*, whose data names it again."""
    return sse.encode(dump({"type": kind, **members}), event=kind)
