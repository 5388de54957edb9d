"""Request bodies as clients send them, and what each means.

The bodies follow the examples of OpenAI's API reference and guides (October 2026), and what other vendors add to them.
"""

import pytest

from proxy.canonical.content import AudioPart, FilePart, ImagePart, TextPart
from proxy.canonical.jsontext import dump, parse
from proxy.canonical.request import CanonicalRequest, Message, ResponseFormat, ResponseFormatKind, Role
from proxy.canonical.tools import ToolCall, ToolChoice, ToolChoiceMode, ToolDefinition
from proxy.dialects.openai_chat import OPENAI_CHAT

HELLO = {"role": "user", "content": "Hello!"}
HELLO_MEANT = Message(role=Role.USER, content="Hello!")
WEATHER = {
    "type": "function",
    "function": {
        "name": "get_weather",
        "description": "Weather of a city",
        "parameters": {"type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"]},
        "strict": True,
    },
}
WEATHER_MEANT = ToolDefinition(
    name="get_weather",
    description="Weather of a city",
    parameters={"type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"]},
    strict=True,
)
CAPITAL = {"type": "object", "properties": {"capital": {"type": "string"}}}


def calling(*ids):
    """Return an assistant's turn that calls the weather, once for each of *ids*."""
    call = {"type": "function", "function": {"name": "get_weather", "arguments": '{"city":"Bern"}'}}
    return {"role": "assistant", "content": None, "tool_calls": [{"id": told, **call} for told in ids]}


def calling_meant(*ids):
    """Return what `calling` means."""
    calls = tuple(ToolCall(id=told, name="get_weather", arguments='{"city":"Bern"}') for told in ids)
    return Message(role=Role.ASSISTANT, content=None, tool_calls=calls)


