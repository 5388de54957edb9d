"""Requests that other dialects say and Converse cannot say so, and what Bedrock is sent instead; by model where they differ."""

import pytest

from proxy.canonical.cache import CacheMark
from proxy.canonical.content import FilePart, ReasoningPart, TextPart
from proxy.canonical.request import CanonicalRequest, Message, Reasoning, ResponseFormat, ResponseFormatKind, Role
from proxy.canonical.seal import Seal
from proxy.canonical.tools import ToolCall, ToolChoice, ToolChoiceMode, ToolDefinition, ToolKind
from proxy.dialects.base import Aim
from proxy.dialects.bedrock_converse import BEDROCK_CONVERSE
from proxy.dialects.bedrock_converse.flavours import FLAVOURS
from tests.support.bedrock import problems_of

SONNET_45 = "us.anthropic.claude-sonnet-4-5-20250929-v1:0"
OPUS_46, OPUS_47 = "anthropic.claude-opus-4-6-v1", "global.anthropic.claude-opus-4-7"
NOVA, NOVA_2, LLAMA = "amazon.nova-pro-v1:0", "us.amazon.nova-2-lite-v1:0", "meta.llama3-3-70b-instruct-v1:0"
GPT, DEEPSEEK = "openai.gpt-oss-120b-1:0", "us.deepseek.r1-v1:0"
PROFILE = "arn:aws:bedrock:eu-west-1:111122223333:application-inference-profile/ab12"

HELLO = Message(role=Role.USER, content="Hello!")
ASKED = [{"role": "user", "content": [{"text": "Hello!"}]}]
TOOL = ToolDefinition(name="f")
SPEC = {"toolSpec": {"name": "f", "inputSchema": {"json": {"type": "object", "properties": {}}}}}
CALLED = Message(role=Role.ASSISTANT, content=(ToolCall(id="t1", name="f", arguments=""),))
USED = {"role": "assistant", "content": [{"toolUse": {"toolUseId": "t1", "name": "f", "input": {}}}]}
ANSWERED = Message(role=Role.TOOL, tool_call_id="t1", content="ok")
RESULT = {"role": "user", "content": [{"toolResult": {"toolUseId": "t1", "content": [{"text": "ok"}]}}]}
HIGH, BUDGET = Reasoning(effort="high"), Reasoning(budget=5000)
PDF = FilePart(url="data:application/pdf;base64,JVBERg==", name="Q1_report.pdf")


def document(name):
    """Return the block of a PDF of that name."""
    return {"document": {"format": "pdf", "name": name, "source": {"bytes": "JVBERg=="}}}


