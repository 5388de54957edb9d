"""What a simulated model answers: a function of request and seed, so that any call can be repeated.

It quotes the end of what the user said; it gives N words where N words are asked for; it calls a tool where one is
offered and has no result yet, with arguments that satisfy its schema; it answers in JSON where JSON is asked for. It thinks
where it is asked to, and seals the thought as its family does; it refuses where the user says `refuse`, and names a source
where the user says `cite`. It stops at stop sequences and at the token limit. A script is given as it was written.
"""

from dataclasses import replace
from random import Random

from proxy.canonical.content import Part, ReasoningPart, RefusalPart, TextPart
from proxy.canonical.request import CanonicalRequest
from proxy.canonical.response import CanonicalResponse, Choice, FinishReason
from proxy.canonical.tools import ToolCall
from proxy.canonical.unset import Unset
from proxy.canonical.usage import Usage
from proxy.dialects import efforts
from proxy.simulator import calling, evidence, tokens, words
from proxy.simulator.scripts import Scripted

CREATED = 1_790_000_000
"""Answers of one seed are equal to the byte, so their time does not pass."""

MOST_CHOICES = 16
SIGNS_CALLS = "google"
"""The family whose seal stands on the first call, where there is one, and not on the thought."""


def answer(
    request: CanonicalRequest, *, seed: int = 0, family: str = "", script: Scripted | None = None
) -> CanonicalResponse:
    """Return what the model of *seed*, of that *family*, answers to *request*."""
    rng = Random(f"{seed} {request.seed} {request.model} {words.prompt(request)}")
    if script is not None:
        # A script's calls must differ from turn to turn, though the user may say nothing new between them.
        rng = Random(f"{seed} {request.model} {len(request.messages)}")
        choices: tuple[Choice, ...] = (follow(script, request, rng, family),)
    else:
        most = min(request.choices or 1, MOST_CHOICES)
        choices = tuple(choose(request, rng, index, family) for index in range(most))
    return CanonicalResponse(
        id=f"chatcmpl-{rng.getrandbits(96):024x}",
        model=request.model,
        created=CREATED,
        choices=choices,
        usage=count_usage(request, choices),
    )


def count_usage(request: CanonicalRequest, choices: tuple[Choice, ...]) -> Usage:
    """Return what an answer of these *choices* counts; a hidden thought is counted too."""
    hidden = tokens.count(words.thought(words.prompt(request))) if thinks(request) and is_hidden(request) else 0
    thought = sum(tokens.count(part.text) for choice in choices for part in thoughts(choice))
    written = sum(count_choice(choice) for choice in choices)
    return Usage(
        input_tokens=tokens.count_input(request),
        output_tokens=written + hidden,
        reasoning_tokens=thought + hidden,
    )


def choose(request: CanonicalRequest, rng: Random, index: int, family: str = "") -> Choice:
    """Return one of the answers to *request*, within its bounds."""
    choice = Choice(index=index, finish_reason=FinishReason.STOP)
    called = calling.calls(request, rng)
    said = words.prompt(request)
    if called:
        choice = replace(choice, parts=called, finish_reason=FinishReason.TOOL_CALLS)
    elif words.asks_to("refuse", said):
        choice = replace(choice, parts=(RefusalPart(text=words.REFUSAL),))
    else:
        text, stopped_by = words.until(request.stop or (), words.words(request, rng))
        choice = replace(choice, parts=(evidence.support(request, text),), stop_sequence=stopped_by)
    if thinks(request) and not is_hidden(request):
        choice = replace(choice, parts=think(words.thought(said), choice.parts, family, rng))
    limit = request.max_output_tokens or count_choice(choice)
    return choice if count_choice(choice) <= limit else shortened(choice, limit)


def follow(script: Scripted, request: CanonicalRequest, rng: Random, family: str) -> Choice:
    """Return the answer that *script* is."""
    parts = script.parts(request, rng)
    if script.reasoning:
        parts = think(script.reasoning, parts, family, rng)
    return Choice(parts=parts, finish_reason=FinishReason.TOOL_CALLS if script.calls else FinishReason.STOP)


def thinks(request: CanonicalRequest) -> bool:
    """Say whether the client wants the model to think; who does not say so gets no thought."""
    wish = request.reasoning
    if isinstance(wish, Unset) or not efforts.thinks(wish):
        return False
    return bool(wish.effort or wish.budget or wish.is_enabled)


def is_hidden(request: CanonicalRequest) -> bool:
    """Say whether the client does not want to see the thought."""
    return not isinstance(request.reasoning, Unset) and request.reasoning.is_hidden is True


def think(text: str, parts: tuple[Part, ...], family: str, rng: Random) -> tuple[Part, ...]:
    """Return *parts* after the thought *text*, sealed as models of *family* do it."""
    seal = evidence.seal(family, text, rng)
    if family == SIGNS_CALLS and seal is not None:
        first = next((part for part in parts if isinstance(part, ToolCall)), None)
        if first is not None:
            signed = (replace(first, seal=seal) if part is first else part for part in parts)
            return (ReasoningPart(text=text), *signed)
    return (ReasoningPart(text=text, is_summary=family in evidence.IN_CIPHER, seal=seal), *parts)


def thoughts(choice: Choice) -> tuple[ReasoningPart, ...]:
    """Return the thoughts in *choice*."""
    return tuple(part for part in choice.parts if isinstance(part, ReasoningPart))


def count_choice(choice: Choice) -> int:
    """Return how many tokens *choice* has."""
    return sum(count_part(part) for part in choice.parts)


def count_part(part: Part) -> int:
    """Return how many tokens *part* has; a call has one more than its arguments."""
    match part:
        case ToolCall():
            return 1 + tokens.count(part.arguments)
        case TextPart() | RefusalPart() | ReasoningPart():
            return tokens.count(part.text)
        case _:
            return 0


def shortened(choice: Choice, limit: int) -> Choice:
    """Return the first *limit* tokens of *choice*: a cut text, or calls of which the last has broken arguments."""
    kept: list[Part] = []
    for part in choice.parts:
        if limit <= 0:
            break
        kept.append(cut(part, limit))
        limit -= count_part(part)
    return replace(choice, parts=tuple(kept), finish_reason=FinishReason.LENGTH, stop_sequence=None)


def cut(part: Part, limit: int) -> Part:
    """Return the first *limit* tokens of *part*; what stands on the whole of it goes with the rest."""
    if count_part(part) <= limit:
        return part
    match part:
        case ToolCall():
            return replace(part, arguments="".join(tokens.pieces(part.arguments)[: limit - 1]))
        case TextPart():
            text = "".join(tokens.pieces(part.text)[:limit])
            return replace(part, text=text, citations=(), logprobs=part.logprobs[:limit])
        case ReasoningPart():
            return replace(part, text="".join(tokens.pieces(part.text)[:limit]), seal=None)
        case RefusalPart():
            return replace(part, text="".join(tokens.pieces(part.text)[:limit]))
        case _:
            return part
