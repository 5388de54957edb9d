"""The tool calls of one streamed choice, told apart although imitators number them differently.

OpenAI numbers each call and tells its id and name once. Some imitators repeat both in every piece, some leave the number
out, and Gemini gives every call the number 0: there, a new id is a new call.
"""

from collections.abc import Iterator
from typing import Any

from proxy.canonical.events import Event, ToolArgumentsDelta, ToolCallStarted
from proxy.dialects.members import pull_inner, pull_text


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
        function = pull_inner(dict(piece), "function")
        position = self._known(piece)
        if position is None:
            position = self._begin(piece)
            name = pull_text(function, "name")
            yield ToolCallStarted(position=position, id=self._ids[position], name=name, index=self._index)
        arguments = pull_text(function, "arguments")
        if arguments:
            yield ToolArgumentsDelta(position=position, arguments=arguments, index=self._index)

    def _known(self, piece: dict[str, Any]) -> int | None:
        """Return the position of the call that *piece* continues, if it does."""
        number, told = piece.get("index"), pull_text(dict(piece), "id")
        position = self._positions.get(number) if isinstance(number, int) else len(self._ids) - 1
        if position is None or position < 0:
            return None
        return position if told in ("", self._ids[position]) else None

    def _begin(self, piece: dict[str, Any]) -> int:
        position = len(self._ids)
        self._ids.append(pull_text(dict(piece), "id"))
        if isinstance(piece.get("index"), int):
            self._positions[piece["index"]] = position
        return position
