"""A turn, whichever way it is written."""

import pytest

from proxy.canonical.content import ImagePart, ReasoningPart, TextPart
from proxy.canonical.request import Message, Role
from proxy.canonical.tools import ToolCall

CALL = ToolCall(id="1", name="f", arguments="{}")


@pytest.mark.parametrize(
    ("content", "parts"),
    [("hi", (TextPart(text="hi"),)), ("", (TextPart(text=""),)), ((), ()), ((CALL,), (CALL,))],
)
def test_a_bare_string_is_one_text(content, parts):
    """Readers of parts need not ask how a turn was written."""
    assert parts == Message(role=Role.USER, content=content).parts


def test_text_and_calls_are_picked_from_the_parts():
    """In their order; a thought is not said, and an image has no words."""
    turn = Message(
        role=Role.ASSISTANT,
        content=(ReasoningPart(text="hm"), TextPart(text="a"), ImagePart(url="u"), CALL, TextPart(text="b")),
    )

    assert ("ab", (CALL,)) == (turn.text, turn.tool_calls)
    assert ("hi", ()) == (Message(role=Role.USER, content="hi").text, Message(role=Role.USER, content="hi").tool_calls)
