"""A model's items."""

import pytest

from proxy.canonical.content import AudioPart, ImagePart, ReasoningPart, RefusalPart, TextPart, UnknownPart
from proxy.canonical.seal import Seal
from proxy.canonical.tools import ToolCall, ToolKind
from proxy.dialects.openai_responses import items, reasoning
from proxy.dialects.openai_responses.ids import IN_REQUEST, Ids
from proxy.errors import InvalidRequest

ANSWER = Ids(answer="resp_1")


def test_texts_that_follow_each_other_are_one_message():
    """A new message begins where a part says so, or where something else came between."""
    parts = [
        TextPart(text="a"),
        RefusalPart(text="b"),
        TextPart(text="c", extra={"item": {"phase": "commentary"}}),
        ToolCall(id="1", name="f", arguments="{}"),
        TextPart(text="d"),
    ]
    written = items.encode(parts, IN_REQUEST, 5)

    assert [2, 1, None, 1] == [len(item["content"]) if "content" in item else None for item in written]
    assert "commentary" == written[1]["phase"]
    assert IN_REQUEST.name("message", 8) == written[3]["id"]


def test_thoughts_end_with_their_seal():
    """A run of thoughts is as many items as have an end."""
    seal = Seal(family="openai", data="x", id="rs_1")
    parts = [ReasoningPart(text="a"), ReasoningPart(text="b", seal=seal), ReasoningPart(text="c")]

    assert [["a", "b"], ["c"]] == [
        [entry["text"] for entry in item["content"]] for item in items.encode(parts, IN_REQUEST)
    ]


def test_a_call_needs_a_name_in_an_answer_only():
    """A request leaves the id of a call out; an answer has one, and a function's status."""
    call = ToolCall(id="1", name="f", arguments="{}")
    custom = ToolCall(id="2", name="g", arguments="x", kind=ToolKind.CUSTOM)

    assert [{"type": "function_call", "call_id": "1", "name": "f", "arguments": "{}"}] == items.encode(
        [call], IN_REQUEST
    )
    assert [
        {
            "type": "function_call",
            "id": ANSWER.name("function_call", 0),
            "call_id": "1",
            "name": "f",
            "arguments": "{}",
            "status": "completed",
        },
        {
            "type": "custom_tool_call",
            "id": ANSWER.name("custom_tool_call", 1),
            "call_id": "2",
            "name": "g",
            "input": "x",
        },
    ] == items.encode([call, custom], ANSWER)


def test_a_sealed_call_has_its_seal_before_it():
    """Two items come of it, each in its own place."""
    call = ToolCall(id="1", name="f", arguments="{}", seal=Seal(family="google", data="Z29v"))
    carrier, item = items.encode([call], ANSWER)

    assert reasoning.carrier("1", call.seal, ANSWER.name("reasoning", 0)) == carrier
    assert ANSWER.name("function_call", 1) == item["id"]


def test_what_has_no_item_is_left_out():
    """Sound, and pictures that are elsewhere, cannot be said by a model here."""
    assert [] == items.encode([AudioPart(data="x", format="wav"), ImagePart(url="https://e.org/a.png")], ANSWER)


def test_an_unfinished_image_is_no_image():
    """Without a result the item stays as it is."""
    (part,) = items.decode({"type": "image_generation_call", "id": "ig", "result": None}, None, "i")

    assert UnknownPart(kind="image_generation_call", extra={"id": "ig", "result": None}) == part


def test_a_message_with_something_else_in_it_is_kept_whole():
    """What we do not know in a model's message is not taken apart."""
    message = {"type": "message", "role": "assistant", "id": "m", "content": [{"type": "new", "x": 1}]}
    (part,) = items.decode(message, None, "i")

    assert isinstance(part, UnknownPart)
    assert message == items.encode([part], IN_REQUEST)[0]


@pytest.mark.parametrize(
    ("item", "param"),
    [
        (7, "i"),
        ({}, "i.type"),
        ({"type": 7, "role": "assistant"}, "i.type"),
        ({"type": "function_call", "call_id": "1", "name": "f"}, "i.arguments"),
        ({"type": "custom_tool_call", "call_id": "1", "name": "f", "arguments": ""}, "i.input"),
        ({"role": "assistant", "content": 7}, "i.content"),
    ],
)
def test_what_is_no_item_is_the_clients_mistake(item, param):
    """The field at fault is named."""
    with pytest.raises(InvalidRequest) as caught:
        items.decode(item, None, "i")

    assert param == caught.value.param
