"""Requests as the hub has them, the Converse bodies that say them, and back.

Bodies follow the Bedrock User Guide and API reference (read November 2026); botocore 1.44.8 is the judge of each.
"""

import pytest

from proxy.canonical.cache import CacheMark
from proxy.canonical.content import AudioPart, Citation, FilePart, ImagePart, ReasoningPart, TextPart, UnknownPart
from proxy.canonical.jsontext import dump
from proxy.canonical.request import CanonicalRequest, Message, Reasoning, ResponseFormat, ResponseFormatKind, Role
from proxy.canonical.seal import Seal, SealKind
from proxy.canonical.tools import ToolCall, ToolChoice, ToolChoiceMode, ToolDefinition, ToolKind
from proxy.dialects.base import Aim, Where
from proxy.dialects.bedrock_converse import BEDROCK_CONVERSE
from proxy.dialects.bedrock_converse.flavours import FLAVOURS
from tests.support.bedrock import problems_of

MODEL = "anthropic.claude-opus-4-6-v1"
HELLO = {"role": "user", "content": [{"text": "Hello!"}]}
HELLO_MEANT = Message(role=Role.USER, content=(TextPart(text="Hello!"),))
SCHEMA = {"type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"]}
WEATHER = {"toolSpec": {"name": "get_weather", "description": "Of a city", "inputSchema": {"json": SCHEMA}}}
WEATHER_MEANT = ToolDefinition(name="get_weather", description="Of a city", parameters=SCHEMA)
PNG, PDF = "iVBORw0KGgo=", "JVBERi0xLjQ="
SEAL = Seal(family="anthropic", data="ErUB-sig")


def text(said, **beside):
    """Return a text part."""
    return TextPart(text=said, **beside)


def user(*parts):
    """Return a user's turn."""
    return Message(role=Role.USER, content=parts)


def assistant(*parts):
    """Return an assistant's turn."""
    return Message(role=Role.ASSISTANT, content=parts)


def used(told, **arguments):
    """Return the block of a call."""
    return {"toolUse": {"toolUseId": told, "name": "get_weather", "input": arguments}}


def call(told, arguments):
    """Return the call that `used` means."""
    return ToolCall(id=told, name="get_weather", arguments=arguments)


def result(told, *content, **beside):
    """Return the block of a tool's result."""
    return {"toolResult": {"toolUseId": told, "content": list(content), **beside}}


def answer(told, *parts, **beside):
    """Return the turn that `result` means."""
    return Message(role=Role.TOOL, tool_call_id=told, content=parts, **beside)


def talk(*turns):
    """Return the messages of a body: user and assistant in turn, each a list of blocks."""
    return [{"role": ("user", "assistant")[index % 2], "content": turn} for index, turn in enumerate(turns)]


CALLED = assistant(call("t1", '{"city":"Bern"}'))
WITH_TOOLS = {"toolConfig": {"tools": [WEATHER]}}
LONG = "x" * 200_000

