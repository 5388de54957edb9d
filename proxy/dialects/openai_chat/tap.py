"""The relay of a stream between two parties that both speak Chat Completions: bytes through, facts out.

Events are passed on byte for byte. Three kinds are not: the usage chunk, where the client did not ask for one; a
provider's error, in whose place the gateway says its own; and whatever follows an error or `[DONE]`.

Before the first content every event is read. After it, bytes that are plainly whole events and cannot hold a usage, an
error or a finish reason are passed on unread: this is where nearly all bytes of nearly all streams go.
"""

from typing import Any

from proxy.canonical.outline import Outline
from proxy.canonical.usage import Usage
from proxy.dialects import sse
from proxy.dialects.base import ProviderError
from proxy.dialects.openai_chat import chunk, usage

# The members that tell something, and how they look where they tell nothing. Inside a text the quotes would be escaped, so
# a text is not mistaken for them; if it were, its event would merely be read. `\u00` may spell a letter of such a key.
TELLING = [(key, key + b":null", key + b": null") for key in (b'"usage"', b'"error"', b'"finish_reason"')]
ESCAPE = rb"\u00"
HEAD, TAIL, SEAM, END = b"data: {", b"}\n\n", b"}\n\ndata: {", b"\n\n"
LAST = 3
"""Events at a stream's end that tell something and come together: finish reason, usage, and what stands before `[DONE]`."""


class Tap:
    """One stream on its way through; see `dialects.base.Relay`.

    `is_complete` is a question for the end of the stream. `[DONE]` answers it, and so does a finish reason of every
    choice, since some servers leave `[DONE]` out; but usage comes after the finish reason, so read on to the end.
    """

    def __init__(self, outline: Outline) -> None:
        self.has_content = False
        self.is_complete = False
        self.usage: Usage | None = None
        self.failure: ProviderError | None = None
        self._hides_usage = not outline.include_usage
        self._expected = outline.choices
        self._finished: set[int] = set()
        self._is_done = False
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
        """Say that no more bytes come; there is nothing to add to what the provider sent."""
        return b""

    def _pass(self, data: bytes) -> bytes:
        """Return what is ready of *data*, which follows content: as much of it as can be, unread."""
        if not self._parser.is_empty or self._is_over:
            return self._read(data)
        plain, rest = cut_plain(data)
        return plain + self._read(rest) if rest else plain

    def _read(self, data: bytes) -> bytes:
        """Read every event of *data*; return those that the client gets."""
        return b"".join(event.raw for event in self._parser.feed(data) if self._passes(event))

    @property
    def _is_over(self) -> bool:
        return self._is_done or self.failure is not None

    def _passes(self, event: sse.ServerSentEvent) -> bool:
        """Learn what *event* says; return whether the client gets it."""
        if self._is_over:
            return False
        data = chunk.data_of(event)
        if data == chunk.DONE:
            self._is_done = self.is_complete = True
            return True
        return not data or self._learn(chunk.read(data, event.event))

    def _learn(self, frame: dict[str, Any]) -> bool:
        """Learn what the chunk *frame* says; return whether the client gets it."""
        self.failure = chunk.failure(frame)
        self.usage = usage.decode(frame.get("usage")) or self.usage
        if self.failure:
            self.is_complete = False
            return False
        choices = chunk.choices(frame)
        for choice in choices:
            self.has_content = self.has_content or chunk.has_content(choice)
            if choice.get("finish_reason"):
                self.has_content = True
                self._finished.add(chunk.index_of(choice))
                self.is_complete = len(self._finished) >= self._expected
        is_usage_only = bool(frame.get("usage")) and not choices
        return not (is_usage_only and self._hides_usage)


def cut_plain(data: bytes) -> tuple[bytes, bytes]:
    """Return the beginning of *data* that is plain, and the rest; a stream's last events tell, those before do not."""
    if is_plain(data):
        return data, b""
    at = len(data)
    for _ in range(LAST):
        at = data.rfind(SEAM, 0, at)
        if at < 0:
            return b"", data
    head = data[: at + len(TAIL)]
    return (head, data[len(head) :]) if is_plain(head) else (b"", data)


def is_plain(data: bytes) -> bool:
    """Say whether *data* is whole one-line events, each with choices, none of which can tell a fact."""
    if not data.startswith(HEAD) or not data.endswith(TAIL) or b"\r" in data or ESCAPE in data:
        return False
    events = data.count(SEAM) + 1
    if data.count(b"\n") != 2 * events or data.count(b'"choices"') != events:
        return False
    for key, null, spaced in TELLING:
        if key in data and data.count(key) != data.count(null) + data.count(spaced):
            return False
    return True
