"""What a simulated provider answers, whole or streamed: a function of request and seed, so that any call can be repeated.

What the model says is `choosing`'s; here it gets an id, its usage, and the pace of a stream.
"""

from collections.abc import Iterator
from dataclasses import replace
from random import Random

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
from proxy.canonical.request import CanonicalRequest
from proxy.canonical.response import CanonicalResponse, Choice, FinishReason
from proxy.canonical.tools import ToolCall
from proxy.canonical.usage import Usage
from proxy.simulator import caching, tokens
from proxy.simulator.choosing import Model, count_choice, prompt

CREATED = 1_790_000_000
"""Answers of one seed are equal to the byte, so their time does not pass."""

MOST_CHOICES = 16


def answer(request: CanonicalRequest, *, seed: int = 0, family: str = "", is_cached: bool = False) -> CanonicalResponse:
    """Return what the model of *seed* answers to *request*.

    Thoughts have the seal of *family*, where it is not empty. Where the prompt has marks for the cache, it is read from
    there if it *is_cached*, and else written.
    """
    rng = Random(f"{seed} {request.seed} {request.model} {prompt(request)}")
    model = Model(request, rng, family)
    choices = tuple(model.choose(index) for index in range(min(request.choices or 1, MOST_CHOICES)))
    return respond(request, choices, rng, is_cached=is_cached)


def respond(
    request: CanonicalRequest, choices: tuple[Choice, ...], rng: Random, *, is_cached: bool = False
) -> CanonicalResponse:
    """Return *choices* as the answer to *request*, with an id and what it consumed."""
    thoughts = (part for choice in choices for part in choice.parts if isinstance(part, ReasoningPart))
    usage = Usage(
        input_tokens=tokens.count_input(request),
        output_tokens=sum(count_choice(choice) for choice in choices),
        reasoning_tokens=sum(tokens.count(part.text) for part in thoughts),
    )
    return CanonicalResponse(
        id=f"chatcmpl-{rng.getrandbits(96):024x}",
        model=request.model,
        created=CREATED,
        choices=choices,
        usage=replace(usage, **caching.counts(request, is_cached=is_cached)),
    )


def stream(response: CanonicalResponse) -> Iterator[Event]:
    """Yield *response* as it would be streamed: a token at a time."""
    yield Started(id=response.id, model=response.model, created=response.created)
    for choice in response.choices:
        position = 0
        for part in choice.parts:
            yield from pieces(part, choice.index, position)
            position += isinstance(part, ToolCall)
        yield Finished(
            finish_reason=choice.finish_reason or FinishReason.STOP,
            stop_sequence=choice.stop_sequence,
            index=choice.index,
        )
    yield UsageReported(usage=response.usage or Usage())
    yield Ended()


def pieces(part: Part, index: int, position: int) -> Iterator[Event]:
    """Yield one *part* of choice *index*; *position* is that of the next tool call."""
    match part:
        case TextPart():
            yield from spoken(part, index)
        case RefusalPart():
            yield from (RefusalDelta(text=piece, index=index) for piece in tokens.pieces(part.text))
        case ReasoningPart():
            for piece in tokens.pieces(part.text):
                yield ReasoningDelta(text=piece, is_summary=part.is_summary, index=index)
            if part.seal is not None:
                yield ReasoningSealed(seal=part.seal, index=index)
        case ToolCall():
            yield ToolCallStarted(
                position=position, id=part.id, name=part.name, kind=part.kind, seal=part.seal, index=index
            )
            for piece in tokens.pieces(part.arguments):
                yield ToolArgumentsDelta(position=position, arguments=piece, index=index)


def spoken(part: TextPart, index: int) -> Iterator[Event]:
    """Yield a text token by token, each with its probability where that is told, and then what it rests on."""
    for at, piece in enumerate(tokens.pieces(part.text)):
        yield TextDelta(text=piece, logprobs=part.logprobs[at : at + 1], index=index)
    for citation in part.citations:
        yield Cited(citation=citation, index=index)