BOTH_WAYS = {
    "text": ({"messages": (HELLO_MEANT,)}, {"messages": [HELLO]}),
    "system blocks": (
        {"messages": (Message(role=Role.SYSTEM, content=(text("Be brief."), text("In French."))), HELLO_MEANT)},
        {"system": [{"text": "Be brief."}, {"text": "In French."}], "messages": [HELLO]},
    ),
    "multi-turn": (
        {"messages": (HELLO_MEANT, assistant(text("Hi.")), user(text("And?")))},
        {"messages": talk([{"text": "Hello!"}], [{"text": "Hi."}], [{"text": "And?"}])},
    ),
    "a prefilled answer": (
        {"messages": (HELLO_MEANT, assistant(text("{")))},
        {"messages": talk([{"text": "Hello!"}], [{"text": "{"}])},
    ),
    "unicode": (
        {"messages": (user(text('Grüße, 世界 🌍 "q"\n\t\u2028 \\')),)},
        {"messages": talk([{"text": 'Grüße, 世界 🌍 "q"\n\t\u2028 \\'}])},
    ),
    "parameters": (
        {
            "messages": (HELLO_MEANT,),
            "max_output_tokens": 512,
            "temperature": 0.5,
            "stop": ("END", "###"),
            "top_k": 40,
            "service_tier": "flex",
            "metadata": {"team": "search"},
        },
        {
            "messages": [HELLO],
            "inferenceConfig": {"maxTokens": 512, "temperature": 0.5, "stopSequences": ["END", "###"]},
            "additionalModelRequestFields": {"top_k": 40},
            "additionalModelResponseFieldPaths": ["/stop_sequence"],
            "serviceTier": {"type": "flex"},
            "requestMetadata": {"team": "search"},
        },
    ),
    "tools, the model chooses": (
        {"messages": (HELLO_MEANT,), "tools": (WEATHER_MEANT,), "tool_choice": ToolChoice(mode=ToolChoiceMode.AUTO)},
        {"messages": [HELLO], "toolConfig": {"tools": [WEATHER], "toolChoice": {"auto": {}}}},
    ),
    "tools, one must be called": (
        {
            "messages": (HELLO_MEANT,),
            "tools": (WEATHER_MEANT,),
            "tool_choice": ToolChoice(mode=ToolChoiceMode.REQUIRED),
        },
        {"messages": [HELLO], "toolConfig": {"tools": [WEATHER], "toolChoice": {"any": {}}}},
    ),
    "tools, this one": (
        {
            "messages": (HELLO_MEANT,),
            "tools": (WEATHER_MEANT,),
            "tool_choice": ToolChoice(mode=ToolChoiceMode.NAMED, name="get_weather"),
        },
        {"messages": [HELLO], "toolConfig": {"tools": [WEATHER], "toolChoice": {"tool": {"name": "get_weather"}}}},
    ),
    "a strict tool, and one that Bedrock runs": (
        {
            "messages": (HELLO_MEANT,),
            "tools": (
                ToolDefinition(name="f", parameters=SCHEMA, strict=True),
                ToolDefinition(
                    name="nova_grounding", kind=ToolKind.NATIVE, extra={"systemTool": {"name": "nova_grounding"}}
                ),
            ),
        },
        {
            "messages": [HELLO],
            "toolConfig": {
                "tools": [
                    {"toolSpec": {"name": "f", "inputSchema": {"json": SCHEMA}, "strict": True}},
                    {"systemTool": {"name": "nova_grounding"}},
                ]
            },
        },
    ),
    "parallel calls and their results": (
        {
            "messages": (
                HELLO_MEANT,
                assistant(text("Both."), call("t1", '{"city":"Bern"}'), call("t2", '{"city":"世界"}')),
                answer("t1", text("sunny")),
                answer("t2", text("no such place"), is_error=True),
                user(text("So?")),
            ),
            "tools": (WEATHER_MEANT,),
        },
        {
            "messages": talk(
                [{"text": "Hello!"}],
                [{"text": "Both."}, used("t1", city="Bern"), used("t2", city="世界")],
                [
                    result("t1", {"text": "sunny"}),
                    result("t2", {"text": "no such place"}, status="error"),
                    {"text": "So?"},
                ],
            ),
            **WITH_TOOLS,
        },
    ),
    "results of every kind": (
        {
            "messages": (
                HELLO_MEANT,
                CALLED,
                answer(
                    "t1",
                    text('{"degrees":[21,null]}', extra={"json": {"degrees": [21, None]}}),
                    ImagePart(url=f"data:image/png;base64,{PNG}"),
                    FilePart(url=f"data:application/pdf;base64,{PDF}", name="report"),
                    is_error=False,
                ),
            ),
            "tools": (WEATHER_MEANT,),
        },
        {
            "messages": talk(
                [{"text": "Hello!"}],
                [used("t1", city="Bern")],
                [
                    result(
                        "t1",
                        {"json": {"degrees": [21, None]}},
                        {"image": {"format": "png", "source": {"bytes": PNG}}},
                        {"document": {"format": "pdf", "name": "report", "source": {"bytes": PDF}}},
                        status="success",
                    )
                ],
            ),
            **WITH_TOOLS,
        },
    ),
    "a result that says nothing": (
        {"messages": (HELLO_MEANT, CALLED, answer("t1")), "tools": (WEATHER_MEANT,)},
        {"messages": talk([{"text": "Hello!"}], [used("t1", city="Bern")], [result("t1")]), **WITH_TOOLS},
    ),
    "huge arguments": (
        {
            "messages": (HELLO_MEANT, assistant(call("t1", f'{{"city":"{LONG}"}}')), answer("t1", text("ok"))),
            "tools": (WEATHER_MEANT,),
        },
        {
            "messages": talk([{"text": "Hello!"}], [used("t1", city=LONG)], [result("t1", {"text": "ok"})]),
            **WITH_TOOLS,
        },
    ),
    "image bytes": (
        {"messages": (user(text("What?"), ImagePart(url=f"data:image/jpeg;base64,{PNG}")),)},
        {"messages": talk([{"text": "What?"}, {"image": {"format": "jpeg", "source": {"bytes": PNG}}}])},
    ),
    "an image in S3, with its owner": (
        {
            "messages": (
                user(
                    ImagePart(url="s3://b/a.png", extra={"image": {"source": {"bucketOwner": "111122223333"}}}),
                ),
            )
        },
        {
            "messages": talk(
                [
                    {
                        "image": {
                            "format": "png",
                            "source": {"s3Location": {"uri": "s3://b/a.png", "bucketOwner": "111122223333"}},
                        }
                    }
                ]
            )
        },
    ),
    "a PDF with citations, and audio": (
        {
            "messages": (
                user(
                    FilePart(
                        url=f"data:application/pdf;base64,{PDF}",
                        name="report",
                        extra={"document": {"citations": {"enabled": True}}},
                    ),
                    AudioPart(data="UklGRg==", format="wav"),
                    text("Sum up."),
                ),
            )
        },
        {
            "messages": talk(
                [
                    {
                        "document": {
                            "format": "pdf",
                            "name": "report",
                            "source": {"bytes": PDF},
                            "citations": {"enabled": True},
                        }
                    },
                    {"audio": {"format": "wav", "source": {"bytes": "UklGRg=="}}},
                    {"text": "Sum up."},
                ]
            )
        },
    ),
    "JSON of a schema": (
        {
            "messages": (HELLO_MEANT,),
            "response_format": ResponseFormat(
                kind=ResponseFormatKind.JSON_SCHEMA, name="place", description="A place", schema={"type": "object"}
            ),
        },
        {
            "messages": [HELLO],
            "outputConfig": {
                "textFormat": {
                    "type": "json_schema",
                    "structure": {
                        "jsonSchema": {"schema": '{"type":"object"}', "name": "place", "description": "A place"}
                    },
                }
            },
        },
    ),
    "thoughts replayed, open and hidden": (
        {
            "messages": (
                HELLO_MEANT,
                assistant(
                    ReasoningPart(text="Hm.", seal=SEAL),
                    ReasoningPart(seal=Seal(family="anthropic", data="AAEC", kind=SealKind.ENCRYPTED)),
                    call("t1", '{"city":"Bern"}'),
                ),
                answer("t1", text("sunny")),
            ),
            "tools": (WEATHER_MEANT,),
            "reasoning": Reasoning(budget=2048),
        },
        {
            "messages": talk(
                [{"text": "Hello!"}],
                [
                    {"reasoningContent": {"reasoningText": {"text": "Hm.", "signature": "ErUB-sig"}}},
                    {"reasoningContent": {"redactedContent": "AAEC"}},
                    used("t1", city="Bern"),
                ],
                [result("t1", {"text": "sunny"})],
            ),
            **WITH_TOOLS,
            "additionalModelRequestFields": {"thinking": {"type": "enabled", "budget_tokens": 2048}},
        },
    ),
    "an effort": (
        {"messages": (HELLO_MEANT,), "reasoning": Reasoning(effort="max")},
        {
            "messages": [HELLO],
            "additionalModelRequestFields": {"thinking": {"type": "adaptive"}},
            "outputConfig": {"effort": "max"},
        },
    ),
    "cache points": (
        {
            "messages": (
                Message(role=Role.SYSTEM, content=(text("Long.", cache=CacheMark(ttl="1h")),)),
                user(text("a", cache=CacheMark()), text("b")),
                CALLED,
                answer("t1", text("sunny"), cache=CacheMark(ttl="5m")),
            ),
            "tools": (
                ToolDefinition(name="get_weather", description="Of a city", parameters=SCHEMA, cache=CacheMark()),
            ),
        },
        {
            "system": [{"text": "Long."}, {"cachePoint": {"type": "default", "ttl": "1h"}}],
            "messages": talk(
                [{"text": "a"}, {"cachePoint": {"type": "default"}}, {"text": "b"}],
                [used("t1", city="Bern")],
                [result("t1", {"text": "sunny"}), {"cachePoint": {"type": "default", "ttl": "5m"}}],
            ),
            "toolConfig": {"tools": [WEATHER, {"cachePoint": {"type": "default"}}]},
        },
    ),
    "guardrails, and what only Bedrock knows": (
        {
            "messages": (
                user(
                    UnknownPart(
                        kind="guardContent", extra={"guardContent": {"text": {"text": "Hi", "qualifiers": ["query"]}}}
                    ),
                    UnknownPart(
                        kind="video",
                        extra={"video": {"format": "mp4", "source": {"s3Location": {"uri": "s3://b/a.mp4"}}}},
                    ),
                ),
            ),
            "extra": {
                "guardrailConfig": {"guardrailIdentifier": "abc", "guardrailVersion": "1", "trace": "enabled"},
                "performanceConfig": {"latency": "optimized"},
                "promptVariables": {"name": {"text": "Ann"}},
                "additionalModelRequestFields": {"anthropic_beta": ["context-1m-2025-08-07"]},
                "additionalModelResponseFieldPaths": ["/x"],
            },
        },
        {
            "messages": talk(
                [
                    {"guardContent": {"text": {"text": "Hi", "qualifiers": ["query"]}}},
                    {"video": {"format": "mp4", "source": {"s3Location": {"uri": "s3://b/a.mp4"}}}},
                ]
            ),
            "guardrailConfig": {"guardrailIdentifier": "abc", "guardrailVersion": "1", "trace": "enabled"},
            "performanceConfig": {"latency": "optimized"},
            "promptVariables": {"name": {"text": "Ann"}},
            "additionalModelRequestFields": {"anthropic_beta": ["context-1m-2025-08-07"]},
            "additionalModelResponseFieldPaths": ["/x"],
        },
    ),
    "what a cited answer rested on": (
        {
            "messages": (
                HELLO_MEANT,
                assistant(
                    text(
                        "Grass is green.",
                        citations=(
                            Citation(
                                title="Doc",
                                quote="The grass is green.",
                                extra={"location": {"documentChar": {"documentIndex": 0, "start": 0, "end": 20}}},
                            ),
                        ),
                    )
                ),
                user(text("And?")),
            )
        },
        {
            "messages": talk(
                [{"text": "Hello!"}],
                [
                    {
                        "citationsContent": {
                            "content": [{"text": "Grass is green."}],
                            "citations": [
                                {
                                    "title": "Doc",
                                    "sourceContent": [{"text": "The grass is green."}],
                                    "location": {"documentChar": {"documentIndex": 0, "start": 0, "end": 20}},
                                }
                            ],
                        }
                    }
                ],
                [{"text": "And?"}],
            )
        },
    ),
    "tools that change on the way": (
        {
            "messages": (
                HELLO_MEANT,
                Message(
                    role=Role.SYSTEM,
                    content=(
                        UnknownPart(kind="toolAddition", extra={"toolAddition": {"tool": {"name": "get_weather"}}}),
                    ),
                    extra={"role": "system"},
                ),
            ),
            "tools": (WEATHER_MEANT,),
        },
        {
            "messages": [HELLO, {"role": "system", "content": [{"toolAddition": {"tool": {"name": "get_weather"}}}]}],
            **WITH_TOOLS,
        },
    ),
}


def asked(members):
    """Return a request of *members*."""
    return CanonicalRequest(model=MODEL, **members)


def aimed(model=MODEL, **beside):
    """Return the aim at *model*."""
    return Aim(model=model, flavour=FLAVOURS["bedrock"], **beside)


@pytest.mark.parametrize("name", BOTH_WAYS)
def test_a_request_is_said(name):
    """What the hub has is written as Bedrock documents it, and nothing is dropped."""
    members, body = BOTH_WAYS[name]
    encoded = BEDROCK_CONVERSE.encode_request(asked(members), aimed())

    assert (body, ()) == (encoded.document, encoded.dropped)


@pytest.mark.parametrize("name", BOTH_WAYS)
def test_a_body_means_what_it_said(name):
    """The simulator reads a body as the request that it was."""
    members, body = BOTH_WAYS[name]

    assert asked(members) == BEDROCK_CONVERSE.decode_request(dump(body), Where(model=MODEL))


@pytest.mark.parametrize("operation", ["Converse", "ConverseStream"])
@pytest.mark.parametrize("name", BOTH_WAYS)
def test_botocore_would_send_it(name, operation):
    """The bodies here are valid for both operations of the service model."""
    assert "" == problems_of(BOTH_WAYS[name][1], MODEL, operation)
