"""A simulated answer as it would be streamed: a token at a time, part after part."""

from collections.abc import Iterator
from itertools import zip_longest

from proxy.canonical.content import Part, ReasoningPart, RefusalPart, TextPart
from proxy.canonical.events import (
    Cited,
    Ended,
    Event,
    Finished,
    ReasoningDelta,
    ReasoningSealed,
    RefusalDelta,
    Started,
    TextDelta,
    ToolArgumentsDelta,
    ToolCallStarted,
    UsageReported,
)
from proxy.canonical.response import CanonicalResponse, Choice, FinishReason
from proxy.canonical.tools import ToolCall
from proxy.canonical.usage import Usage
from proxy.simulator import tokens


def stream(response: CanonicalResponse) -> Iterator[Event]:
    """Yield *response* as events."""
    yield Started(id=response.id, model=response.model, created=response.created)
    for choice in response.choices:
        yield from stream_choice(choice)
    yield UsageReported(usage=response.usage or Usage())
    yield Ended()


def stream_choice(choice: Choice) -> Iterator[Event]:
    """Yield one of the answers."""
    position = 0
    for part in choice.parts:
        if isinstance(part, ToolCall):
            yield from stream_call(part, position, choice.index)
            position += 1
        else:
            yield from stream_words(part, choice.index)
    yield Finished(
        finish_reason=choice.finish_reason or FinishReason.STOP,
        stop_sequence=choice.stop_sequence,
        index=choice.index,
    )


def stream_call(call: ToolCall, position: int, index: int) -> Iterator[Event]:
    """Yield a call."""
    yield ToolCallStarted(position=position, id=call.id, name=call.name, kind=call.kind, seal=call.seal, index=index)
    for piece in tokens.pieces(call.arguments):
        yield ToolArgumentsDelta(position=position, arguments=piece, index=index)


def stream_words(part: Part, index: int) -> Iterator[Event]:
    """Yield what is said, thought or refused; what it rests on comes behind it, as its seal does."""
    match part:
        case TextPart():
            for piece, likely in zip_longest(tokens.pieces(part.text), part.logprobs):
                yield TextDelta(text=piece, logprobs=() if likely is None else (likely,), index=index)
            for citation in part.citations:
                yield Cited(citation=citation, index=index)
        case ReasoningPart():
            for piece in tokens.pieces(part.text):
                yield ReasoningDelta(text=piece, is_summary=part.is_summary, index=index)
            if part.seal is not None:
                yield ReasoningSealed(seal=part.seal, index=index)
        case RefusalPart():
            for piece in tokens.pieces(part.text):
                yield RefusalDelta(text=piece, index=index)
        case _:
            return
