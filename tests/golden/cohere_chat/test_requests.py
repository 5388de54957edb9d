"""Requests as the hub has them, the bodies of Cohere's `v2/chat` that say them, and back; and what is translated.

Bodies follow Cohere's API reference and guides (read November 2026).
"""

import pytest

from proxy.canonical.content import Citation, ImagePart, ReasoningPart, RefusalPart, TextPart
from proxy.canonical.jsontext import dump
from proxy.canonical.request import CanonicalRequest, Message, Reasoning, ResponseFormat, ResponseFormatKind, Role
from proxy.canonical.seal import Seal
from proxy.canonical.tools import ToolCall, ToolChoice, ToolChoiceMode, ToolDefinition, ToolKind
from proxy.dialects.base import Aim
from proxy.dialects.cohere_chat import COHERE_CHAT
from proxy.dialects.cohere_chat.flavours import FLAVOURS

THINKER, PLAIN = "command-a-reasoning-08-2025", "command-a-03-2025"
HELLO, HELLO_MEANT = {"role": "user", "content": "Hello!"}, Message(role=Role.USER, content="Hello!")
SCHEMA = {"type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"]}
WEATHER = {"type": "function", "function": {"name": "get_weather", "description": "Of a city", "parameters": SCHEMA}}
WEATHER_MEANT = ToolDefinition(name="get_weather", description="Of a city", parameters=SCHEMA)


def used(told, arguments='{"city":"Bern"}'):
    """Return a call as Cohere writes it."""
    return {"id": told, "type": "function", "function": {"name": "get_weather", "arguments": arguments}}


def call(told, arguments='{"city":"Bern"}'):
    """Return the call that `used` means."""
    return ToolCall(id=told, name="get_weather", arguments=arguments)


def assistant(*parts):
    """Return an assistant's turn."""
    return Message(role=Role.ASSISTANT, content=parts)


def answer(told, content):
    """Return a tool's turn."""
    return Message(role=Role.TOOL, tool_call_id=told, content=content)


LONG = f'{{"city":"{"x" * 200_000}"}}'

