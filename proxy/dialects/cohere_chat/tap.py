"""The relay of a stream between two parties that both speak `v2/chat`: events through, facts out.

Events are passed on byte for byte, except a provider's failure, in whose place the gateway says its own, and whatever
follows it.
"""

from collections.abc import Mapping
from typing import Any

from proxy.canonical.outline import Outline
from proxy.canonical.usage import Usage
from proxy.dialects import sse
from proxy.dialects.base import ProviderError
from proxy.dialects.cohere_chat import event, usage


class Tap:
    """One stream on its way through; see `dialects.base.Relay`."""

    def __init__(self, outline: Outline) -> None:
        del outline
        self.has_content = False
        self.is_complete = False
        self.usage: Usage | None = None
        self.failure: ProviderError | None = None
        self._parser = sse.Parser()

    def feed(self, data: bytes) -> bytes:
        """Take *data*; return what is ready for the client."""
        return b"".join(each.raw for each in self._parser.feed(data) if self._passes(each))

    def close(self) -> bytes:
        """Say that no more bytes come; nothing is held back that a client could use."""
        return b""

    def _passes(self, each: sse.ServerSentEvent) -> bool:
        """Learn what an event says; return whether the client gets it."""
        if self.failure:
            return False
        data = event.data_of(each)
        if not data:
            return True
        kind, members = event.read(data, each.event)
        self.failure = event.failure(kind, members)
        if self.failure:
            self.is_complete = False
            return False
        self._learn(kind, members)
        return True

    def _learn(self, kind: str, members: Mapping[str, Any]) -> None:
        self.has_content = self.has_content or kind in event.CONTENT or kind == event.END
        self.is_complete = self.is_complete or kind == event.END
        delta = members.get("delta")
        if kind == event.END and isinstance(delta, dict):
            self.usage = usage.decode(delta.get("usage")) or self.usage
