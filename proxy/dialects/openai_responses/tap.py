"""The relay of a stream between two parties that both speak Responses: bytes through, facts out.

Events are passed on byte for byte, but for a provider's error, in whose place the gateway says its own, and whatever
follows an error or the end.

Before the first content every event is read. After it, bytes that are plainly whole events and cannot end a stream or
hold an error are passed on unread: this is where nearly all bytes of nearly all streams go.
"""

from proxy.canonical.outline import Outline
from proxy.canonical.usage import Usage
from proxy.dialects import sse
from proxy.dialects.base import ProviderError
from proxy.dialects.openai_responses import event as events
from proxy.dialects.openai_responses import usage
from proxy.dialects.openai_responses.event import inner

# What an event that tells something has in it. Inside a text the quotes would be escaped, and a text that has one of
# the other words is merely read. `\u00` may spell a letter of such a word.
TELLING = (b"response.completed", b"response.incomplete", b"response.failed", b'"error"', b"event: error", b"\\u00")
NAME, DATA, TAIL, END = b"event: response.", b"\ndata: {", b"}\n\n", b"\n\n"
LINES = 3
"""Line ends of an event that is named and has one line of data."""


class Tap:
    """One stream on its way through; see `dialects.base.Relay`."""

    def __init__(self, outline: Outline) -> None:
        self.has_content = False
        self.is_complete = False
        self.usage: Usage | None = None
        self.failure: ProviderError | None = None
        self._dialect = outline.dialect
        self._parser = sse.Parser()

    def feed(self, data: bytes) -> bytes:
        """Take *data*; return what is ready for the client."""
        start = 0
        ready = b""
        while not self.has_content and start < len(data):
            end = data.find(END, start) + len(END)
            end = end if end >= len(END) else len(data)
            ready += self._read(data[start:end])
            start = end
        rest = data[start:] if start else data
        return ready + self._pass(rest) if rest else ready

    def close(self) -> bytes:
        """Say that no more bytes come; nothing is left to be sent."""
        return b""

    def _pass(self, data: bytes) -> bytes:
        """Return what is ready of *data*, which follows content: unread, if it can be."""
        if self._parser.is_empty and not self._is_over and is_plain(data):
            return data
        return self._read(data)

    def _read(self, data: bytes) -> bytes:
        """Read every event of *data*; return those that the client gets."""
        return b"".join(block.raw for block in self._parser.feed(data) if self._passes(block))

    @property
    def _is_over(self) -> bool:
        return self.is_complete or self.failure is not None

    def _passes(self, block: sse.ServerSentEvent) -> bool:
        """Learn what *block* says; return whether the client gets it."""
        if self._is_over:
            return False
        event = events.read(block)
        return event is None or self._learn(event)

    def _learn(self, event: events.Event) -> bool:
        """Learn what *event* says; return whether the client gets it."""
        self.failure = events.failure(event)
        if self.failure:
            return False
        self.has_content = self.has_content or events.has_content(event)
        if event["type"] in events.ENDS:
            self.is_complete = True
            self.usage = usage.decode(inner(event, "response"))
        return True


def is_plain(data: bytes) -> bool:
    """Say whether *data* is whole events as OpenAI writes them, none of which can tell a fact."""
    if not data.startswith(NAME) or not data.endswith(TAIL) or b"\r" in data:
        return False
    count = data.count(DATA)
    if data.count(b"\n") != LINES * count or data.count(END) != count or data.count(b"\n" + NAME) + 1 != count:
        return False
    return not any(mark in data for mark in TELLING)
