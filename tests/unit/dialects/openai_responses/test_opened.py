"""Items of a stream while they are open."""

from proxy.canonical.content import Citation
from proxy.canonical.events import ToolCallStarted
from proxy.canonical.seal import Seal, SealKind
from proxy.canonical.tools import ToolKind
from proxy.dialects.openai_responses import opened


def kinds(*steps):
    """Return the types of the events of *steps*."""
    return [kind.removeprefix("response.") for step in steps for kind, _ in step]


def test_a_message_has_one_part_open():
    """A refusal after a text is another part, and each is told when it begins and when it ends."""
    message = opened.Message("m", 2)
    steps = [message.open(), message.say("a"), message.say("b"), message.refuse("c"), message.close("completed")]

    assert [
        "output_item.added",
        *("content_part.added", "output_text.delta", "output_text.delta", "output_text.done", "content_part.done"),
        *("content_part.added", "refusal.delta", "refusal.done", "content_part.done"),
        "output_item.done",
    ] == kinds(*steps)
    assert ["ab", "c"] == [part.get("text", part.get("refusal")) for part in message.item("completed")["content"]]
    assert [0, 1] == [steps[1][1][1]["content_index"], steps[3][-1][1]["content_index"]]


def test_a_source_may_come_before_the_text():
    """Then it is an empty text that it supports."""
    message = opened.Message("m", 0)
    told = message.cite(Citation(url="u"))

    assert ["content_part.added", "output_text.annotation.added"] == kinds(told)
    assert 0 == told[-1][1]["annotation"]["end_index"]


def test_what_is_told_is_a_copy():
    """A part that was told when it began does not change with what follows."""
    message = opened.Message("m", 0)
    (_, (_, begun), *_) = [*message.open(), *message.say("a")]
    message.cite(Citation(url="u"))

    assert {"type": "output_text", "text": "", "annotations": [], "logprobs": []} == begun["part"]


def test_a_thought_counts_summaries_and_texts_apart():
    """Each kind has its own places, and one is open at a time."""
    thought = opened.Thought("rs", 0)
    steps = [thought.open(), thought.say("a", is_summary=True), thought.say("b", is_summary=False)]
    thought.seal(Seal(family="openai", data="x", kind=SealKind.ENCRYPTED, id="rs"))
    steps.append(thought.close("completed"))

    assert [
        "output_item.added",
        *("reasoning_summary_part.added", "reasoning_summary_text.delta"),
        *("reasoning_summary_text.done", "reasoning_summary_part.done"),
        *("content_part.added", "reasoning_text.delta", "reasoning_text.done", "content_part.done"),
        "output_item.done",
    ] == kinds(*steps)
    assert (0, 0) == (steps[1][0][1]["summary_index"], steps[2][-1][1]["content_index"])
    assert "x" == thought.item("completed")["encrypted_content"]


def test_a_call_is_whole_when_its_arguments_are():
    """Text of any form never says that it is."""
    function, custom = (
        opened.Call(ToolCallStarted(position=0, id="1", name="f", kind=kind), "c", 0)
        for kind in (ToolKind.FUNCTION, ToolKind.CUSTOM)
    )
    for call in (function, custom):
        call.open()
        call.write('{"a":')
        assert not call.is_whole
        call.write("1}")

    assert (True, False) == (function.is_whole, custom.is_whole)
    assert ["function_call_arguments.done", "output_item.done"] == kinds(function.close("completed"))
    assert ["custom_tool_call_input.done", "output_item.done"] == kinds(custom.close("completed"))
    assert ('{"a":1}', "completed") == (function.item("completed")["arguments"], function.item("completed")["status"])
    assert "status" not in custom.item("completed")
