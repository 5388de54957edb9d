"""Content blocks of a stream while they are open: what their deltas say, and what is known only when they end.

A text or a thought needs no start (Bedrock sends none); a call has its id and name there. What comes whole in the hub (an
image, a call that the provider ran itself and its result) is collected until its block ends.
"""

from base64 import b64decode, b64encode
from binascii import Error
from collections.abc import Iterator, Mapping
from typing import Any, Protocol

from proxy.canonical.content import ImagePart, UnknownPart
from proxy.canonical.events import (
    Cited,
    Event,
    Extra,
    PartAdded,
    ReasoningDelta,
    ReasoningSealed,
    TextDelta,
    ToolArgumentsDelta,
)
from proxy.canonical.jsontext import MalformedJson, parse
from proxy.dialects import dataurl, seals
from proxy.dialects.bedrock_converse import citations, thoughts
from proxy.errors import MalformedStream

LONGEST_HELD = 32 * 1024 * 1024
"""How many characters a block may have that is collected."""


class Block(Protocol):
    """A block that is open."""

    def delta(self, delta: Mapping[str, Any]) -> Iterator[Event]:
        """Yield what *delta* adds."""
        ...

    def stop(self) -> Iterator[Event]:
        """Yield what the end of the block completes."""
        ...


class Said:
    """A text or a thought; a block is only one of them, but nothing says so beforehand."""

    def __init__(self) -> None:
        self._signature = ""
        self._blob = b""

    def delta(self, delta: Mapping[str, Any]) -> Iterator[Event]:
        """Yield what *delta* adds."""
        for name, value in delta.items():
            match name, value:
                case "text", str():
                    yield from [TextDelta(text=value)] if value else []
                case "reasoningContent", dict():
                    yield from self._thought(value)
                case "citation", dict():
                    yield Cited(citation=citations.decode_one(value))
                case _:
                    yield Extra(fields={"contentBlockDelta": {name: value}})

    def _thought(self, value: Mapping[str, Any]) -> Iterator[Event]:
        text, signature, blob = (value.get(name) for name in ("text", "signature", thoughts.BLOB))
        if isinstance(text, str) and text:
            yield ReasoningDelta(text=text)
        self._signature += signature if isinstance(signature, str) else ""
        self._blob += octets(blob) if isinstance(blob, str) else b""
        bound(len(self._signature) + len(self._blob))

    def stop(self) -> Iterator[Event]:
        """Yield the seal of the thought."""
        seal = seals.unwrap(self._signature, thoughts.FAMILY) if self._signature else None
        if seal:
            yield ReasoningSealed(seal=seal)
        hidden = thoughts.from_blob(b64encode(self._blob).decode()) if self._blob else None
        if hidden:
            yield ReasoningSealed(seal=hidden)


class Call:
    """A call of the client's tool."""

    def __init__(self, position: int) -> None:
        self._position = position
        self._is_silent = True

    def delta(self, delta: Mapping[str, Any]) -> Iterator[Event]:
        """Yield more of the arguments."""
        arguments = input_of(delta)
        if arguments:
            self._is_silent = False
            yield ToolArgumentsDelta(position=self._position, arguments=arguments)

    def stop(self) -> Iterator[Event]:
        """Yield the arguments of a call that has none: an empty object, as in a whole answer."""
        if self._is_silent:
            yield ToolArgumentsDelta(position=self._position, arguments="{}")


class Image:
    """An image, in pieces of its bytes."""

    def __init__(self, start: Mapping[str, Any]) -> None:
        self._format = start.get("format")
        self._data = b""
        self._rest: dict[str, Any] = {}

    def delta(self, delta: Mapping[str, Any]) -> Iterator[Event]:
        """Collect bytes; nothing is whole yet."""
        image = delta.get("image")
        members = dict(image) if isinstance(image, dict) else {}
        source = members.pop("source", None)
        data = source.get("bytes") if isinstance(source, dict) else None
        self._data += octets(data) if isinstance(data, str) else b""
        self._rest |= members
        bound(len(self._data))
        yield from ()

    def stop(self) -> Iterator[Event]:
        """Yield the image, or what stands in its place."""
        if self._data and not self._rest:
            url = dataurl.join(f"image/{self._format}", b64encode(self._data).decode())
            yield PartAdded(part=ImagePart(url=url))
        else:
            yield PartAdded(part=UnknownPart(kind="image", extra={"image": {"format": self._format, **self._rest}}))


class Native:
    """A call that the provider ran itself, or its result."""

    def __init__(self, kind: str, start: Mapping[str, Any]) -> None:
        self._kind = kind
        self._start = dict(start)
        self._input = ""
        self._content: list[Any] = []

    def delta(self, delta: Mapping[str, Any]) -> Iterator[Event]:
        """Collect; nothing is whole yet."""
        result = delta.get("toolResult")
        self._input += input_of(delta)
        self._content += result if isinstance(result, list) else []
        bound(len(self._input) + len(self._content))
        yield from ()

    def stop(self) -> Iterator[Event]:
        """Yield the block as a whole answer has it."""
        held = {"content": self._content} if self._kind == "toolResult" else {"input": json_of(self._input)}
        yield PartAdded(part=UnknownPart(kind=self._kind, extra={self._kind: {**self._start, **held}}))


def begin(start: Mapping[str, Any]) -> Block:
    """Return the block, other than a call of the client's tool, that *start* begins."""
    kind = next(iter(start), "")
    inner = start.get(kind)
    if not isinstance(inner, dict):
        return Said()
    return Image(inner) if kind == "image" else Native(kind, inner)


def input_of(delta: Mapping[str, Any]) -> str:
    """Return the text of a call's arguments in *delta*."""
    use = delta.get("toolUse")
    text = use.get("input") if isinstance(use, dict) else None
    return text if isinstance(text, str) else ""


def json_of(text: str) -> Any:
    """Return what *text* says, or itself where it is not JSON."""
    try:
        return parse(text) if text else {}
    except MalformedJson:
        return text


def octets(data: str) -> bytes:
    """Return the bytes of a blob."""
    try:
        return b64decode(data, validate=True)
    except (Error, ValueError):
        raise MalformedStream("a blob in the stream is not base64") from None


def bound(size: int) -> None:
    """Raise `MalformedStream` where a block that is collected grows over the bound."""
    if size > LONGEST_HELD:
        raise MalformedStream(f"a content block is longer than {LONGEST_HELD} bytes")
