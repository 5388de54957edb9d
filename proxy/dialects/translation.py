"""An answer on its way from one dialect to another: whole, or event by event.

Knows the two dialects by their interfaces alone. What only the provider's dialect could read is left out on the way.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Any, TypeVar

from proxy.canonical.content import UnknownPart
from proxy.canonical.events import (
    Cited,
    Ended,
    Event,
    Extra,
    Failed,
    Finished,
    PartAdded,
    ReasoningDelta,
    ReasoningSealed,
    RefusalDelta,
    Started,
    TextDelta,
    ToolArgumentsDelta,
    ToolCallStarted,
    UsageReported,
)
from proxy.canonical.response import CanonicalResponse
from proxy.canonical.usage import Cost, Usage
from proxy.dialects.base import ProviderError, StreamDecoder, StreamEncoder
from proxy.errors import MalformedStream
from proxy.values import value

S = TypeVar("S", CanonicalResponse, Started)

Pricer = Callable[[Usage], Cost | None]
Change = Callable[[Event], list[Event]]

CONTENT = (
    TextDelta, RefusalDelta, ReasoningDelta, ReasoningSealed, ToolCallStarted, ToolArgumentsDelta, PartAdded, Finished,
)  # fmt: skip
"""Events that a client would miss; an empty text is none."""


@value
class Notes:
    """What a client that asks for OpenRouter's extensions is told of its call beside the answer.

    `call` names it for `GET /generation`, `provider` is who answered, and `price` gives a usage's cost, where it has one.
    """

    call: str
    provider: str
    price: Pricer


@value
class Stamp:
    """What a call is known by: its id, when it came (seconds since the epoch), and the model that was asked for.

    An answer is told these where its provider does not say (Converse names neither answer nor model, and only OpenAI tells
    the time): clients tell answers apart by their ids.
    """

    id: str
    created: int
    model: str

    def on(self, answer: S) -> S:
        """Return *answer*, or the start of a streamed one, with what it lacks."""
        if answer.id and answer.model and answer.created:
            return answer
        return replace(
            answer, id=answer.id or self.id, model=answer.model or self.model, created=answer.created or self.created
        )


class Translation:
    """A stream between two dialects; see `dialects.base.Relay`."""

    def __init__(
        self, decoder: StreamDecoder, encoder: StreamEncoder, change: Change, notes: Notes | None = None
    ) -> None:
        self.has_content = False
        self.is_complete = False
        self.usage: Usage | None = None
        self.finish_reason: str | None = None
        self.failure: ProviderError | None = None
        self._decoder = decoder
        self._encoder = encoder
        self._change = change
        self._notes = notes

    def feed(self, data: bytes) -> bytes:
        """Take *data*; return what is ready for the client."""
        return b"".join(map(self._pass, self._decoder.feed(data)))

    def close(self) -> bytes:
        """Say that no more bytes come; return what the client must still be sent."""
        try:
            return b"".join(map(self._pass, self._decoder.close()))
        except MalformedStream:
            return b""

    def _pass(self, event: Event) -> bytes:
        """Learn what *event* says, and return what the client gets of it; of a failure, the gateway says its own."""
        if self.failure is not None:
            return b""
        if isinstance(event, Failed):
            self.failure = ProviderError(message=event.message, code=event.code, kind=event.kind)
            return b""
        self._learn(event)
        return b"".join([self._encoder.encode(self._noted(changed)) for changed in self._change(event)])

    def _learn(self, event: Event) -> None:
        if isinstance(event, CONTENT):
            self.has_content = self.has_content or getattr(event, "text", True) != ""
        if isinstance(event, Finished):
            self.finish_reason = self.finish_reason or event.finish_reason.value
        elif isinstance(event, UsageReported):
            self.usage = event.usage
        elif isinstance(event, Ended):
            self.is_complete = True

    def _noted(self, event: Event) -> Event:
        """Return *event* with what the client is told beside."""
        if self._notes is None:
            return event
        if isinstance(event, Started):
            return replace(event, id=self._notes.call, extra={**event.extra, **beside(self._notes)})
        return replace(event, cost=self._notes.price(event.usage)) if isinstance(event, UsageReported) else event


def beside(notes: Notes) -> dict[str, Any]:
    """Return what stands beside an answer under names of OpenRouter's own."""
    return {"provider": notes.provider}


def plain_event(event: Event) -> list[Event]:
    """Return *event* in the hub's words alone; nothing where only its own dialect could read it."""
    match event:
        case Extra() | PartAdded(part=UnknownPart()):
            return []
        case Started(extra=extra) if extra:
            return [replace(event, extra={})]
        case Cited(citation=citation) if citation.extra:
            return [replace(event, citation=replace(citation, extra={}))]
        case _:
            return [event]
