"""What a simulated model answers: a function of request and seed, so that any call can be repeated.

It quotes the end of what the user said; it gives N words where N words are asked for; it calls a tool where one is
offered and has no result yet, with arguments that satisfy its schema; it answers in JSON where JSON is asked for. It stops
at stop sequences and at the token limit.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from random import Random

from proxy.canonical.events import (
    Ended,
    Event,
    Finished,
    Started,
    TextDelta,
    ToolArgumentsDelta,
    ToolCallStarted,
    UsageReported,
)
from proxy.canonical.jsontext import dump
from proxy.canonical.request import CanonicalRequest, ResponseFormatKind, Role
from proxy.canonical.response import CanonicalResponse, Choice, FinishReason
from proxy.canonical.tools import ToolCall, ToolChoice, ToolChoiceMode, ToolDefinition
from proxy.canonical.usage import Usage
from proxy.simulator import tokens
from proxy.simulator.schemas import Maker

CREATED = 1_790_000_000
"""Answers of one seed are equal to the byte, so their time does not pass."""

ASKED_WORDS = re.compile(r"\b(\d{1,4})[ -]words?\b")
QUOTED_WORDS = 8
MOST_CHOICES = 16
VOCABULARY = (
    "a and as at birch by calm clear cold day deep early far field fine first for from good green grows harbour has here "
    "high in is it lane late light long morning near new north of on open over quiet rain river road sea slow snow soft "
    "south still stone the then there through to tree under valley warm water west while wide wind with wood year"
).split()


def answer(request: CanonicalRequest, *, seed: int = 0) -> CanonicalResponse:
    """Return what the model of *seed* answers to *request*."""
    rng = Random(f"{seed} {request.seed} {request.model} {prompt(request)}")
    asked = request.extra.get("n")
    most = min(asked, MOST_CHOICES) if isinstance(asked, int) and asked > 0 else 1
    choices = tuple(choose(request, rng, index) for index in range(most))
    written = sum(count_choice(choice) for choice in choices)
    return CanonicalResponse(
        id=f"chatcmpl-{rng.getrandbits(96):024x}",
        model=request.model,
        created=CREATED,
        choices=choices,
        usage=Usage(input_tokens=tokens.count_input(request), output_tokens=written),
    )


def stream(response: CanonicalResponse) -> Iterator[Event]:
    """Yield *response* as it would be streamed: a token at a time."""
    yield Started(id=response.id, model=response.model, created=response.created)
    for choice in response.choices:
        for piece in tokens.pieces(choice.content or ""):
            yield TextDelta(text=piece, index=choice.index)
        for position, call in enumerate(choice.tool_calls):
            yield ToolCallStarted(position=position, id=call.id, name=call.name, index=choice.index)
            for piece in tokens.pieces(call.arguments):
                yield ToolArgumentsDelta(position=position, arguments=piece, index=choice.index)
        yield Finished(finish_reason=choice.finish_reason or FinishReason.STOP, index=choice.index)
    yield UsageReported(usage=response.usage or Usage())
    yield Ended()


def prompt(request: CanonicalRequest) -> str:
    """Return what the user said last."""
    said = [tokens.text_of(message) for message in request.messages if message.role is Role.USER]
    return said[-1] if said else ""


def choose(request: CanonicalRequest, rng: Random, index: int) -> Choice:
    """Return one of the answers to *request*, within its bounds."""
    called = calls(request, rng)
    if called:
        choice = Choice(index=index, content=None, tool_calls=called, finish_reason=FinishReason.TOOL_CALLS)
    else:
        choice = Choice(index=index, content=_stopped(request, words(request, rng)), finish_reason=FinishReason.STOP)
    limit = request.max_output_tokens or count_choice(choice)
    return choice if count_choice(choice) <= limit else _shortened(choice, limit)


def calls(request: CanonicalRequest, rng: Random) -> tuple[ToolCall, ...]:
    """Return the calls that the model makes: of the tools the user names, else of any one."""
    offered = callable_tools(request)
    if not offered or request.messages[-1].role is Role.TOOL:
        return ()
    named = [tool for tool in offered if tool.name in prompt(request)] or [rng.choice(offered)]
    return tuple(call(tool, rng) for tool in (named[:1] if request.parallel_tool_calls is False else named))


def callable_tools(request: CanonicalRequest) -> list[ToolDefinition]:
    """Return the tools that the client lets the model call."""
    offered = [tool for tool in request.tools or () if tool.extra.get("type", "function") == "function"]
    match request.tool_choice:
        case ToolChoice(mode=ToolChoiceMode.NONE):
            return []
        case ToolChoice(mode=ToolChoiceMode.NAMED, name=name):
            return [tool for tool in offered if tool.name == name]
        case _:
            return offered


def call(tool: ToolDefinition, rng: Random) -> ToolCall:
    """Return a call of *tool* with arguments that its schema allows."""
    arguments = Maker(tool.parameters or {"type": "object"}, rng).make()
    return ToolCall(id=f"call_{rng.getrandbits(64):016x}", name=tool.name, arguments=dump(arguments).decode())


def words(request: CanonicalRequest, rng: Random) -> str:
    """Return the model's words, in the shape that was asked for."""
    wish = request.response_format
    if wish and wish.kind is ResponseFormatKind.JSON_SCHEMA:
        return dump(Maker(wish.schema or {"type": "object"}, rng).make()).decode()
    text = prose(prompt(request), rng)
    if wish and wish.kind is ResponseFormatKind.JSON_OBJECT:
        return dump({"answer": text, "words": len(text.split())}).decode()
    return text


def prose(said: str, rng: Random) -> str:
    """Return as many words as *said* asks for, or a sentence about it."""
    asked = ASKED_WORDS.search(said)
    if asked:
        return " ".join(rng.choice(VOCABULARY) for _ in range(int(asked[1])))
    heard = said.split()
    musing = " ".join(rng.choice(VOCABULARY) for _ in range(QUOTED_WORDS))
    return (
        f"You said {len(heard)} words, the last of them: {' '.join(heard[-QUOTED_WORDS:])}. In other words, {musing}."
    )


def count_choice(choice: Choice) -> int:
    """Return how many tokens *choice* has."""
    written = [choice.content or "", *(call.arguments for call in choice.tool_calls)]
    return sum(tokens.count(text) for text in written) + len(choice.tool_calls)


def _stopped(request: CanonicalRequest, text: str) -> str:
    """Return *text* up to the first stop sequence in it."""
    ends = [text.find(sequence) for sequence in request.stop or () if sequence]
    return text[: min((end for end in ends if end >= 0), default=len(text))]


def _shortened(choice: Choice, limit: int) -> Choice:
    """Return the first *limit* tokens of *choice*: a cut text, or calls of which the last has broken arguments."""
    kept: list[ToolCall] = []
    for call in choice.tool_calls:
        limit -= 1
        if limit < 0:
            break
        arguments = tokens.pieces(call.arguments)[:limit]
        kept.append(replace(call, arguments="".join(arguments)))
        limit -= len(arguments)
    content = "".join(tokens.pieces(choice.content)[:limit]) if choice.content else choice.content
    return replace(choice, content=content, tool_calls=tuple(kept), finish_reason=FinishReason.LENGTH)