BOTH_WAYS = {
    "text": ({"messages": (HELLO_MEANT,)}, {"messages": [HELLO]}),
    "system": (
        {"messages": (Message(role=Role.SYSTEM, content="Be brief."), HELLO_MEANT)},
        {"messages": [{"role": "system", "content": "Be brief."}, HELLO]},
    ),
    "multi-turn, streamed": (
        {"messages": (HELLO_MEANT, Message(role=Role.ASSISTANT, content="Hi."), HELLO_MEANT), "stream": True},
        {"messages": [HELLO, {"role": "assistant", "content": "Hi."}, HELLO], "stream": True},
    ),
    "unicode": (
        {"messages": (Message(role=Role.USER, content='Grüße, 世界 🌍 "q"\n\u2028'),)},
        {"messages": [{"role": "user", "content": 'Grüße, 世界 🌍 "q"\n\u2028'}]},
    ),
    "images": (
        {
            "messages": (
                Message(
                    role=Role.USER,
                    content=(
                        TextPart(text="What?"),
                        ImagePart(url="https://example.org/a.png", detail="low"),
                        ImagePart(url="data:image/png;base64,AA=="),
                    ),
                ),
            )
        },
        {
            "messages": [
                {
                    "role": "user",
                    "content": [
                        {"type": "text", "text": "What?"},
                        {"type": "image_url", "image_url": {"url": "https://example.org/a.png", "detail": "low"}},
                        {"type": "image_url", "image_url": {"url": "data:image/png;base64,AA=="}},
                    ],
                }
            ]
        },
    ),
    "parameters": (
        {
            "messages": (HELLO_MEANT,),
            "max_output_tokens": 512,
            "temperature": 0.3,
            "top_p": 0.75,
            "top_k": 0,
            "seed": 7,
            "frequency_penalty": 0.5,
            "stop": ("END",),
            "logprobs": True,
        },
        {
            "messages": [HELLO],
            "max_tokens": 512,
            "temperature": 0.3,
            "p": 0.75,
            "k": 0,
            "seed": 7,
            "frequency_penalty": 0.5,
            "stop_sequences": ["END"],
            "logprobs": True,
        },
    ),
    "tools, one must be called": (
        {
            "messages": (HELLO_MEANT,),
            "tools": (WEATHER_MEANT,),
            "tool_choice": ToolChoice(mode=ToolChoiceMode.REQUIRED),
        },
        {"messages": [HELLO], "tools": [WEATHER], "tool_choice": "REQUIRED"},
    ),
    "tools, none may be called": (
        {"messages": (HELLO_MEANT,), "tools": (WEATHER_MEANT,), "tool_choice": ToolChoice(mode=ToolChoiceMode.NONE)},
        {"messages": [HELLO], "tools": [WEATHER], "tool_choice": "NONE"},
    ),
    "strict tools": (
        {"messages": (HELLO_MEANT,), "tools": (ToolDefinition(name="f", parameters=SCHEMA, strict=True),)},
        {
            "messages": [HELLO],
            "tools": [{"type": "function", "function": {"name": "f", "parameters": SCHEMA}}],
            "strict_tools": True,
        },
    ),
    "a plan, parallel calls, and their results": (
        {
            "messages": (
                HELLO_MEANT,
                assistant(ReasoningPart(text="I will look.", extra={"tool_plan": True}), call("c1"), call("c2")),
                answer("c1", '{"weather":"sunny"}'),
                answer(
                    "c2",
                    (
                        TextPart(text="rain"),
                        TextPart(
                            text='{"weather":"rain"}', extra={"document": {"data": {"weather": "rain"}, "id": "d1"}}
                        ),
                    ),
                ),
            ),
            "tools": (WEATHER_MEANT,),
        },
        {
            "messages": [
                HELLO,
                {"role": "assistant", "tool_plan": "I will look.", "tool_calls": [used("c1"), used("c2")]},
                {"role": "tool", "tool_call_id": "c1", "content": '{"weather":"sunny"}'},
                {
                    "role": "tool",
                    "tool_call_id": "c2",
                    "content": [
                        {"type": "text", "text": "rain"},
                        {"type": "document", "document": {"data": {"weather": "rain"}, "id": "d1"}},
                    ],
                },
            ],
            "tools": [WEATHER],
        },
    ),
    "huge arguments": (
        {"messages": (HELLO_MEANT, assistant(call("c1", LONG)), answer("c1", "ok")), "tools": (WEATHER_MEANT,)},
        {
            "messages": [
                HELLO,
                {"role": "assistant", "tool_calls": [used("c1", LONG)]},
                {"role": "tool", "tool_call_id": "c1", "content": "ok"},
            ],
            "tools": [WEATHER],
        },
    ),
    "JSON": (
        {"messages": (HELLO_MEANT,), "response_format": ResponseFormat(kind=ResponseFormatKind.JSON_OBJECT)},
        {"messages": [HELLO], "response_format": {"type": "json_object"}},
    ),
    "JSON of a schema": (
        {
            "messages": (HELLO_MEANT,),
            "response_format": ResponseFormat(kind=ResponseFormatKind.JSON_SCHEMA, schema=SCHEMA),
        },
        {"messages": [HELLO], "response_format": {"type": "json_object", "json_schema": SCHEMA}},
    ),
    "thoughts replayed, on a budget": (
        {
            "messages": (HELLO_MEANT, assistant(ReasoningPart(text="Hm."), TextPart(text="Hi.")), HELLO_MEANT),
            "reasoning": Reasoning(budget=500),
        },
        {
            "messages": [
                HELLO,
                {
                    "role": "assistant",
                    "content": [{"type": "thinking", "thinking": "Hm."}, {"type": "text", "text": "Hi."}],
                },
                HELLO,
            ],
            "thinking": {"type": "enabled", "token_budget": 500},
        },
    ),
    "no thinking": (
        {"messages": (HELLO_MEANT,), "reasoning": Reasoning(is_enabled=False)},
        {"messages": [HELLO], "thinking": {"type": "disabled"}},
    ),
    "what an answer rested on": (
        {
            "messages": (
                HELLO_MEANT,
                assistant(
                    TextPart(
                        text="Tall penguins.",
                        citations=(
                            Citation(
                                start=0,
                                end=4,
                                title="Tall",
                                extra={
                                    "text": "Tall",
                                    "sources": [{"type": "document", "id": "doc:0", "document": {"title": "Tall"}}],
                                },
                            ),
                        ),
                    )
                ),
            )
        },
        {
            "messages": [
                HELLO,
                {
                    "role": "assistant",
                    "content": [{"type": "text", "text": "Tall penguins."}],
                    "citations": [
                        {
                            "start": 0,
                            "end": 4,
                            "text": "Tall",
                            "sources": [{"type": "document", "id": "doc:0", "document": {"title": "Tall"}}],
                            "content_index": 0,
                            "type": "TEXT_CONTENT",
                        }
                    ],
                },
            ]
        },
    ),
    "documents, and what only Cohere knows": (
        {
            "messages": (HELLO_MEANT,),
            "extra": {
                "documents": ["plain", {"id": "d", "data": {"title": "Tall", "snippet": "Emperor penguins."}}],
                "citation_options": {"mode": "FAST"},
                "safety_mode": "STRICT",
                "priority": 3,
            },
        },
        {
            "messages": [HELLO],
            "documents": ["plain", {"id": "d", "data": {"title": "Tall", "snippet": "Emperor penguins."}}],
            "citation_options": {"mode": "FAST"},
            "safety_mode": "STRICT",
            "priority": 3,
        },
    ),
}


