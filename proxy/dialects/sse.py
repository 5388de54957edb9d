"""Server-Sent Events, cut out of a byte stream and written into one; knows nothing of what the events say.

Follows the WHATWG HTML Living Standard, sections 9.2.5 and 9.2.6 (read October 2026), with two differences that a relay
needs. Every event keeps its exact bytes, so that it can be passed on unchanged. A block that the standard would not
dispatch (comments, `id` or `retry` alone) still comes out, without data, so that a keep-alive is relayed when it
arrives. An event that the end of the stream cuts short is dropped, as the standard says.
"""

import re

from proxy.errors import MalformedStream
from proxy.values import value

MAX_EVENT_BYTES = 16 * 1024 * 1024
BYTE_ORDER_MARK = b"\xef\xbb\xbf"
LINE_ENDS = b"\r\n"

# Atomic groups: with plain ones, the CR and the LF of a single line end would match as two line ends.
BLANK_LINE = re.compile(rb"(?>\r\n|\n|\r)(?>\r\n|\n|\r)")
LONGEST_BLANK_LINE = 4


@value
class ServerSentEvent:
    """One block of the stream; `data` is `None` where it has no `data` line, so that nothing is dispatched."""

    data: bytes | None
    event: str
    raw: bytes
    """The block's own bytes: blank lines before it, comments, and the blank line that ends it included."""


class Parser:
    """Takes bytes in any chunks; every chunking gives the same events, and their `raw` joined is the input."""

    def __init__(self, *, max_event_bytes: int = MAX_EVENT_BYTES) -> None:
        self._held = bytearray()
        self._blank = b""
        self._is_fresh = True
        self._max = max_event_bytes

    def feed(self, data: bytes) -> list[ServerSentEvent]:
        """Return the events that *data* completes; `MalformedStream` where one is over the bound."""
        if self._held:
            data = self._joined(data)
        blocks, rest = split(data)
        self._held += rest
        self._bound(len(self._held))
        return [event for block in blocks if (event := self._event(block))]

    @property
    def is_empty(self) -> bool:
        """Say whether no part of an event is held back."""
        return not self._held and not self._blank

    def _joined(self, data: bytes) -> bytes:
        """Return what was held and *data* as one, or nothing while no event ends: a long event is not copied again."""
        seam = max(0, len(self._held) - LONGEST_BLANK_LINE + 1)
        self._held += data
        if BLANK_LINE.search(self._held, seam) is None:
            return b""
        whole = bytes(self._held)
        self._held.clear()
        return whole

    def _event(self, block: bytes) -> ServerSentEvent | None:
        """Return *block* as an event, or keep it for the next one where it has blank lines only."""
        text = block.removeprefix(BYTE_ORDER_MARK) if self._is_fresh else block
        self._is_fresh = False
        if text[0] in LINE_ENDS and not text.strip(LINE_ENDS):
            self._blank += block
            self._bound(len(self._blank))
            return None
        raw, self._blank = self._blank + block, b""
        self._bound(len(raw))
        event, data = read(text)
        return ServerSentEvent(data=data, event=event, raw=raw)

    def _bound(self, size: int) -> None:
        if size > self._max:
            raise MalformedStream(f"an event is longer than {self._max} bytes")


def split(data: bytes) -> tuple[list[bytes], bytes]:
    """Return the blocks of *data*, each with the blank line that ends it, and what is left after the last."""
    if b"\r" not in data:
        pieces = data.split(b"\n\n")
        rest = pieces.pop()
        return [piece + b"\n\n" for piece in pieces], rest
    ends = [match.end() for match in BLANK_LINE.finditer(data)]
    starts = [0, *ends]
    return [data[start:end] for start, end in zip(starts, ends, strict=False)], data[starts[-1] :]


def read(block: bytes) -> tuple[str, bytes | None]:
    """Return the event's name and its data, from the lines of a block."""
    content = block.rstrip(LINE_ENDS)
    if content.startswith(b"data: ") and b"\n" not in content and b"\r" not in content:
        return "", content[6:]
    name, data = b"", []
    for line in content.splitlines():
        field, _, value = line.partition(b":")
        if field == b"data":
            data.append(value.removeprefix(b" "))
        elif field == b"event":
            name = value.removeprefix(b" ")
    return name.decode(errors="replace"), b"\n".join(data) if data else None


def encode(data: bytes, *, event: str = "") -> bytes:
    """Return one event that says *data*, under the name *event*; names are the dialects' own and have no line ends."""
    head = f"event: {event}\n".encode() if event else b""
    if b"\n" not in data and b"\r" not in data:
        return head + b"data: " + data + b"\n\n"
    # `splitlines` drops a last line end; a sentinel keeps it.
    lines = (data + b".").splitlines()
    lines[-1] = lines[-1][:-1]
    return head + b"".join(b"data: " + line + b"\n" for line in lines) + b"\n"
