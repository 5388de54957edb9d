"""The relay of a stream between two parties that both speak Messages: bytes through, facts out.

Events are passed on byte for byte, but for a provider's error, in whose place the gateway says its own, and whatever follows
an error or `message_stop`.

Before the first content every event is read. After it, bytes that are plainly whole events of blocks are passed on unread:
counts, reason, error and end come in events of other names.
"""

from typing import Any

from proxy.canonical.outline import Outline
from proxy.canonical.usage import Usage
from proxy.dialects import sse
from proxy.dialects.anthropic_messages import frame, usage
from proxy.dialects.base import ProviderError

HEAD, END = b"event: content_block_", b"\n\n"
SEAM = END + HEAD
DATA, KIND = b"\ndata: {", b'"type":"content_block_'
TELLING = (b"message_", b'"error"', b"\\u00", b"\r")
"""What an event may hold that tells a fact; inside a text it only makes the event be read. `\\u00` may spell a letter."""

LINES = 3
"""Line ends of an event: after its name, after its data, and the blank line."""


class Tap:
    """One stream on its way through; see `dialects.base.Relay`.

    `message_stop` is the end; the reason to stop is as good, since nothing but it follows.
    """

    def __init__(self, outline: Outline | None = None) -> None:
        del outline  # usage is told to every client of Messages
        self.has_content = False
        self.is_complete = False
        self.usage: Usage | None = None
        self.failure: ProviderError | None = None
        self._counts: dict[str, Any] = {}
        self._is_done = False
        self._parser = sse.Parser()

    def feed(self, data: bytes) -> bytes:
        """Take *data*; return what is ready for the client."""
        if self.has_content and self._parser.is_empty and not self._is_over and is_plain(data):
            return data
        return b"".join(event.raw for event in self._parser.feed(data) if self._passes(event))

    def close(self) -> bytes:
        """Say that no more bytes come; half an event is dropped."""
        return b""

    @property
    def _is_over(self) -> bool:
        return self._is_done or self.failure is not None

    def _passes(self, event: sse.ServerSentEvent) -> bool:
        """Learn what *event* says; return whether the client gets it."""
        if self._is_over:
            return False
        data = frame.data_of(event)
        if data:
            self._learn(frame.read(data, event.event))
        return self.failure is None

    def _learn(self, read: dict[str, Any]) -> None:
        kind = read["type"]
        self.failure = frame.failure(read)
        if kind == frame.START:
            self._count(frame.inner(read, "message").get("usage"))
        elif kind == frame.DELTA:
            self._count(read.get("usage"))
            self.is_complete = self.is_complete or frame.stop_reason(read) is not None
        elif kind == frame.END:
            self._is_done = self.is_complete = True
        if self.failure is not None:
            self.is_complete = False
        else:
            self.has_content = self.has_content or frame.has_content(read)

    def _count(self, told: Any) -> None:
        self._counts = usage.joined(self._counts, told)
        self.usage = usage.decode(self._counts) or self.usage


def is_plain(data: bytes) -> bool:
    """Say whether *data* is whole events of blocks, none of which can tell a fact."""
    if not data.startswith(HEAD) or not data.endswith(END) or any(mark in data for mark in TELLING):
        return False
    events = data.count(SEAM) + 1
    return data.count(b"\n") == LINES * events == LINES * data.count(DATA) and data.count(KIND) >= events
