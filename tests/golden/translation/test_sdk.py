"""What is written by hand looks like what is sent: each case is of the official SDK's types, unless it is there to not be."""

import json
from collections.abc import Iterable

import pytest

anthropic = pytest.importorskip("anthropic", reason="the SDK is optional")
genai = pytest.importorskip("google.genai", reason="the SDK is optional")

from anthropic.types import Message, MessageCreateParams, RawMessageStreamEvent  # noqa: E402 - after the skip
from openai.types.chat import ChatCompletion, ChatCompletionChunk, CompletionCreateParams  # noqa: E402
from openai.types.responses import Response, ResponseCreateParams, ResponseStreamEvent  # noqa: E402
from pydantic import TypeAdapter  # noqa: E402

from proxy.canonical.jsontext import dump  # noqa: E402
from tests.golden.translation.cases import read  # noqa: E402
from tests.golden.translation.pairs import CLIENT_NAMES, frames  # noqa: E402
from tests.support.bedrock import answer_of, events_of  # noqa: E402

OWN = {"unknown_fields"}
"""There for what no type knows."""

BODIES = {
    "openai_chat": TypeAdapter(list[CompletionCreateParams]),
    "openai_responses": TypeAdapter(list[ResponseCreateParams]),
    "anthropic_messages": TypeAdapter(list[MessageCreateParams]),
}
GEMINI = {
    "contents": TypeAdapter(list[genai.types.Content]),
    "systemInstruction": TypeAdapter(genai.types.Content),
    "generationConfig": TypeAdapter(genai.types.GenerationConfig),
    "tools": TypeAdapter(list[genai.types.Tool]),
    "toolConfig": TypeAdapter(genai.types.ToolConfig),
}
ANSWERS = {
    "openai_chat": TypeAdapter(ChatCompletion),
    "openai_responses": TypeAdapter(Response),
    "anthropic_messages": TypeAdapter(Message),
    "gemini": TypeAdapter(genai.types.GenerateContentResponse),
}
EVENTS = {
    "openai_chat": TypeAdapter(ChatCompletionChunk),
    "openai_responses": TypeAdapter(ResponseStreamEvent),
    "anthropic_messages": TypeAdapter(RawMessageStreamEvent),
    "gemini": TypeAdapter(genai.types.GenerateContentResponse),
}


def exhaust(value):
    """Look at every item: pydantic checks an iterable's only when they are asked for."""
    if isinstance(value, str | bytes) or value is None:
        return
    for each in value.values() if isinstance(value, dict) else value if isinstance(value, Iterable) else ():
        exhaust(each)


def named(side, dialects, member=None):
    """Return the cases of *side* that are to be of a type."""
    return [
        (dialect, name)
        for dialect in dialects
        for name, case in read(side, dialect).items()
        if name not in OWN and (member is None or member in case)
    ]


@pytest.mark.parametrize(("dialect", "name"), named("clients", CLIENT_NAMES))
def test_a_body_is_what_the_sdk_would_send(dialect, name):
    """Every client's body is of the SDK's own parameters."""
    body = read("clients", dialect)[name]
    if dialect != "gemini":
        exhaust(BODIES[dialect].validate_python([body]))
        return
    for member, kind in GEMINI.items():
        if member in body:
            kind.validate_json(dump(body[member]))


@pytest.mark.parametrize(("dialect", "name"), named("providers", ANSWERS, "answer"))
def test_an_answer_is_what_the_sdk_reads(dialect, name):
    """Every provider's answer is of the SDK's own type."""
    ANSWERS[dialect].validate_json(dump(read("providers", dialect)[name]["answer"]))


@pytest.mark.parametrize(("dialect", "name"), named("providers", EVENTS, "stream"))
def test_a_stream_is_what_the_sdk_reads(dialect, name):
    """Every event of a provider's stream is of the SDK's own types; errors and pings have none."""
    for event in read("providers", dialect)[name]["stream"]:
        if isinstance(event, dict) and {"error", "ping"}.isdisjoint({*event, event.get("type")}):
            EVENTS[dialect].validate_json(json.dumps(event))


@pytest.mark.parametrize("name", [name for _, name in named("providers", ["bedrock_converse"])])
def test_what_bedrock_sends_is_what_botocore_reads(name):
    """The parser of botocore finds the content, the reason and the usage of an answer, and every event of a stream."""
    case = read("providers", "bedrock_converse")[name]
    told = [
        next(iter(event)) for event in events_of(frames("bedrock_converse", case["stream"])) if "Error" not in event
    ]

    assert told == [name for name, _ in case["stream"] if not name.endswith("Exception")]
    if "answer" in case:
        assert case["answer"].keys() <= answer_of(dump(case["answer"])).keys()
