"""A conversation as a whole."""

import pytest

from proxy.canonical.content import ImagePart, TextPart
from proxy.canonical.request import Message, Role
from proxy.dialects.openai_chat.flavour import PLAIN
from proxy.dialects.openai_chat.turns import SHOWN_BELOW, decode, encode
from proxy.errors import InvalidRequest

IMAGE = ImagePart(url="https://example.org/a.png")
WIRE_IMAGE = {"type": "image_url", "image_url": {"url": "https://example.org/a.png"}}


def result(told, *parts):
    """Return the result of a call."""
    return Message(role=Role.TOOL, tool_call_id=told, content=parts)


def test_old_calls_and_results_find_each_other():
    """The deprecated fields have no ids, so a result is that of the call before it, and no two calls share one."""
    turns = decode(
        [
            {"role": "user", "content": "hi"},
            {"role": "assistant", "content": None, "function_call": {"name": "f", "arguments": "1"}},
            {"role": "function", "name": "f", "content": "a"},
            {"role": "assistant", "content": "again", "function_call": {"name": "f", "arguments": "2"}},
            {"role": "function", "name": "f", "content": "b"},
        ]
    )
    [first], [second] = turns[1].tool_calls, turns[3].tool_calls

    assert [first.id, second.id] == [turns[2].tool_call_id, turns[4].tool_call_id]
    assert first.id != second.id
    assert (Role.TOOL, "b") == (turns[4].role, turns[4].content)
    assert TextPart(text="again") == turns[3].content[0]


def test_a_result_without_its_call_still_has_a_name():
    """Conversations that were cut short are sent too."""
    [turn] = decode([{"role": "function", "name": "f", "content": "a"}])

    assert turn.tool_call_id


@pytest.mark.parametrize(
    ("value", "param"),
    [
        ({"role": "assistant", "function_call": "f"}, "messages[0].function_call"),
        ({"role": "assistant", "function_call": {}}, "messages[0].function_call.name"),
    ],
)
def test_the_old_call_at_fault_is_named(value, param):
    """The client learns which turn is wrong, and in what."""
    with pytest.raises(InvalidRequest) as caught:
        decode([value])

    assert param == caught.value.param


def test_what_tools_show_follows_their_results():
    """Every result stands directly behind its calls, and what they show is in the user's turn that follows."""
    turns = (
        result("1", TextPart(text="a"), IMAGE),
        result("2", IMAGE),
        Message(role=Role.USER, content="and?"),
    )
    first, second, user = encode(turns, PLAIN)

    assert [{"type": "text", "text": "a"}] == first["content"]
    assert SHOWN_BELOW == second["content"]
    assert ["text", "image_url", "text", "image_url", "text"] == [part["type"] for part in user["content"]]
    assert "1" in user["content"][0]["text"]
    assert "and?" == user["content"][-1]["text"]


@pytest.mark.parametrize("after", [(), (Message(role=Role.ASSISTANT, content="I see"),)])
def test_what_tools_show_has_a_turn_of_its_own_where_the_user_says_nothing(after):
    """Also at the end, which is where most results stand."""
    written = encode((result("1", IMAGE), *after), PLAIN)

    assert ["tool", "user", *(turn.role.value for turn in after)] == [turn["role"] for turn in written]
    assert WIRE_IMAGE == written[1]["content"][1]
