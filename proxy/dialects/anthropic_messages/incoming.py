"""The blocks of a stream as they come in, each kind with its own deltas, to canonical events.

A block of a kind without a word in the hub (server tools and their results) is gathered and told as one part when it ends.
"""

from collections.abc import Iterator
from typing import Any

from proxy.canonical.content import UnknownPart
from proxy.canonical.events import (
    Cited,
    Event,
    PartAdded,
    ReasoningDelta,
    ReasoningSealed,
    TextDelta,
    ToolArgumentsDelta,
    ToolCallStarted,
)
from proxy.canonical.jsontext import MalformedJson, parse
from proxy.canonical.seal import Seal, SealKind
from proxy.dialects.anthropic_messages import arguments, citations
from proxy.dialects.anthropic_messages.names import FAMILY
from proxy.errors import MalformedStream

Members = dict[str, Any]

MOST_GATHERED = 16 * 1024 * 1024
"""Characters of one block that are kept at most."""


class Block:
    """One block; what a subclass does not know of says nothing."""

    def __init__(self, start: Members, position: int) -> None:
        self._start = start
        self._position = position

    def begin(self) -> Iterator[Event]:
        """Yield what the start of the block says."""
        yield from ()

    def add(self, delta: Members) -> Iterator[Event]:  # noqa: ARG002 - what is not known says nothing
        """Yield what *delta* says."""
        yield from ()

    def end(self) -> Iterator[Event]:
        """Yield what the end of the block says."""
        yield from ()


class Text(Block):
    """Text, and what it rests on."""

    def begin(self) -> Iterator[Event]:
        """Yield text that imitators put into the start."""
        yield from self.add(self._start)
        for each in self._start.get("citations") or ():
            yield from _cited(each)

    def add(self, delta: Members) -> Iterator[Event]:
        """Yield more text, or a citation."""
        if text := _text(delta, "text"):
            yield TextDelta(text=text)
        yield from _cited(delta.get("citation"))


class Thinking(Block):
    """A thought, and at its end the signature over it."""

    def __init__(self, start: Members, position: int) -> None:
        super().__init__(start, position)
        self._signature = _text(start, "signature")

    def begin(self) -> Iterator[Event]:
        """Yield a thought that imitators put into the start."""
        yield from self.add(self._start)

    def add(self, delta: Members) -> Iterator[Event]:
        """Yield more of the thought, or keep its signature; a later one replaces it."""
        if text := _text(delta, "thinking"):
            yield ReasoningDelta(text=text)
        self._signature = _text(delta, "signature") or self._signature

    def end(self) -> Iterator[Event]:
        """Yield the seal; a thought without one is the word of an imitator alone."""
        if self._signature:
            yield ReasoningSealed(seal=Seal(family=FAMILY, data=self._signature))


class Redacted(Block):
    """A thought in cipher, which comes whole."""

    def begin(self) -> Iterator[Event]:
        """Yield the hidden thought."""
        if data := _text(self._start, "data"):
            yield ReasoningSealed(seal=Seal(family=FAMILY, data=data, kind=SealKind.ENCRYPTED))

    def add(self, delta: Members) -> Iterator[Event]:
        """There is nothing to add."""
        del delta
        yield from ()


class Call(Block):
    """A call of a client's tool. Anthropic starts it with an empty input; imitators may give all of it there."""

    def __init__(self, start: Members, position: int) -> None:
        super().__init__(start, position)
        self._has_arguments = False

    def begin(self) -> Iterator[Event]:
        """Yield the start of the call."""
        told, name = _text(self._start, "id"), _text(self._start, "name")
        yield ToolCallStarted(position=self._position, id=told, name=name)

    def add(self, delta: Members) -> Iterator[Event]:
        """Yield more of the arguments."""
        if text := _text(delta, "partial_json"):
            self._has_arguments = True
            yield ToolArgumentsDelta(position=self._position, arguments=text)

    def end(self) -> Iterator[Event]:
        """Yield the arguments that came with the start, or none, where there were no deltas."""
        if not self._has_arguments:
            given = self._start.get("input")
            text = _dumped(given if isinstance(given, dict) else {})
            yield ToolArgumentsDelta(position=self._position, arguments=text)


class Whole(Block):
    """A block of any other kind: texts grow, an input is put together from its pieces, all else is replaced."""

    def __init__(self, start: Members, position: int) -> None:
        super().__init__(start, position)
        self._members = {key: value for key, value in start.items() if key != "type"}
        self._input: list[str] = []
        self._size = 0

    def add(self, delta: Members) -> Iterator[Event]:
        """Gather *delta*."""
        for key, value in delta.items():
            if isinstance(value, str) and key != "type":
                self._size += len(value)
        if self._size > MOST_GATHERED:
            raise MalformedStream(f"a block is longer than {MOST_GATHERED} characters")
        if delta.get("type") == "input_json_delta":
            self._input.append(_text(delta, "partial_json"))
            return
        for key in delta.keys() - {"type"}:
            self._members[key] = _grown(self._members.get(key), delta[key])
        yield from ()

    def end(self) -> Iterator[Event]:
        """Yield the part."""
        if text := "".join(self._input):
            try:
                self._members["input"] = parse(text)
            except MalformedJson as error:
                raise MalformedStream(f"a block's input is not JSON: {error}") from None
        yield PartAdded(part=UnknownPart(kind=_text(self._start, "type"), extra=self._members))


KINDS: dict[str, type[Block]] = {"text": Text, "thinking": Thinking, "redacted_thinking": Redacted, "tool_use": Call}


def open_block(start: Members, position: int) -> Block:
    """Return the block that begins with *start*; if it is a call, it is number *position*."""
    return KINDS.get(_text(start, "type"), Whole)(start, position)


def _text(members: Members, key: str) -> str:
    value = members.get(key)
    return value if isinstance(value, str) else ""


def _cited(value: Any) -> Iterator[Event]:
    if isinstance(value, dict):
        yield Cited(citation=citations.decode(value))


def _grown(old: Any, new: Any) -> Any:
    return old + new if isinstance(old, str) and isinstance(new, str) else new


def _dumped(value: Members) -> str:
    try:
        return arguments.to_text(value)
    except MalformedJson as error:
        raise MalformedStream(f"a call's input cannot be read: {error}") from None
