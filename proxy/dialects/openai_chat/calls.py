"""The tool calls of one streamed choice, told apart although imitators number them differently.

OpenAI numbers each call and tells its id and name once. Some imitators repeat both in every piece, some leave the number
out, and Gemini gives every call the number 0: there, a new id is a new call.
"""

from collections.abc import Iterator
from typing import Any

from proxy.canonical.events import Event, ToolArgumentsDelta, ToolCallStarted


class Calls:
    """The calls seen so far; positions are counted from 0 in the order in which calls begin."""

    def __init__(self, index: int) -> None:
        self._index = index
        self._ids: list[str] = []
        self._positions: dict[int, int] = {}

    def decode(self, pieces: list[Any]) -> Iterator[Event]:
        """Yield the events in the `tool_calls` of a delta."""
        for piece in pieces:
            if isinstance(piece, dict):
                yield from self._piece(piece)

    def _piece(self, piece: dict[str, Any]) -> Iterator[Event]:
        function = piece.get("function")
        function = function if isinstance(function, dict) else {}
        position = self._known(piece)
        if position is None:
            position = self._begin(piece)
            name = function.get("name") or ""
            yield ToolCallStarted(position=position, id=self._ids[position], name=name, index=self._index)
        if function.get("arguments"):
            yield ToolArgumentsDelta(position=position, arguments=function["arguments"], index=self._index)

    def _known(self, piece: dict[str, Any]) -> int | None:
        """Return the position of the call that *piece* continues, if it does."""
        number, told = piece.get("index"), piece.get("id") or ""
        position = self._positions.get(number) if isinstance(number, int) else len(self._ids) - 1
        if position is None or position < 0:
            return None
        return position if told in {"", self._ids[position]} else None

    def _begin(self, piece: dict[str, Any]) -> int:
        position = len(self._ids)
        self._ids.append(str(piece.get("id") or ""))
        if isinstance(piece.get("index"), int):
            self._positions[piece["index"]] = position
        return position
