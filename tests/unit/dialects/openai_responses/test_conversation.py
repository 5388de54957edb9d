"""The turns of a conversation."""

import pytest

from proxy.canonical.content import AudioPart, FilePart, ImagePart, TextPart
from proxy.canonical.request import Message, Role
from proxy.canonical.tools import ToolCall, ToolKind
from proxy.dialects.openai_responses import conversation
from proxy.errors import InvalidRequest

CALL = {"type": "function_call", "call_id": "1", "name": "f", "arguments": "{}"}
SAID = {"role": "assistant", "content": "a"}


@pytest.mark.parametrize(
    ("given", "param"),
    [
        (None, "input"),
        (7, "input"),
        ([7], "input[0]"),
        ([{"role": "tool", "content": ""}], "input[0].role"),
        ([{"role": 7, "content": ""}], "input[0].role"),
        ([{"type": "message", "content": ""}], "input[0].role"),
        ([{"role": "user"}], "input[0].content"),
        ([{"type": "function_call_output", "output": ""}], "input[0].call_id"),
        ([{"type": "function_call_output", "call_id": "1"}], "input[0].output"),
    ],
)
def test_what_is_no_conversation_is_the_clients_mistake(given, param):
    """The field at fault is named."""
    with pytest.raises(InvalidRequest) as caught:
        conversation.decode({"input": given})

    assert param == caught.value.param


def test_a_bare_text_is_bare_only_alone():
    """A turn is a string where it is one bare text and nothing else."""
    alone, joined, called = (
        conversation.decode({"input": given})[0].content for given in ([SAID], [SAID, SAID], [SAID, CALL])
    )

    assert "a" == alone
    assert (TextPart(text="a"), TextPart(text="a")) == joined
    assert (TextPart(text="a"), ToolCall(id="1", name="f", arguments="{}")) == called


def test_a_turn_ends_where_somebody_else_speaks():
    """Whatever a model made goes into one turn until a client's message or a result comes."""
    given = [CALL, {"type": "mcp_call", "id": "m"}, {"role": "user", "content": "b"}, SAID]
    roles = [message.role for message in conversation.decode({"input": given})]

    assert [Role.ASSISTANT, Role.USER, Role.ASSISTANT] == roles


def test_an_input_is_never_empty():
    """Instructions lead where something follows; alone they are an item."""
    alone = (Message(role=Role.SYSTEM, content="a"),)

    assert {"input": [{"role": "system", "content": "a"}]} == conversation.encode(alone)
    assert "a" == conversation.encode((*alone, Message(role=Role.USER, content="b")))["instructions"]
    assert {"input": []} == conversation.encode(())


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("no such city", "error: no such city"),
        ("Error: 404", "Error: 404"),
        ("", "error"),
        ((TextPart(text="no"),), [{"type": "input_text", "text": "error"}, {"type": "input_text", "text": "no"}]),
    ],
)
def test_a_failure_is_said_in_words(content, expected):
    """The dialect has no field for it, and the model must know."""
    failed = Message(role=Role.TOOL, tool_call_id="1", content=content, is_error=True)

    assert expected == conversation.encode((failed,))["input"][0]["output"]


def test_a_result_is_of_the_kind_of_its_call():
    """The type of a result follows the call that went before, wherever the request came from."""
    messages = (
        Message(
            role=Role.ASSISTANT,
            content=(
                ToolCall(id="1", name="f", arguments="{}"),
                ToolCall(id="2", name="g", arguments="x", kind=ToolKind.CUSTOM),
            ),
        ),
        Message(role=Role.TOOL, tool_call_id="2", content="b"),
        Message(role=Role.TOOL, tool_call_id="1", content="a"),
    )

    assert ["custom_tool_call_output", "function_call_output"] == [
        item["type"] for item in conversation.encode(messages)["input"][2:]
    ]


def test_media_in_a_model_s_turn_are_named_as_lost():
    """What a model showed or said aloud, and has no item, is told to the client."""
    shown = (
        AudioPart(data="x", format="wav"),
        FilePart(file_id="f"),
        ImagePart(url="https://e.org/a.png"),
    )

    assert {"audio", "file", "image"} == conversation.lost([Message(role=Role.ASSISTANT, content=shown)])
    assert not conversation.lost([Message(role=Role.USER, content=shown)])
    assert not conversation.lost([Message(role=Role.ASSISTANT, content=(ImagePart(url="data:image/png;base64,AA"),))])
