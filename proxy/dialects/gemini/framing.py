"""How the pieces of a streamed answer are put in a row: as server-sent events, or as the members of one JSON list.

Google streams events where the query says `alt=sse`, as its SDKs do, and a list otherwise.
"""

from typing import Protocol

from proxy.dialects import sse


class Framing(Protocol):
    """Puts pieces in a row."""

    def frame(self, data: bytes) -> bytes:
        """Return the bytes of the next piece, which is *data*."""
        ...

    def end(self) -> bytes:
        """Return the bytes after the last piece."""
        ...


class Events:
    """Server-sent events, which end without a word."""

    def frame(self, data: bytes) -> bytes:
        """Return an event that says *data*."""
        return sse.encode(data)

    def end(self) -> bytes:
        """Return nothing."""
        return b""


class Items:
    """The members of a list."""

    SEPARATOR = b",\r\n"

    def __init__(self) -> None:
        self._is_open = False

    def frame(self, data: bytes) -> bytes:
        """Return *data* as the next member."""
        before = self.SEPARATOR if self._is_open else b"["
        self._is_open = True
        return before + data

    def end(self) -> bytes:
        """Close the list."""
        return b"]" if self._is_open else b"[]"
