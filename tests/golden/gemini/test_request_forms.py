"""Request bodies in forms that Google takes and its clients rarely write, and those that are mistakes.

The forms follow the examples in Google's guides, its SDKs, and the JSON mapping of Protocol Buffers (November 2026).
"""

import pytest

from proxy.canonical.content import ImagePart, ReasoningPart, TextPart
from proxy.canonical.jsontext import dump
from proxy.canonical.request import Message, Reasoning, Role
from proxy.canonical.seal import Seal
from proxy.canonical.tools import ToolDefinition
from proxy.dialects import callids
from proxy.dialects.base import Where
from proxy.dialects.gemini import GEMINI
from proxy.errors import InvalidRequest
from tests.support.gemini import (
    HELLO,
    HELLO_MEANT,
    MODEL,
    PIXEL,
    asked,
    call_meant,
    calling,
    configured,
    inline,
    meaning,
    result,
    shown,
    shown_meant,
    thinking,
)

OTHERWISE = {
    "names in snake_case": (
        {
            "contents": [{"role": "user", "parts": [{"inline_data": {"mime_type": "image/png", "data": PIXEL}}]}],
            "system_instruction": {"parts": [{"text": "Be brief."}]},
            "generation_config": {"max_output_tokens": 5, "thinking_config": {"include_thoughts": True}},
            "tools": [
                {"function_declarations": [{"name": "f", "parameters_json_schema": {"properties": {"a_b": {}}}}]}
            ],
        },
        {
            "messages": (
                Message(role=Role.SYSTEM, content=(TextPart(text="Be brief."),)),
                *shown_meant(ImagePart(url=f"data:image/png;base64,{PIXEL}"))["messages"],
            ),
            "max_output_tokens": 5,
            "reasoning": Reasoning(summary="auto"),
            "tools": (ToolDefinition(name="f", parameters={"properties": {"a_b": {}}}),),
        },
    ),
    "objects where lists belong, and no role, as Google's examples write": (
        {
            "contents": {"parts": {"text": "Hello!"}},
            "systemInstruction": {"role": "user", "parts": {"text": "Be brief."}},
        },
        {"messages": (Message(role=Role.SYSTEM, content=(TextPart(text="Be brief."),)), HELLO_MEANT)},
    ),
    "base64 as Google's SDKs write it": (
        shown(inline("image/png", "-_8=")),
        shown_meant(ImagePart(url="data:image/png;base64,+/8=")),
    ),
    "calls without ids": (
        {
            "contents": [
                HELLO,
                calling((None, "Bern"), (None, "Rome")),
                {"role": "user", "parts": [result(None, {"output": "12°"}), result(None, {"output": "20°"})]},
            ]
        },
        {
            "messages": (
                HELLO_MEANT,
                Message(
                    role=Role.ASSISTANT,
                    content=(
                        call_meant(callids.invent("", 0), "Bern"),
                        call_meant(callids.invent("", 1), "Rome"),
                    ),
                ),
                Message(
                    role=Role.TOOL,
                    content="12°",
                    tool_call_id=callids.invent("", 0),
                    extra={"functionResponse": {"response": {"output": "12°"}}},
                ),
                Message(
                    role=Role.TOOL,
                    content="20°",
                    tool_call_id=callids.invent("", 1),
                    extra={"functionResponse": {"response": {"output": "20°"}}},
                ),
            )
        },
    ),
    "thinking as the model likes": (
        thinking(thinkingBudget=-1),
        {"reasoning": Reasoning(is_enabled=True, is_hidden=True)},
    ),
    "no thinking": (thinking(thinkingBudget=0), {"reasoning": Reasoning(budget=0, is_hidden=True)}),
    "a thought that came in pieces, and was sealed by another family": (
        {
            "contents": [
                HELLO,
                {
                    "role": "model",
                    "parts": [
                        {"text": "I ", "thought": True},
                        {"text": "see.", "thought": True},
                        {
                            "text": "",
                            "thought": True,
                            "thoughtSignature": "ZmFpcmxhbmUuYW50aHJvcGljLnNpZ25hdHVyZS4uRXJVQg==",
                        },
                        {"text": "Hi."},
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
                        ReasoningPart(text="I see.", is_summary=True, seal=Seal(family="anthropic", data="ErUB")),
                        TextPart(text="Hi."),
                    ),
                ),
                HELLO_MEANT,
            )
        },
    ),
    "wishes of the lane, and the model in the body": (
        asked(model="models/other", provider={"only": ["x"]}, models=["a"], session_id="s"),
        {},
    ),
}


@pytest.mark.parametrize(("body", "fields"), OTHERWISE.values(), ids=OTHERWISE)
def test_what_google_takes_otherwise_is_understood(body, fields):
    """A body in a form that Google takes and does not write is decoded to exactly this."""
    assert meaning(fields) == GEMINI.decode_request(dump(body), Where(model=f"models/{MODEL}:floor", stream=False))


WRONG = {
    "no contents": ({}, "contents"),
    "no content": ({"contents": []}, "contents"),
    "a turn that is text": ({"contents": ["Hello!"]}, "contents[0]"),
    "a role of another dialect": ({"contents": [{"role": "assistant", "parts": []}]}, "contents[0].role"),
    "a part that is text": ({"contents": [{"parts": ["Hello!"]}]}, "contents[0].parts[0]"),
    "a result without its call": (
        {"contents": [{"parts": [result(None, {"result": "x"})]}]},
        "contents[0].parts[0].functionResponse",
    ),
    "a bound of nothing": (configured(maxOutputTokens=0), "generationConfig.maxOutputTokens"),
    "a config that is a list": (asked(generationConfig=[]), "generationConfig"),
    "an unknown mode": (asked(toolConfig={"functionCallingConfig": {"mode": "MAYBE"}}),
                        "toolConfig.functionCallingConfig.mode"),
    "a tool that is a name": (asked(tools=["googleSearch"]), "tools[0]"),
    "a function without a name": (asked(tools=[{"functionDeclarations": [{}]}]), "tools[0].functionDeclarations[0].name"),
    "two spellings of one member": (
        asked(generationConfig={"maxOutputTokens": 1}, generation_config={"maxOutputTokens": 9}),
        "generationConfig",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("body", "param"), WRONG.values(), ids=WRONG)
def test_a_mistake_is_named(body, param):
    """A body that is not Gemini's is refused with the field at fault."""
    with pytest.raises(InvalidRequest) as refusal:
        GEMINI.decode_request(dump(body), Where(model=MODEL))

    assert param == refusal.value.param


def test_a_request_without_a_model_is_refused():
    """The model stands in the path."""
    with pytest.raises(InvalidRequest, match="in the path"):
        GEMINI.decode_request(dump(asked()))
