"""The turns of a conversation."""

import pytest

from proxy.canonical.cache import CacheMark
from proxy.canonical.content import ImagePart, ReasoningPart, RefusalPart, TextPart
from proxy.canonical.request import Message, Role
from proxy.canonical.seal import Seal, SealKind
from proxy.canonical.tools import ToolCall
from proxy.dialects.openai_chat.flavour import ChatFlavour
from proxy.dialects.openai_chat.messages import decode, encode
from proxy.errors import InvalidRequest

EVERYTHING = ChatFlavour(name="x", title="X", has_marks=True, has_details=True, thoughts="reasoning")
CALL = {"id": "1", "type": "function", "function": {"name": "f", "arguments": "{}"}}


@pytest.mark.parametrize(
    ("wire", "message"),
    [
        ({"role": "user", "content": "hi", "name": "ann"}, Message(role=Role.USER, content="hi", name="ann")),
        (
            {"role": "assistant", "content": None, "tool_calls": [CALL]},
            Message(role=Role.ASSISTANT, content=(ToolCall(id="1", name="f", arguments="{}"),)),
        ),
        (
            {"role": "assistant", "content": "a", "tool_calls": [CALL], "reasoning": "hm"},
            Message(
                role=Role.ASSISTANT,
                content=(
                    ReasoningPart(text="hm"),
                    TextPart(text="a"),
                    ToolCall(id="1", name="f", arguments="{}"),
                ),
            ),
        ),
        (
            {"role": "assistant", "refusal": "no"},
            Message(role=Role.ASSISTANT, content=(RefusalPart(text="no"),)),
        ),
        (
            {"role": "assistant", "content": "a", "images": [{"type": "image_url", "image_url": {"url": "u"}}]},
            Message(role=Role.ASSISTANT, content=(TextPart(text="a"), ImagePart(url="u"))),
        ),
        ({"role": "assistant", "audio": {"id": "a"}}, Message(role=Role.ASSISTANT, extra={"audio": {"id": "a"}})),
        (
            {"role": "tool", "content": "4", "tool_call_id": "1"},
            Message(role=Role.TOOL, content="4", tool_call_id="1"),
        ),
    ],
)
def test_turns_are_read_and_written(wire, message):
    """A turn is its parts, thoughts first and calls last, and what is unknown is kept."""
    assert message == decode(wire, "messages[0]")
    assert wire == encode(message, EVERYTHING)


def test_a_null_says_nothing():
    """SDKs of typed languages send a null for every field that was not set."""
    wire = {"role": "assistant", "content": None, "tool_calls": None, "refusal": None, "name": None}

    assert Message(role=Role.ASSISTANT) == decode(wire, "messages[0]")


@pytest.mark.parametrize(
    ("way", "expected"),
    [
        (ChatFlavour(name="x", title="X"), {}),
        (ChatFlavour(name="x", title="X", thoughts="reasoning_content"), {"reasoning_content": "hm"}),
        (EVERYTHING, {"reasoning": "hm"}),
    ],
)
def test_plain_thoughts_go_back_where_they_are_taken(way, expected):
    """OpenAI and others refuse them, DeepSeek wants them under its own name."""
    message = Message(role=Role.ASSISTANT, content=(ReasoningPart(text="hm"), TextPart(text="a")))

    assert {"role": "assistant", "content": "a", **expected} == encode(message, way)


def test_a_turn_of_nothing_has_an_empty_text():
    """Anthropic's clients send such turns; OpenAI refuses a model's turn that has neither content nor calls."""
    assert {"role": "assistant", "content": ""} == encode(Message(role=Role.ASSISTANT))


def test_a_calls_seal_is_a_detail_with_the_calls_id():
    """So Gemini's thought signature comes back on the call that it stands on."""
    detail = {"type": "reasoning.encrypted", "data": "s", "id": "1", "format": "google-gemini-v1", "index": 0}
    wire = {"role": "assistant", "content": None, "tool_calls": [CALL], "reasoning_details": [detail]}
    sealed = ToolCall(id="1", name="f", arguments="{}", seal=Seal(family="google", data="s"))

    assert Message(role=Role.ASSISTANT, content=(sealed,)) == decode(wire, "messages[0]")
    assert wire == encode(Message(role=Role.ASSISTANT, content=(sealed,)), EVERYTHING)


def test_details_say_more_than_the_plain_thought():
    """A client sends both back; the seal stands in the details alone."""
    detail = {"type": "reasoning.encrypted", "data": "s", "id": "r", "format": "openai-responses-v1"}
    wire = {"role": "assistant", "content": "a", "reasoning": "hm", "reasoning_details": [detail]}
    seal = Seal(family="openai", data="s", kind=SealKind.ENCRYPTED, id="r")

    assert (ReasoningPart(seal=seal), TextPart(text="a")) == decode(wire, "messages[0]").content


def test_a_mark_on_a_tools_result_stands_on_its_text():
    """The field is read on the turn, where other gateways' clients put it, and written where OpenRouter documents it."""
    wire = {"role": "tool", "tool_call_id": "1", "content": "4", "cache_control": {"type": "ephemeral"}}
    message = decode(wire, "messages[0]")

    assert CacheMark() == message.cache
    assert [{"type": "text", "text": "4", "cache_control": {"type": "ephemeral"}}] == encode(message, EVERYTHING)[
        "content"
    ]


@pytest.mark.parametrize(
    ("wire", "param"),
    [
        ("hi", "messages[2]"),
        ({}, "messages[2].role"),
        ({"role": "function"}, "messages[2].role"),
        ({"role": "user", "name": 3}, "messages[2].name"),
        ({"role": "assistant", "tool_calls": {}}, "messages[2].tool_calls"),
        ({"role": "assistant", "tool_calls": [3]}, "messages[2].tool_calls[0]"),
    ],
)
def test_the_turn_at_fault_is_named(wire, param):
    """The client learns which turn is wrong, and in what."""
    with pytest.raises(InvalidRequest) as caught:
        decode(wire, "messages[2]")

    assert param == caught.value.param
