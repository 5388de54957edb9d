"""Request bodies as clients send them, and what each means.

The bodies follow the examples of OpenAI's API reference and guides (October 2026), and what other vendors add to them.
"""

import pytest

from proxy.canonical.cache import CacheMark
from proxy.canonical.content import AudioPart, FilePart, ImagePart, ReasoningPart, RefusalPart, TextPart
from proxy.canonical.jsontext import dump, parse
from proxy.canonical.request import CanonicalRequest, Message, Reasoning, ResponseFormat, ResponseFormatKind, Role
from proxy.canonical.seal import Seal, SealKind
from proxy.canonical.tools import ToolCall, ToolChoice, ToolChoiceMode, ToolDefinition, ToolKind
from proxy.dialects.base import Aim
from proxy.dialects.openai_chat import OPENAI_CHAT
from proxy.dialects.openai_chat.flavour import PLAIN, ChatFlavour

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
    return Message(role=Role.ASSISTANT, content=calls)


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
                        ImagePart(url="https://example.org/a.png", detail="high"),
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
            "modalities": ("text", "audio"),
            "extra": {"audio": {"voice": "alloy", "format": "mp3"}},
        },
    ),
    "file": (
        {"messages": [{"role": "user", "content": [{"type": "file", "file": {"file_id": "file-1"}}]}]},
        {"messages": (Message(role=Role.USER, content=(FilePart(file_id="file-1"),)),)},
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
            "tools": (
                ToolDefinition(name="sql", kind=ToolKind.CUSTOM, extra={"custom": {"format": {"type": "text"}}}),
            ),
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
    "everything about how to answer": (
        {
            "messages": [HELLO],
            "reasoning_effort": "low",
            "verbosity": "high",
            "frequency_penalty": 0.5,
            "presence_penalty": -0.5,
            "logit_bias": {"50256": -100},
            "logprobs": True,
            "top_logprobs": 3,
            "n": 2,
            "service_tier": "flex",
            "prompt_cache_key": "k",
            "metadata": {"case": "1"},
            "store": True,
        },
        {
            "messages": (HELLO_MEANT,),
            "reasoning": Reasoning(effort="low"),
            "verbosity": "high",
            "frequency_penalty": 0.5,
            "presence_penalty": -0.5,
            "logit_bias": {"50256": -100},
            "logprobs": True,
            "top_logprobs": 3,
            "choices": 2,
            "service_tier": "flex",
            "prompt_cache_key": "k",
            "metadata": {"case": "1"},
            "store": True,
        },
    ),
    "what others add": (
        {"messages": [HELLO], "top_k": 40, "min_p": 0.1, "repetition_penalty": 1.1, "guided_regex": "a+"},
        {
            "messages": (HELLO_MEANT,),
            "top_k": 40,
            "min_p": 0.1,
            "repetition_penalty": 1.1,
            "extra": {"guided_regex": "a+"},
        },
    ),
    "an earlier refusal": (
        {"messages": [HELLO, {"role": "assistant", "refusal": "I can't."}, HELLO]},
        {
            "messages": (
                HELLO_MEANT,
                Message(role=Role.ASSISTANT, content=(RefusalPart(text="I can't."),)),
                HELLO_MEANT,
            )
        },
    ),
}
OPENROUTER = {
    "how much to think": (
        {"messages": [HELLO], "reasoning": {"max_tokens": 2000, "exclude": True, "enabled": True, "summary": "auto"}},
        {
            "messages": (HELLO_MEANT,),
            "reasoning": Reasoning(budget=2000, is_hidden=True, is_enabled=True, summary="auto"),
        },
    ),
    "cache marks": (
        {
            "messages": [
                {
                    "role": "system",
                    "content": [{"type": "text", "text": "a", "cache_control": {"type": "ephemeral", "ttl": "1h"}}],
                },
                HELLO,
            ],
            "cache_control": {"type": "ephemeral"},
        },
        {
            "messages": (
                Message(role=Role.SYSTEM, content=(TextPart(text="a", cache=CacheMark(ttl="1h")),)),
                HELLO_MEANT,
            ),
            "cache": CacheMark(),
        },
    ),
    "thoughts of every family": (
        {
            "messages": [
                HELLO,
                {
                    "role": "assistant",
                    "content": "4",
                    "reasoning_details": [
                        {
                            "type": "reasoning.text",
                            "text": "2 and 2",
                            "signature": "EqQB",
                            "format": "anthropic-claude-v1",
                            "index": 0,
                        },
                        {
                            "type": "reasoning.encrypted",
                            "data": "gAAA",
                            "id": "rs_1",
                            "format": "openai-responses-v1",
                            "index": 1,
                        },
                    ],
                },
                HELLO,
            ]
        },
        {
            "messages": (
                HELLO_MEANT,
                Message(
                    role=Role.ASSISTANT,
                    content=(
                        ReasoningPart(text="2 and 2", seal=Seal(family="anthropic", data="EqQB")),
                        ReasoningPart(
                            seal=Seal(family="openai", data="gAAA", kind=SealKind.ENCRYPTED, id="rs_1"),
                        ),
                        TextPart(text="4"),
                    ),
                ),
                HELLO_MEANT,
            )
        },
    ),
}
"""Requests that say more than OpenAI takes."""

EVERYTHING = ChatFlavour(name="x", title="X", has_marks=True, has_details=True)
WRITTEN = [*((*case, PLAIN) for case in CASES.values()), *((*case, EVERYTHING) for case in OPENROUTER.values())]


@pytest.mark.parametrize(("wire", "meant"), [*CASES.values(), *OPENROUTER.values()], ids=[*CASES, *OPENROUTER])
def test_a_body_means_what_its_client_meant(wire, meant):
    """Each form of request has one canonical meaning, and nothing of it is lost."""
    assert CanonicalRequest(model="gpt-x", **meant) == OPENAI_CHAT.decode_request(dump({"model": "gpt-x", **wire}))


@pytest.mark.parametrize(("wire", "meant", "flavour"), WRITTEN, ids=[*CASES, *OPENROUTER])
def test_a_meaning_is_written_as_it_was(wire, meant, flavour):
    """Encoded again, the body says the same."""
    written = OPENAI_CHAT.encode_request(CanonicalRequest(model="x", **meant), Aim(model="gpt-x", flavour=flavour))

    assert {"model": "gpt-x", **wire} == parse(dump(written.document))
    assert () == written.dropped


@pytest.mark.parametrize("stop", ["END", ["END"]])
def test_one_stop_sequence_may_be_a_string(stop):
    """The two ways of writing one sequence mean the same."""
    body = dump({"model": "gpt-x", "messages": [HELLO], "stop": stop})

    assert ("END",) == OPENAI_CHAT.decode_request(body).stop
