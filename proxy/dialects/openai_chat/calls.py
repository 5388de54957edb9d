"""The tool calls of one streamed choice, told apart although imitators number them differently.

OpenAI numbers each call and tells its id and name once. Some imitators repeat both in every piece, some leave the number
out, and Gemini gives every call the number 0: there, a new id is a new call. A call that has no id at all is given one.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from proxy.canonical.events import Event, ToolArgumentsDelta, ToolCallStarted
from proxy.canonical.seal import Seal
from proxy.canonical.tools import ToolKind
from proxy.dialects import callids
from proxy.dialects.members import pull_inner, pull_text

NO_SEALS: Mapping[str, Seal] = {}


class Calls:
    """The calls seen so far in one choice of *answer*; positions are counted from 0 in the order in which they begin."""

    def __init__(self, index: int, answer: str = "") -> None:
        self._index = index
        self._answer = answer
        self._ids: list[str] = []
        self._positions: dict[int, int] = {}

    def decode(self, pieces: list[Any], seals: Mapping[str, Seal] = NO_SEALS) -> Iterator[Event]:
        """Yield the events in the `tool_calls` of a delta, whose *seals* are named after the calls they belong to."""
        for piece in pieces:
            if isinstance(piece, dict):
                yield from self._piece(piece, seals)

    def _piece(self, piece: dict[str, Any], seals: Mapping[str, Seal]) -> Iterator[Event]:
        is_custom = isinstance(piece.get("custom"), dict)
        inner = pull_inner(dict(piece), "custom" if is_custom else "function")
        position = self._known(piece)
        if position is None:
            position = self._begin(piece)
            told = self._ids[position]
            yield ToolCallStarted(
                position=position,
                id=told or callids.invent(self._answer, position),
                name=pull_text(inner, "name"),
                kind=ToolKind.CUSTOM if is_custom else ToolKind.FUNCTION,
                seal=seals.get(told),
                index=self._index,
            )
        arguments = pull_text(inner, "input" if is_custom else "arguments")
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
