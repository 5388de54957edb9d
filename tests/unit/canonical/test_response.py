"""A whole answer."""

from proxy.canonical.content import ReasoningPart, RefusalPart, TextPart
from proxy.canonical.response import Choice
from proxy.canonical.tools import ToolCall


def test_text_and_calls_are_picked_from_the_parts():
    """In their order; neither a thought nor a refusal is text."""
    call = ToolCall(id="1", name="f", arguments="{}")
    choice = Choice(
        parts=(ReasoningPart(text="hm"), TextPart(text="a"), call, RefusalPart(text="no"), TextPart(text="b"))
    )

    assert ("ab", (call,)) == (choice.text, choice.tool_calls)
    assert ("", ()) == (Choice().text, Choice().tool_calls)
