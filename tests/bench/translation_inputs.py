"""What `tests.bench.translation` translates: an agent's conversation, a whole answer, and two streams, in any dialect.

Each is made once in the hub's form and written by the dialect that it is to come from, so all dialects say the same.
"""

from collections.abc import Iterator
from random import Random

from proxy.canonical.content import TextPart
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
from proxy.canonical.request import CanonicalRequest, Message, Role
from proxy.canonical.response import CanonicalResponse, Choice, FinishReason
from proxy.canonical.tools import ToolCall, ToolDefinition
from proxy.canonical.usage import Usage
from proxy.dialects.base import Aim
from proxy.dialects.registry import DIALECTS, FLAVOURS

MODEL = "vendor/model-large"
WORDS = (
    "the agent reads file and runs tests then changes function return value import naïve größer 測試 → ok path error"
    ' line class Zürich façade модель 🚀 "quoted" {brace} \\n \n'
).split(" ")
TOOLS, ROUNDS = 30, 20
SYSTEM_WORDS, SAID_WORDS, RESULT_WORDS, ANSWER_WORDS = 1500, 60, 950, 2100
PIECES, CALLS = 2000, 100
CREATED = 1_780_000_000
USAGE = Usage(input_tokens=50_000, output_tokens=2_000, cache_read_tokens=40_000)


def words(rng: Random, count: int) -> str:
    """Return a text of *count* words, some of them not in ASCII."""
    return " ".join(rng.choices(WORDS, k=count))


def tool(number: int, rng: Random) -> ToolDefinition:
    """Return a tool with a schema of the size that agents' tools have."""
    properties = {f"field_{each}": {"type": "string", "description": words(rng, 12)} for each in range(6)}
    schema = {"type": "object", "properties": properties, "required": ["field_0"], "additionalProperties": False}
    return ToolDefinition(name=f"tool_{number}", description=words(rng, 60), parameters=schema)


def turns(number: int, rng: Random) -> tuple[Message, ...]:
    """Return one round: the user asks, the model calls two tools, both answer."""
    calls = tuple(
        ToolCall(
            id=f"call_{number}_{each}",
            name=f"tool_{rng.randrange(TOOLS)}",
            arguments=dump({"field_0": words(rng, 40), "field_1": each}).decode(),
        )
        for each in range(2)
    )
    return (
        Message(role=Role.USER, content=words(rng, SAID_WORDS)),
        Message(role=Role.ASSISTANT, content=(TextPart(text=words(rng, SAID_WORDS)), *calls)),
        *(Message(role=Role.TOOL, tool_call_id=call.id, content=words(rng, RESULT_WORDS // 2)) for call in calls),
    )


def conversation() -> CanonicalRequest:
    """Return an agent's request of about 200 kB."""
    rng = Random(3)
    system = Message(role=Role.SYSTEM, content=words(rng, SYSTEM_WORDS))
    asked = tuple(message for number in range(ROUNDS) for message in turns(number, rng))
    return CanonicalRequest(
        model=MODEL,
        messages=(system, *asked, Message(role=Role.USER, content="go on")),
        stream=True,
        include_usage=True,
        max_output_tokens=4096,
        tools=tuple(tool(number, rng) for number in range(TOOLS)),
    )


def answer() -> CanonicalResponse:
    """Return a whole answer of about 20 kB: text and three calls."""
    rng = Random(4)
    calls = tuple(
        ToolCall(id=f"call_{each}", name=f"tool_{each}", arguments=dump({"field_0": words(rng, 300)}).decode())
        for each in range(3)
    )
    parts = (TextPart(text=words(rng, ANSWER_WORDS)), *calls)
    choice = Choice(parts=parts, finish_reason=FinishReason.TOOL_CALLS)
    return CanonicalResponse(id="answer-1", model=MODEL, created=CREATED, choices=(choice,), usage=USAGE)


def text_stream() -> list[Event]:
    """Return an answer of 2,000 pieces of text."""
    rng = Random(5)
    return list(whole((TextDelta(text=f" {rng.choice(WORDS)}") for _ in range(PIECES)), FinishReason.STOP))


def arguments_stream() -> list[Event]:
    """Return an answer of 100 calls whose arguments come in 2,000 pieces."""
    return list(whole((event for position in range(CALLS) for event in call(position)), FinishReason.TOOL_CALLS))


def call(position: int) -> Iterator[Event]:
    """Yield one call, its arguments in pieces of some characters."""
    rng = Random(position)
    text = dump({"field_0": words(rng, 20)}).decode()
    count = PIECES // CALLS
    size = -(-len(text) // count)
    yield ToolCallStarted(position=position, id=f"call_{position}", name="tool_1")
    for start in range(0, len(text), size):
        yield ToolArgumentsDelta(position=position, arguments=text[start : start + size])


def whole(pieces: Iterator[Event], reason: FinishReason) -> Iterator[Event]:
    """Yield *pieces* between the beginning and the end of an answer."""
    yield Started(id="answer-1", model=MODEL, created=CREATED)
    yield from pieces
    yield Finished(finish_reason=reason)
    yield UsageReported(usage=USAGE)
    yield Ended()


def request_body(dialect: str) -> bytes:
    """Return the conversation as a client of *dialect* sends it."""
    return dump(DIALECTS[dialect].encode_request(conversation(), Aim(model=MODEL, flavour=FLAVOURS[dialect])).document)


def answer_body(dialect: str) -> bytes:
    """Return the answer as a provider of *dialect* sends it."""
    return DIALECTS[dialect].encode_response(answer())


def frames(dialect: str, events: list[Event]) -> list[bytes]:
    """Return the events of a provider's stream in *dialect*, each with its own bytes."""
    encoder = DIALECTS[dialect].encoder(include_usage=True)
    return [data for event in events if (data := encoder.encode(event))]
