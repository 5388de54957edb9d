"""The relay of an operation's stream: events through byte for byte, and the few facts that must be known of them.

OpenAI's operations name each event by its `type` and have no `[DONE]` (`openai` 3.57.0: `ImageGenStreamEvent`,
`TranscriptionStreamEvent`; the streaming guide of text to speech). Imitators end with `[DONE]`, which counts as an end.
"""

from collections.abc import Callable
from typing import Any

from proxy.canonical.jsontext import MalformedJson, parse
from proxy.canonical.usage import Usage
from proxy.dialects import sse
from proxy.dialects.base import ProviderError
from proxy.dialects.openai_chat import chunk, errors
from proxy.errors import MalformedStream
from proxy.values import value

MOST_EVENT_BYTES = 64 * 1024 * 1024
"""An image stands in one event, as base64."""


@value
class Kinds:
    """The events of one operation: those that bring `content`, and the one that `ends` it.

    `usage` reads what the last event counts.
    """

    content: frozenset[str]
    ends: str
    usage: Callable[[Any], Usage | None]


class EventTap:
    """One stream on its way through; see `dialects.base.Relay`. It is whole once *expected* pieces of work have ended."""

    def __init__(self, kinds: Kinds, expected: int = 1) -> None:
        self.has_content = False
        self.is_complete = False
        self.usage: Usage | None = None
        self.failure: ProviderError | None = None
        self._kinds = kinds
        self._left = expected
        self._is_done = False
        self._parser = sse.Parser(max_event_bytes=MOST_EVENT_BYTES)

    def feed(self, data: bytes) -> bytes:
        """Take *data*; return what is ready for the client."""
        return b"".join(event.raw for event in self._parser.feed(data) if self._passes(event))

    def close(self) -> bytes:
        """Say that no more bytes come."""
        return b""

    def _passes(self, event: sse.ServerSentEvent) -> bool:
        """Learn what *event* says; return whether the client gets it."""
        if self._is_done or self.failure is not None:
            return False
        data = chunk.data_of(event)
        if data == chunk.DONE:
            self._is_done = self.is_complete = True
            return True
        if data:
            self._learn(read_frame(data), event.event)
        return self.failure is None

    def _learn(self, frame: dict[str, Any], name: str) -> None:
        kind = frame.get("type") or name
        if kind == "error" or frame.get("error"):
            self.failure = errors.from_value(frame.get("error") or frame)
            self.is_complete = False
        elif kind == self._kinds.ends:
            self.has_content = True
            self.usage = self._kinds.usage(frame.get("usage")) or self.usage
            self._left -= 1
            self.is_complete = self._left <= 0
        elif kind in self._kinds.content:
            self.has_content = True


class ByteTap:
    """A stream of bytes that mean nothing to us. HTTP's own framing says where it ends, so an end is its proper end."""

    def __init__(self) -> None:
        self.has_content = False
        self.is_complete = False
        self.usage: Usage | None = None
        self.failure: ProviderError | None = None

    def feed(self, data: bytes) -> bytes:
        """Take *data*, and return it."""
        self.has_content = self.has_content or bool(data)
        return data

    def close(self) -> bytes:
        """Say that no more bytes come."""
        self.is_complete = self.has_content
        return b""


def read_frame(data: bytes) -> dict[str, Any]:
    """Return the object that an event's *data* says; `MalformedStream` where it is none."""
    try:
        frame = parse(data)
    except MalformedJson as error:
        raise MalformedStream(f"an event's data is not JSON: {error}") from None
    if not isinstance(frame, dict):
        raise MalformedStream("an event's data is not a JSON object")
    return frame
