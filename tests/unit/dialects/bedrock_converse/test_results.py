"""What tools answered."""

import pytest

from proxy.canonical.cache import CacheMark
from proxy.canonical.content import AudioPart, ReasoningPart, RefusalPart, TextPart
from proxy.canonical.request import Message, Role
from proxy.canonical.unset import UNSET
from proxy.dialects.bedrock_converse import models, results
from proxy.errors import InvalidRequest

CLAUDE, LLAMA = models.of("anthropic.claude-opus-4-6-v1"), models.of("meta.llama3")


def turn(*parts, **beside):
    """Return a tool's turn."""
    return Message(role=Role.TOOL, tool_call_id="t", content=parts, **beside)


def test_a_status_is_told_where_the_model_takes_it():
    """Only Claude and Nova do."""
    failed = turn(TextPart(text="no"), is_error=True)

    assert "error" == next(iter(results.encode(failed, CLAUDE)))["toolResult"]["status"]
    assert "status" not in next(iter(results.encode(failed, LLAMA)))["toolResult"]


def test_a_part_s_mark_marks_the_result():
    """Inside a result there is no place for a point."""
    marked = turn(TextPart(text="a", cache=CacheMark(ttl="1h")), TextPart(text="b"))
    _, point = results.encode(marked, CLAUDE)

    assert {"cachePoint": {"type": "default", "ttl": "1h"}} == point
    assert 1 == len(list(results.encode(marked, LLAMA)))


def test_a_blank_text_is_taken_and_an_empty_one_is_nothing():
    """A result may be blank, as measured; in the hub an empty one has no part or one without a letter."""
    (block,) = results.encode(turn(TextPart(text=""), TextPart(text=" "), RefusalPart(text="x")), CLAUDE)

    assert [{"text": " "}, {"text": "x"}] == block["toolResult"]["content"]


@pytest.mark.parametrize("part", [AudioPart(data="AA==", format="mp3"), ReasoningPart(text="a")])
def test_what_a_result_cannot_have_is_refused(part):
    """Rather than left out of what the model is told."""
    with pytest.raises(InvalidRequest, match="send text"):
        list(results.encode(turn(part), CLAUDE))


def test_what_is_odd_stays():
    """A status that nobody knows, and members beside."""
    block = {"toolResult": {"toolUseId": "t", "content": [], "status": "late", "x": 1}, "y": 2}
    message = results.decode(block, "p")

    assert message.is_error is UNSET
    assert [block] == list(results.encode(message, CLAUDE))


@pytest.mark.parametrize("result", [{}, {"toolUseId": "t"}, {"toolUseId": "t", "content": [3]}])
def test_what_is_no_result_is_the_clients_mistake(result):
    """The place is named."""
    with pytest.raises(InvalidRequest, match="toolResult"):
        results.decode({"toolResult": result}, "p")


def test_a_result_of_a_tool_that_bedrock_ran_is_none_of_the_clients():
    """It has a type."""
    assert [True, False, False] == [
        results.is_result(block) for block in ({"toolResult": {}}, {"toolResult": {"type": "x"}}, {"text": "a"})
    ]
