"""The turns of a conversation."""

import pytest

from proxy.canonical.request import Message, Role
from proxy.canonical.tools import ToolCall
from proxy.dialects.openai_chat.messages import decode, encode
from proxy.errors import InvalidRequest

CALL = {"id": "1", "type": "function", "function": {"name": "f", "arguments": "{}"}}


@pytest.mark.parametrize(
    ("wire", "message"),
    [
        ({"role": "user", "content": "hi", "name": "ann"}, Message(role=Role.USER, content="hi", name="ann")),
        ({"role": "developer", "content": []}, Message(role=Role.DEVELOPER, content=())),
        (
            {"role": "assistant", "content": None, "tool_calls": [CALL]},
            Message(role=Role.ASSISTANT, content=None, tool_calls=(ToolCall(id="1", name="f", arguments="{}"),)),
        ),
        (
            {"role": "tool", "content": "4", "tool_call_id": "1"},
            Message(role=Role.TOOL, content="4", tool_call_id="1"),
        ),
        (
            {"role": "assistant", "reasoning_content": "hm", "tool_calls": None},
            Message(role=Role.ASSISTANT, extra={"reasoning_content": "hm", "tool_calls": None}),
        ),
    ],
)
def test_turns_are_read_and_written(wire, message):
    """Absent stays absent, null stays null, and what is unknown is kept."""
    assert message == decode(wire, "messages[0]")
    assert wire == encode(message)


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