CASES = {
    "an instruction in the midst": (
        {"messages": (HELLO, Message(role=Role.DEVELOPER, content="In French."))},
        OPUS_46,
        {"messages": [{"role": "user", "content": [{"text": "Hello!"}, {"text": "In French."}]}]},
        (),
    ),
    "the assistant begins, and nobody says nothing": (
        {
            "messages": (
                Message(role=Role.ASSISTANT, content="Welcome."),
                Message(role=Role.USER, content="  "),
                Message(role=Role.ASSISTANT, content="Well?"),
                HELLO,
            )
        },
        OPUS_46,
        {
            "messages": [
                {"role": "user", "content": [{"text": "."}]},
                {"role": "assistant", "content": [{"text": "Welcome."}, {"text": "Well?"}]},
                *ASKED,
            ]
        },
        (),
    ),
    "results come first": (
        {"messages": (HELLO, CALLED, Message(role=Role.USER, content="Wait."), ANSWERED), "tools": (TOOL,)},
        OPUS_46,
        {
            "messages": [*ASKED, USED, {"role": "user", "content": [*RESULT["content"], {"text": "Wait."}]}],
            "toolConfig": {"tools": [SPEC]},
        },
        (),
    ),
    "calls in a history without tools": (
        {"messages": (HELLO, CALLED, ANSWERED)},
        OPUS_46,
        {"messages": [*ASKED, USED, RESULT], "toolConfig": {"tools": [SPEC]}},
        (),
    ),
    "no call, please": (
        {"messages": (HELLO,), "tools": (TOOL,), "tool_choice": ToolChoice(mode=ToolChoiceMode.NONE)},
        OPUS_46,
        {"messages": ASKED},
        (),
    ),
    "no call, please, after calls": (
        {
            "messages": (HELLO, CALLED, ANSWERED),
            "tools": (TOOL,),
            "tool_choice": ToolChoice(mode=ToolChoiceMode.NONE),
        },
        OPUS_46,
        {"messages": [*ASKED, USED, RESULT], "toolConfig": {"tools": [SPEC]}},
        ("tool_choice",),
    ),
    "a choice among some": (
        {
            "messages": (HELLO,),
            "tools": (TOOL, ToolDefinition(name="g")),
            "tool_choice": ToolChoice(mode=ToolChoiceMode.REQUIRED, allowed=("f",)),
        },
        OPUS_46,
        {"messages": ASKED, "toolConfig": {"tools": [SPEC], "toolChoice": {"any": {}}}},
        (),
    ),
    "a tool that takes a text, arguments that are none, an id that does not fit": (
        {
            "messages": (
                HELLO,
                Message(
                    role=Role.ASSISTANT,
                    content=(
                        ToolCall(id="a b", name="c", arguments="ls -l", kind=ToolKind.CUSTOM),
                        ToolCall(id="t2", name="f", arguments='{"city":"Be'),
                        ToolCall(id="t3", name="f", arguments="[1]"),
                    ),
                ),
                Message(role=Role.TOOL, tool_call_id="a b", content="ok"),
            ),
            "tools": (ToolDefinition(name="c", kind=ToolKind.CUSTOM),),
        },
        OPUS_46,
        {
            "messages": [
                *ASKED,
                {
                    "role": "assistant",
                    "content": [
                        {
                            "toolUse": {
                                "toolUseId": "c8687a08aa5d6ed2044328fa6a697ab8e96dc34291e8c2034ae8c38e6fcc6d65",
                                "name": "c",
                                "input": {"input": "ls -l"},
                            }
                        },
                        {"toolUse": {"toolUseId": "t2", "name": "f", "input": {"input": '{"city":"Be'}}},
                        {"toolUse": {"toolUseId": "t3", "name": "f", "input": {"input": [1]}}},
                    ],
                },
                {
                    "role": "user",
                    "content": [
                        {
                            "toolResult": {
                                "toolUseId": "c8687a08aa5d6ed2044328fa6a697ab8e96dc34291e8c2034ae8c38e6fcc6d65",
                                "content": [{"text": "ok"}],
                            }
                        }
                    ],
                },
            ],
            "toolConfig": {
                "tools": [
                    {
                        "toolSpec": {
                            "name": "c",
                            "inputSchema": {
                                "json": {
                                    "type": "object",
                                    "properties": {"input": {"type": "string"}},
                                    "required": ["input"],
                                }
                            },
                        }
                    }
                ]
            },
        },
        (),
    ),
    "documents of one name, without a word": (
        {"messages": (Message(role=Role.USER, content=(PDF, PDF)), Message(role=Role.USER, content=(PDF,)))},
        OPUS_46,
        {
            "messages": [
                {
                    "role": "user",
                    "content": [
                        document("Q1 report"),
                        document("Q1 report 2"),
                        document("Q1 report 3"),
                        {"text": "Q1 report"},
                    ],
                }
            ]
        },
        (),
    ),
    "what Converse has no word for": (
        {
            "messages": (HELLO,),
            "seed": 7,
            "frequency_penalty": 0.5,
            "logprobs": True,
            "parallel_tool_calls": False,
            "store": False,
            "choices": 1,
            "user": "u",
            "response_format": ResponseFormat(kind=ResponseFormatKind.JSON_OBJECT),
            "service_tier": "scale",
            "metadata": {"ok": "yes", "no": "a|b"},
            "temperature": 1.7,
        },
        LLAMA,
        {"messages": ASKED, "inferenceConfig": {"temperature": 1}, "requestMetadata": {"ok": "yes"}},
        (
            "frequency_penalty",
            "logprobs",
            "metadata",
            "parallel_tool_calls",
            "response_format",
            "seed",
            "service_tier",
            "user",
        ),
    ),
    "usual words of others": (
        {
            "messages": (HELLO,),
            "service_tier": "auto",
            "response_format": ResponseFormat(kind=ResponseFormatKind.TEXT),
            "stop": ("",),
        },
        OPUS_46,
        {"messages": ASKED},
        (),
    ),
    "thoughts of another family, and of nobody": (
        {
            "messages": (
                HELLO,
                Message(
                    role=Role.ASSISTANT,
                    content=(
                        ReasoningPart(text="a", seal=Seal(family="openai", data="x")),
                        ReasoningPart(text="b"),
                        TextPart(text="Hi."),
                    ),
                ),
            )
        },
        OPUS_46,
        {"messages": [*ASKED, {"role": "assistant", "content": [{"text": "Hi."}]}]},
        ("reasoning",),
    ),
    "thoughts of nobody, to a model without signatures": (
        {"messages": (HELLO, Message(role=Role.ASSISTANT, content=(ReasoningPart(text="b"), TextPart(text="Hi."))))},
        GPT,
        {
            "messages": [
                *ASKED,
                {
                    "role": "assistant",
                    "content": [{"reasoningContent": {"reasoningText": {"text": "b"}}}, {"text": "Hi."}],
                },
            ]
        },
        (),
    ),
    "a mark for the whole prompt": (
        {"messages": (HELLO,), "cache": CacheMark(ttl="1h")},
        OPUS_46,
        {
            "messages": [
                {"role": "user", "content": [{"text": "Hello!"}, {"cachePoint": {"type": "default", "ttl": "1h"}}]}
            ]
        },
        (),
    ),
    "marks, to a model without a cache": (
        {"messages": (Message(role=Role.USER, content=(TextPart(text="Hello!", cache=CacheMark()),)),)},
        LLAMA,
        {"messages": ASKED},
        ("cache",),
    ),
    "a mark on a tool, to Nova": (
        {"messages": (HELLO,), "tools": (ToolDefinition(name="f", cache=CacheMark(), strict=True),)},
        NOVA,
        {"messages": ASKED, "toolConfig": {"tools": [SPEC]}},
        ("cache",),
    ),
    "an effort, to a Claude that thinks on a budget": (
        {"messages": (HELLO,), "reasoning": HIGH, "max_output_tokens": 10_000, "temperature": 0.2, "top_k": 5},
        SONNET_45,
        {
            "messages": ASKED,
            "inferenceConfig": {"maxTokens": 10_000},
            "additionalModelRequestFields": {"thinking": {"type": "enabled", "budget_tokens": 8000}},
        },
        ("temperature", "top_k"),
    ),
    "a budget over the bound": (
        {"messages": (HELLO,), "reasoning": BUDGET, "max_output_tokens": 3000},
        SONNET_45,
        {
            "messages": ASKED,
            "inferenceConfig": {"maxTokens": 3000},
            "additionalModelRequestFields": {"thinking": {"type": "enabled", "budget_tokens": 2999}},
        },
        (),
    ),
    "no room to think": (
        {"messages": (HELLO,), "reasoning": BUDGET, "max_output_tokens": 1000, "temperature": 0.2},
        SONNET_45,
        {"messages": ASKED, "inferenceConfig": {"maxTokens": 1000, "temperature": 0.2}},
        ("reasoning",),
    ),
    "a budget, to a Claude that takes none": (
        {"messages": (HELLO,), "reasoning": BUDGET, "temperature": 0.2, "top_p": 0.9, "top_k": 3},
        OPUS_47,
        {
            "messages": ASKED,
            "additionalModelRequestFields": {"thinking": {"type": "adaptive", "display": "summarized"}},
            "outputConfig": {"effort": "low"},
        },
        ("temperature", "top_k", "top_p"),
    ),
    "thinking, where a call is forced": (
        {
            "messages": (HELLO,),
            "tools": (TOOL,),
            "tool_choice": ToolChoice(mode=ToolChoiceMode.REQUIRED),
            "reasoning": HIGH,
        },
        OPUS_46,
        {"messages": ASKED, "toolConfig": {"tools": [SPEC], "toolChoice": {"any": {}}}},
        ("reasoning",),
    ),
    "thinking on a budget, at work on another's calls": (
        {"messages": (HELLO, CALLED, ANSWERED), "tools": (TOOL,), "reasoning": BUDGET},
        SONNET_45,
        {"messages": [*ASKED, USED, RESULT], "toolConfig": {"tools": [SPEC]}},
        ("reasoning",),
    ),
    "temperature or top_p": (
        {"messages": (HELLO,), "temperature": 0.2, "top_p": 0.9},
        SONNET_45,
        {"messages": ASKED, "inferenceConfig": {"temperature": 0.2}},
        ("top_p",),
    ),
    "no thoughts, please": (
        {"messages": (HELLO,), "reasoning": Reasoning(effort="none")},
        OPUS_46,
        {"messages": ASKED},
        (),
    ),
    "hidden thoughts": (
        {"messages": (HELLO,), "reasoning": Reasoning(effort="minimal", is_hidden=True)},
        OPUS_47,
        {
            "messages": ASKED,
            "additionalModelRequestFields": {"thinking": {"type": "adaptive", "display": "omitted"}},
            "outputConfig": {"effort": "low"},
        },
        (),
    ),
    "Nova's own": (
        {"messages": (HELLO,), "reasoning": HIGH, "top_k": 20, "max_output_tokens": 100},
        NOVA_2,
        {
            "messages": ASKED,
            "inferenceConfig": {"maxTokens": 100},
            "additionalModelRequestFields": {
                "inferenceConfig": {"topK": 20},
                "reasoningConfig": {"type": "enabled", "maxReasoningEffort": "medium"},
            },
        },
        (),
    ),
    "Nova's highest effort": (
        {"messages": (HELLO,), "reasoning": HIGH, "temperature": 0.2},
        NOVA_2,
        {
            "messages": ASKED,
            "additionalModelRequestFields": {"reasoningConfig": {"type": "enabled", "maxReasoningEffort": "high"}},
        },
        ("temperature",),
    ),
    "OpenAI's own": (
        {"messages": (HELLO,), "reasoning": Reasoning(effort="xhigh"), "top_k": 20},
        GPT,
        {"messages": ASKED, "additionalModelRequestFields": {"reasoning_effort": "high"}},
        ("top_k",),
    ),
    "a model that always thinks": (
        {"messages": (HELLO,), "reasoning": HIGH},
        DEEPSEEK,
        {"messages": ASKED},
        ("reasoning",),
    ),
    "a model whose name says nothing": (
        {
            "messages": (Message(role=Role.USER, content=(TextPart(text="Hello!", cache=CacheMark()),)),),
            "reasoning": HIGH,
        },
        PROFILE,
        {"messages": [{"role": "user", "content": [{"text": "Hello!"}, {"cachePoint": {"type": "default"}}]}]},
        ("reasoning",),
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_a_request_is_translated(name):
    """Bedrock is sent what comes nearest, and what is gone is named; botocore would send it."""
    members, model, body, dropped = CASES[name]
    aim = Aim(model=model, flavour=FLAVOURS["bedrock"])
    encoded = BEDROCK_CONVERSE.encode_request(CanonicalRequest(model="any", **members), aim)

    assert (body, dropped) == (encoded.document, encoded.dropped)
    assert "" == problems_of(encoded.document, model)