def asked(members, model=THINKER):
    """Return a request of *members*."""
    return CanonicalRequest(model=model, **members)


def aimed(model=THINKER):
    """Return the aim at *model*."""
    return Aim(model=model, flavour=FLAVOURS["cohere"])


@pytest.mark.parametrize("name", BOTH_WAYS)
def test_a_request_is_said(name):
    """What the hub has is written as Cohere documents it, and nothing is dropped."""
    members, body = BOTH_WAYS[name]
    encoded = COHERE_CHAT.encode_request(asked(members), aimed())

    assert ({"model": THINKER, **body}, ()) == (encoded.document, encoded.dropped)


@pytest.mark.parametrize("name", BOTH_WAYS)
def test_a_body_means_what_it_said(name):
    """The simulator reads a body as the request that it was."""
    members, body = BOTH_WAYS[name]

    assert asked(members) == COHERE_CHAT.decode_request(dump({"model": THINKER, **body}))


TRANSLATED = {
    "several instructions, one of them late": (
        {
            "messages": (
                Message(role=Role.SYSTEM, content="a"),
                Message(role=Role.DEVELOPER, content=(TextPart(text="b"),)),
                HELLO_MEANT,
                Message(role=Role.SYSTEM, content="c"),
            )
        },
        PLAIN,
        {
            "messages": [
                {"role": "system", "content": [{"type": "text", "text": "a"}, {"type": "text", "text": "b"}]},
                HELLO,
                {"role": "user", "content": "c"},
            ]
        },
        (),
    ),
    "one tool by its name": (
        {
            "messages": (HELLO_MEANT,),
            "tools": (WEATHER_MEANT, ToolDefinition(name="other")),
            "tool_choice": ToolChoice(mode=ToolChoiceMode.NAMED, name="get_weather"),
        },
        PLAIN,
        {"messages": [HELLO], "tools": [WEATHER], "tool_choice": "REQUIRED"},
        (),
    ),
    "some tools, freely; one without a schema": (
        {
            "messages": (HELLO_MEANT,),
            "tools": (ToolDefinition(name="f", strict=None), WEATHER_MEANT),
            "tool_choice": ToolChoice(mode=ToolChoiceMode.AUTO, allowed=("f",)),
        },
        PLAIN,
        {
            "messages": [HELLO],
            "tools": [
                {"type": "function", "function": {"name": "f", "parameters": {"type": "object", "properties": {}}}}
            ],
        },
        (),
    ),
    "a tool that takes a text": (
        {
            "messages": (
                HELLO_MEANT,
                assistant(TextPart(text=""), ToolCall(id="c1", name="sh", arguments="ls", kind=ToolKind.CUSTOM)),
            ),
            "tools": (ToolDefinition(name="sh", kind=ToolKind.CUSTOM),),
        },
        PLAIN,
        {
            "messages": [
                HELLO,
                {
                    "role": "assistant",
                    "tool_calls": [
                        {"id": "c1", "type": "function", "function": {"name": "sh", "arguments": '{"input":"ls"}'}}
                    ],
                },
            ],
            "tools": [
                {
                    "type": "function",
                    "function": {
                        "name": "sh",
                        "parameters": {
                            "type": "object",
                            "properties": {"input": {"type": "string"}},
                            "required": ["input"],
                        },
                    },
                }
            ],
        },
        (),
    ),
    "thoughts, to a model that does not think": (
        {
            "messages": (
                HELLO_MEANT,
                assistant(ReasoningPart(text="a"), TextPart(text="Hi.")),
                HELLO_MEANT,
                assistant(ReasoningPart(text="b"), call("c1")),
            ),
            "reasoning": Reasoning(effort="high"),
        },
        PLAIN,
        {
            "messages": [
                HELLO,
                {"role": "assistant", "content": [{"type": "text", "text": "Hi."}]},
                HELLO,
                {"role": "assistant", "tool_plan": "b", "tool_calls": [used("c1")]},
            ]
        },
        ("reasoning",),
    ),
    "thoughts of another family": (
        {
            "messages": (
                HELLO_MEANT,
                assistant(ReasoningPart(text="a", seal=Seal(family="anthropic", data="s")), RefusalPart(text="No.")),
            )
        },
        THINKER,
        {"messages": [HELLO, {"role": "assistant", "content": [{"type": "text", "text": "No."}]}]},
        ("reasoning",),
    ),
    "an effort": (
        {"messages": (HELLO_MEANT,), "reasoning": Reasoning(effort="low"), "max_output_tokens": 10_000},
        THINKER,
        {"messages": [HELLO], "max_tokens": 10_000, "thinking": {"type": "enabled", "token_budget": 2000}},
        (),
    ),
    "values out of bounds": (
        {
            "messages": (HELLO_MEANT,),
            "top_p": 1,
            "top_k": 1000,
            "frequency_penalty": -1.0,
            "presence_penalty": 2.0,
            "stop": ("", "a", "b", "c", "d", "e", "f"),
        },
        PLAIN,
        {
            "messages": [HELLO],
            "stop_sequences": ["a", "b", "c", "d", "e"],
            "p": 0.99,
            "k": 500,
            "frequency_penalty": 0.0,
        },
        ("presence_penalty", "stop"),
    ),
    "what Cohere has no word for": (
        {
            "messages": (HELLO_MEANT,),
            "top_logprobs": 3,
            "parallel_tool_calls": False,
            "store": False,
            "choices": 1,
            "user": "u",
            "metadata": {"a": "b"},
            "reasoning": Reasoning(effort="none"),
            "tool_choice": ToolChoice(mode=ToolChoiceMode.NONE),
        },
        PLAIN,
        {"messages": [HELLO]},
        ("metadata", "parallel_tool_calls", "top_logprobs", "user"),
    ),
}


@pytest.mark.parametrize("name", TRANSLATED)
def test_a_request_is_translated(name):
    """Cohere is sent what comes nearest, and what is gone is named."""
    members, model, body, dropped = TRANSLATED[name]
    encoded = COHERE_CHAT.encode_request(asked(members, "any"), aimed(model))

    assert ({"model": model, **body}, dropped) == (encoded.document, encoded.dropped)
