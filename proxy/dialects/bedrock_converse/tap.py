"""The relay of a stream between two parties that both speak ConverseStream: frames through, facts out.

Frames are passed on byte for byte, except a provider's error, in whose place the gateway says its own, and whatever
follows one.
"""

from collections.abc import Mapping
from typing import Any

from proxy.canonical.outline import Outline
from proxy.canonical.usage import Usage
from proxy.dialects.base import ProviderError
from proxy.dialects.bedrock_converse import frame, usage
from proxy.dialects.bedrock_converse.framing import Frame, Parser


class Tap:
    """One stream on its way through; see `dialects.base.Relay`.

    `messageStop` completes the answer; the metadata with the usage comes after it, so read on to the end.
    """

    def __init__(self, outline: Outline) -> None:
        del outline
        self.has_content = False
        self.is_complete = False
        self.usage: Usage | None = None
        self.failure: ProviderError | None = None
        self._parser = Parser()

    def feed(self, data: bytes) -> bytes:
        """Take *data*; return what is ready for the client."""
        return b"".join(each.raw for each in self._parser.feed(data) if self._passes(each))

    def close(self) -> bytes:
        """Say that no more bytes come; nothing is held back that a client could use."""
        self.is_complete = self.is_complete and self._parser.is_empty
        return b""

    def _passes(self, each: Frame) -> bool:
        """Learn what the frame says; return whether the client gets it."""
        if self.failure:
            return False
        self.failure = frame.failure(each)
        if self.failure:
            self.is_complete = False
            return False
        self._learn(*frame.read(each))
        return True

    def _learn(self, name: str, members: Mapping[str, Any]) -> None:
        self.has_content = self.has_content or frame.has_content(name, members)
        self.is_complete = self.is_complete or name == "messageStop"
        self.usage = usage.decode(members.get("usage")) or self.usage
