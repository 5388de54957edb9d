"""The relay of a stream between two parties that both speak this dialect: bytes through, facts out.

Events are passed on byte for byte, or as the members of a list to a client that did not ask for events. A provider's error
is not, in whose place the gateway says its own, and neither is what follows one.

Before the first content every event is read. After it, an event that cannot hold an error, a finish reason or sources is
passed on unread; since every event counts the usage so far, the last one is read at the end.
"""

from typing import Any

from proxy.canonical.outline import Outline
from proxy.canonical.usage import Usage
from proxy.dialects import sse
from proxy.dialects.base import ProviderError
from proxy.dialects.gemini import chunk, grounding, usage
from proxy.dialects.gemini.framing import Items
from proxy.dialects.gemini.outline import ArrayOutline
from proxy.errors import MalformedStream

# Inside a text the quotes would be escaped, so a text is not mistaken for such a member; if it were, its event would merely
# be read. `\u00` may spell a letter of a key.
TELLING = (b'"finishReason"', b'"error"', b'"promptFeedback"', b'"groundingMetadata"', rb"\u00")


class Tap:
    """One stream on its way through; see `dialects.base.Relay`."""

    def __init__(self, outline: Outline) -> None:
        self.has_content = False
        self.is_complete = False
        self.usage: Usage | None = None
        self.failure: ProviderError | None = None
        self._expected = outline.choices
        self._finished: set[int] = set()
        self._searches: dict[int, int] = {}
        self._unread = b""
        self._items = Items() if isinstance(outline, ArrayOutline) else None
        self._parser = sse.Parser()

    def feed(self, data: bytes) -> bytes:
        """Take *data*; return what is ready for the client."""
        return b"".join(self._pass(event) for event in self._parser.feed(data))

    def close(self) -> bytes:
        """Say that no more bytes come; learn the last count, and end the list where there is one."""
        if self._unread:
            try:
                self._count(chunk.read(self._unread))
            except MalformedStream:
                self._unread = b""
        return self._items.end() if self._items and self.is_complete else b""

    def _pass(self, event: sse.ServerSentEvent) -> bytes:
        """Learn what *event* says; return what the client gets of it."""
        data = b"" if self.failure else chunk.data_of(event)
        if self.has_content and is_plain(data):
            self._unread = data
        elif data:
            self._unread = b""
            self._learn(chunk.read(data))
        if self._is_kept_back(data):
            return b""
        return self._items.frame(data) if self._items else event.raw

    def _is_kept_back(self, data: bytes) -> bool:
        return self.failure is not None or (self._items is not None and not data)

    def _learn(self, answer: dict[str, Any]) -> None:
        self.failure = chunk.failure(answer)
        if self.failure:
            self.is_complete = False
            return
        for candidate in chunk.candidates(answer):
            index = chunk.index_of(candidate)
            self.has_content = self.has_content or chunk.has_content(candidate)
            self._searches[index] = max(self._searches.get(index, 0), grounding.searches(candidate))
            if candidate.get("finishReason"):
                self._finished.add(index)
        is_blocked = chunk.is_blocked(answer)
        self.has_content = self.has_content or is_blocked
        self.is_complete = self.is_complete or is_blocked or len(self._finished) >= self._expected
        self._count(answer)

    def _count(self, answer: dict[str, Any]) -> None:
        self.usage = usage.decode(answer.get("usageMetadata"), sum(self._searches.values())) or self.usage


def is_plain(data: bytes) -> bool:
    """Say whether *data* is an answer that can tell no fact but the usage so far."""
    return data.startswith(b"{") and data.endswith(b"}") and not any(mark in data for mark in TELLING)