CASES = {
    "text": ({"messages": [HELLO]}, {"messages": (HELLO_MEANT,)}),
    "system and developer": (
        {
            "messages": [
                {"role": "system", "content": "Be brief."},
                {"role": "developer", "content": "In French."},
                HELLO,
            ]
        },
        {
            "messages": (
                Message(role=Role.SYSTEM, content="Be brief."),
                Message(role=Role.DEVELOPER, content="In French."),
                HELLO_MEANT,
            )
        },
    ),
    "unicode": (
        {"messages": [{"role": "user", "content": 'Grüße, 世界 🌍 "quoted"\n\ttab \u2028 \\'}]},
        {"messages": (Message(role=Role.USER, content='Grüße, 世界 🌍 "quoted"\n\ttab \u2028 \\'),)},
    ),
    "names": (
        {"messages": [{**HELLO, "name": "ann"}], "user": "u-1"},
        {"messages": (Message(role=Role.USER, content="Hello!", name="ann"),), "user": "u-1"},
    ),
    "parts": (
        {"messages": [{"role": "user", "content": [{"type": "text", "text": "a"}, {"type": "text", "text": "b"}]}]},
        {"messages": (Message(role=Role.USER, content=(TextPart(text="a"), TextPart(text="b"))),)},
    ),
    "image": (
        {
            "messages": [
                {
                    "role": "user",
                    "content": [
                        {"type": "text", "text": "What is this?"},
                        {"type": "image_url", "image_url": {"url": "https://example.org/a.png", "detail": "high"}},
                    ],
                }
            ]
        },
        {
            "messages": (
                Message(
                    role=Role.USER,
                    content=(
                        TextPart(text="What is this?"),
                        ImagePart(url="https://example.org/a.png", extra={"image_url": {"detail": "high"}}),
                    ),
                ),
            )
        },
    ),
    "audio both ways": (
        {
            "messages": [
                {
                    "role": "user",
                    "content": [{"type": "input_audio", "input_audio": {"data": "UklGRg==", "format": "wav"}}],
                },
                {"role": "assistant", "audio": {"id": "audio_1"}},
            ],
            "modalities": ["text", "audio"],
            "audio": {"voice": "alloy", "format": "mp3"},
        },
        {
            "messages": (
                Message(role=Role.USER, content=(AudioPart(data="UklGRg==", format="wav"),)),
                Message(role=Role.ASSISTANT, extra={"audio": {"id": "audio_1"}}),
            ),
            "extra": {"modalities": ["text", "audio"], "audio": {"voice": "alloy", "format": "mp3"}},
        },
    ),
    "file": (
        {"messages": [{"role": "user", "content": [{"type": "file", "file": {"file_id": "file-1"}}]}]},
        {"messages": (Message(role=Role.USER, content=(FilePart(extra={"file": {"file_id": "file-1"}}),)),)},
    ),
    "tools": (
        {"messages": [HELLO], "tools": [WEATHER], "tool_choice": "auto", "parallel_tool_calls": False},
        {
            "messages": (HELLO_MEANT,),
            "tools": (WEATHER_MEANT,),
            "tool_choice": ToolChoice(mode=ToolChoiceMode.AUTO),
            "parallel_tool_calls": False,
        },
    ),
    "one tool by name": (
        {
            "messages": [HELLO],
            "tools": [WEATHER],
            "tool_choice": {"type": "function", "function": {"name": "get_weather"}},
        },
        {
            "messages": (HELLO_MEANT,),
            "tools": (WEATHER_MEANT,),
            "tool_choice": ToolChoice(mode=ToolChoiceMode.NAMED, name="get_weather"),
        },
    ),
    "parallel calls and their results": (
        {
            "messages": [
                HELLO,
                calling("call_1", "call_2"),
                {"role": "tool", "tool_call_id": "call_1", "content": "4 °C"},
                {"role": "tool", "tool_call_id": "call_2", "content": [{"type": "text", "text": "5 °C"}]},
            ]
        },
        {
            "messages": (
                HELLO_MEANT,
                calling_meant("call_1", "call_2"),
                Message(role=Role.TOOL, tool_call_id="call_1", content="4 °C"),
                Message(role=Role.TOOL, tool_call_id="call_2", content=(TextPart(text="5 °C"),)),
            )
        },
    ),
    "custom tool": (
        {"messages": [HELLO], "tools": [{"type": "custom", "custom": {"name": "sql", "format": {"type": "text"}}}]},
        {
            "messages": (HELLO_MEANT,),
            "tools": (ToolDefinition(name="sql", extra={"type": "custom", "custom": {"format": {"type": "text"}}}),),
        },
    ),
    "json object": (
        {"messages": [HELLO], "response_format": {"type": "json_object"}},
        {"messages": (HELLO_MEANT,), "response_format": ResponseFormat(kind=ResponseFormatKind.JSON_OBJECT)},
    ),
    "json schema": (
        {
            "messages": [HELLO],
            "response_format": {
                "type": "json_schema",
                "json_schema": {"name": "capital", "description": "a capital", "schema": CAPITAL, "strict": True},
            },
        },
        {
            "messages": (HELLO_MEANT,),
            "response_format": ResponseFormat(
                kind=ResponseFormatKind.JSON_SCHEMA,
                name="capital",
                description="a capital",
                schema=CAPITAL,
                strict=True,
            ),
        },
    ),
    "stream with usage": (
        {"messages": [HELLO], "stream": True, "stream_options": {"include_usage": True, "include_obfuscation": False}},
        {
            "messages": (HELLO_MEANT,),
            "stream": True,
            "include_usage": True,
            "extra": {"stream_options": {"include_obfuscation": False}},
        },
    ),
    "sampling": (
        {
            "messages": [HELLO],
            "temperature": 0.2,
            "top_p": 1,
            "seed": 7,
            "stop": ["\n\n", "END"],
            "max_completion_tokens": 64,
        },
        {
            "messages": (HELLO_MEANT,),
            "temperature": 0.2,
            "top_p": 1,
            "seed": 7,
            "stop": ("\n\n", "END"),
            "max_output_tokens": 64,
        },
    ),
    "nulls": (
        {"messages": [HELLO], "temperature": None, "stop": None, "metadata": None, "tool_choice": None},
        {
            "messages": (HELLO_MEANT,),
            "temperature": None,
            "stop": None,
            "metadata": None,
            "extra": {"tool_choice": None},
        },
    ),
    "what others add": (
        {
            "messages": [{"role": "assistant", "content": "a", "reasoning_content": "hm"}, HELLO],
            "metadata": {"case": "1"},
            "n": 2,
            "logprobs": True,
            "top_logprobs": 3,
            "reasoning_effort": "low",
            "guided_regex": "a+",
        },
        {
            "messages": (
                Message(role=Role.ASSISTANT, content="a", extra={"reasoning_content": "hm"}),
                HELLO_MEANT,
            ),
            "metadata": {"case": "1"},
            "extra": {
                "n": 2,
                "logprobs": True,
                "top_logprobs": 3,
                "reasoning_effort": "low",
                "guided_regex": "a+",
            },
        },
    ),
    "an earlier refusal": (
        {"messages": [HELLO, {"role": "assistant", "content": None, "refusal": "I can't."}, HELLO]},
        {
            "messages": (
                HELLO_MEANT,
                Message(role=Role.ASSISTANT, content=None, extra={"refusal": "I can't."}),
                HELLO_MEANT,
            )
        },
    ),
}


@pytest.mark.parametrize(("wire", "meant"), CASES.values(), ids=CASES)
def test_a_body_means_what_its_client_meant(wire, meant):
    """Each form of request has one canonical meaning, and nothing of it is lost."""
    assert CanonicalRequest(model="gpt-x", **meant) == OPENAI_CHAT.decode_request(dump({"model": "gpt-x", **wire}))


@pytest.mark.parametrize(("wire", "meant"), CASES.values(), ids=CASES)
def test_a_meaning_is_written_as_it_was(wire, meant):
    """Encoded again, the body says the same, absence and null told apart."""
    written = OPENAI_CHAT.encode_request(CanonicalRequest(model="gpt-x", **meant))

    assert {"model": "gpt-x", **wire} == parse(written)


@pytest.mark.parametrize("stop", ["END", ["END"]])
def test_one_stop_sequence_may_be_a_string(stop):
    """The two ways of writing one sequence mean the same."""
    body = dump({"model": "gpt-x", "messages": [HELLO], "stop": stop})

    assert ("END",) == OPENAI_CHAT.decode_request(body).stop
