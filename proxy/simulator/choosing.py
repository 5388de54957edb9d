"""What a simulated model says.

It quotes the end of what the user said; it gives N words where N words are asked for; it calls a tool where one is
offered and has no result yet, with arguments that satisfy its schema; it answers in JSON where JSON is asked for; it thinks
where it is asked to, refuses where the user says `refuse`, and names its source where the user says `cite`. It stops at
stop sequences and at the token limit.
"""

import re
from dataclasses import replace
from random import Random

from proxy.canonical.content import Citation, Part, ReasoningPart, RefusalPart, TextPart, TokenLogprob
from proxy.canonical.jsontext import dump
from proxy.canonical.request import CanonicalRequest, ResponseFormatKind, Role
from proxy.canonical.response import Choice, FinishReason
from proxy.canonical.seal import Seal, SealKind
from proxy.canonical.tools import ToolCall, ToolChoice, ToolChoiceMode, ToolDefinition, ToolKind
from proxy.canonical.unset import Unset
from proxy.dialects.efforts import thinks
from proxy.simulator import tokens
from proxy.simulator.schemas import Maker

ASKED_WORDS = re.compile(r"\b(\d{1,4})[ -]words?\b")
QUOTED_WORDS = 8
VOCABULARY = (
    "a and as at birch by calm clear cold day deep early far field fine first for from good green grows harbour has here "
    "high in is it lane late light long morning near new north of on open over quiet rain river road sea slow snow soft "
    "south still stone the then there through to tree under valley warm water west while wide wind with wood year"
).split()
SOURCE = "https://example.org/rivers"
SUMMARISED = frozenset({"openai"})
"""Families that show a summary of a thought and seal the thought itself."""


def prompt(request: CanonicalRequest) -> str:
    """Return what the user said last."""
    said = [tokens.text_of(message) for message in request.messages if message.role is Role.USER]
    return said[-1] if said else ""


class Model:
    """One model before one request; *family* is whose seals it puts on thoughts, if any."""

    def __init__(self, request: CanonicalRequest, rng: Random, family: str) -> None:
        self.request = request
        self.rng = rng
        self.family = family
        self.prompt = prompt(request)

    def choose(self, index: int) -> Choice:
        """Return one of the answers, within the request's bounds."""
        called = self.calls()
        if called:
            said = Choice(index=index, parts=called, finish_reason=FinishReason.TOOL_CALLS)
        elif "refuse" in self.prompt:
            refusal = RefusalPart(text="I cannot help with that.")
            said = Choice(index=index, parts=(refusal,), finish_reason=FinishReason.STOP)
        else:
            said = self.speak(index)
        choice = replace(said, parts=(*self.thoughts(), *said.parts))
        limit = self.request.max_output_tokens or count_choice(choice)
        return choice if count_choice(choice) <= limit else shortened(choice, limit)

    def thoughts(self) -> tuple[Part, ...]:
        """Return what the model thinks first, where it is asked to think."""
        wish = self.request.reasoning
        if isinstance(wish, Unset) or not thinks(wish):
            return ()
        is_summary = self.family in SUMMARISED
        kind = SealKind.ENCRYPTED if is_summary else SealKind.SIGNATURE
        data = f"{self.rng.getrandbits(96):024x}"
        seal = Seal(family=self.family, data=data, kind=kind) if self.family else None
        return (ReasoningPart(text="The user wants an answer, so I think.", is_summary=is_summary, seal=seal),)

    def speak(self, index: int) -> Choice:
        """Return the model's words, up to the first stop sequence in them."""
        text = words(self.request, self.prompt, self.rng)
        found = [
            (at, sequence) for sequence in self.request.stop or () if sequence and (at := text.find(sequence)) >= 0
        ]
        end, sequence = min(found, default=(len(text), None))
        part = TextPart(text=text[:end], citations=self.citations(text[:end]), logprobs=self.logprobs(text[:end]))
        return Choice(index=index, parts=(part,), finish_reason=FinishReason.STOP, stop_sequence=sequence)

    def citations(self, text: str) -> tuple[Citation, ...]:
        """Return what *text* rests on, where the user asks for that."""
        if "cite" not in self.prompt:
            return ()
        return (Citation(url=SOURCE, title="Rivers", quote="water", start=0, end=len(text)),)

    def logprobs(self, text: str) -> tuple[TokenLogprob, ...]:
        """Return how likely each token of *text* was, where the client asks."""
        if not self.request.logprobs:
            return ()
        return tuple(likely(piece, self.request.top_logprobs or 0) for piece in tokens.pieces(text))

    def calls(self) -> tuple[ToolCall, ...]:
        """Return the calls that the model makes: of the tools the user names, else of any one."""
        offered = callable_tools(self.request)
        if not offered or self.request.messages[-1].role is Role.TOOL:
            return ()
        named = [tool for tool in offered if tool.name in self.prompt] or [self.rng.choice(offered)]
        return tuple(self.call(tool) for tool in (named[:1] if self.request.parallel_tool_calls is False else named))

    def call(self, tool: ToolDefinition) -> ToolCall:
        """Return a call of *tool* with arguments that its schema allows."""
        told = f"call_{self.rng.getrandbits(64):016x}"
        if tool.kind is ToolKind.CUSTOM:
            return ToolCall(id=told, name=tool.name, arguments=prose(self.prompt, self.rng), kind=tool.kind)
        arguments = Maker(tool.parameters or {"type": "object"}, self.rng).make()
        return ToolCall(id=told, name=tool.name, arguments=dump(arguments).decode())


def likely(piece: str, most: int) -> TokenLogprob:
    """Return the probability of *piece*, with itself as the likeliest of *most*."""
    top = (TokenLogprob(token=piece, logprob=-0.1, octets=tuple(piece.encode())),)
    return TokenLogprob(token=piece, logprob=-0.1, octets=tuple(piece.encode()), top=top[:most])


def callable_tools(request: CanonicalRequest) -> list[ToolDefinition]:
    """Return the tools that the client lets the model call; a provider's own tools it does not call."""
    offered = [tool for tool in request.tools or () if tool.kind is not ToolKind.NATIVE]
    match request.tool_choice:
        case ToolChoice(mode=ToolChoiceMode.NONE):
            return []
        case ToolChoice(mode=ToolChoiceMode.NAMED, name=name):
            return [tool for tool in offered if tool.name == name]
        case ToolChoice(allowed=tuple() as allowed):
            return [tool for tool in offered if tool.name in allowed]
        case _:
            return offered


def words(request: CanonicalRequest, said: str, rng: Random) -> str:
    """Return the model's words, in the shape that was asked for."""
    wish = request.response_format
    if wish and wish.kind is ResponseFormatKind.JSON_SCHEMA:
        return dump(Maker(wish.schema or {"type": "object"}, rng).make()).decode()
    text = prose(said, rng)
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
    """Return how many tokens *choice* has; a call counts one for its name."""
    return sum(count_part(part) for part in choice.parts)


def count_part(part: Part) -> int:
    """Return how many tokens *part* has."""
    if isinstance(part, ToolCall):
        return tokens.count(part.arguments) + 1
    return tokens.count(part.text) if isinstance(part, TextPart | RefusalPart | ReasoningPart) else 0


def shortened(choice: Choice, limit: int) -> Choice:
    """Return the first *limit* tokens of *choice*: a cut text, or calls of which the last has broken arguments."""
    kept: list[Part] = []
    for part in choice.parts:
        if limit > 0:
            kept.append(first_tokens(part, limit))
        limit -= count_part(part)
    return replace(choice, parts=tuple(kept), finish_reason=FinishReason.LENGTH, stop_sequence=None)


def first_tokens(part: Part, limit: int) -> Part:
    """Return the first *limit* tokens of *part*; a thought that is cut short has no seal."""
    match part:
        case TextPart():
            text = "".join(tokens.pieces(part.text)[:limit])
            return replace(part, text=text, logprobs=part.logprobs[:limit], citations=())
        case ReasoningPart() if tokens.count(part.text) > limit:
            return replace(part, text="".join(tokens.pieces(part.text)[:limit]), seal=None)
        case ToolCall():
            return replace(part, arguments="".join(tokens.pieces(part.arguments)[: limit - 1]))
        case _:
            return part
