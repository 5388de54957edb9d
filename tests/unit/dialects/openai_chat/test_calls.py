"""Streamed tool calls, however they are numbered."""

import pytest

from proxy.canonical.events import ToolArgumentsDelta, ToolCallStarted
from proxy.dialects.openai_chat.calls import Calls


def piece(index=None, told=None, name=None, arguments=""):
    """Return a piece of a call as a delta has it."""
    function = {"name": name, "arguments": arguments}
    return {"index": index, "id": told, "function": function}


@pytest.mark.parametrize(
    "pieces",
    [
        [piece(0, "a", "f"), piece(0, None, None, "{}"), piece(1, "b", "g"), piece(1, None, None, "[]")],
        [piece(0, "a", "f", "{}"), piece(1, "b", "g", "[]")],
        [piece(0, "a", "f"), piece(0, "a", "f", "{}"), piece(1, "b", "g"), piece(1, "b", "g", "[]")],
        [piece(None, "a", "f"), piece(None, None, None, "{}"), piece(None, "b", "g", "[]")],
        [piece(0, "a", "f", "{}"), piece(0, "b", "g", "[]")],
        [piece(3, "a", "f", "{}"), piece(7, "b", "g", "[]")],
    ],
    ids=["OpenAI", "whole calls", "names repeated", "no numbers", "Gemini: all 0", "gaps"],
)
def test_two_calls_are_two_calls(pieces):
    """The same two calls come out of every imitator's numbering."""
    calls = Calls(0)

    assert [
        ToolCallStarted(position=0, id="a", name="f"),
        ToolArgumentsDelta(position=0, arguments="{}"),
        ToolCallStarted(position=1, id="b", name="g"),
        ToolArgumentsDelta(position=1, arguments="[]"),
    ] == [event for each in pieces for event in calls.decode([each])]


def test_pieces_may_alternate():
    """Parallel calls may come piece by piece, in turns."""
    calls = Calls(1)
    pieces = [piece(0, "a", "f"), piece(1, "b", "g"), piece(0, arguments="1"), piece(1, arguments="2")]
    deltas = [event for event in calls.decode(pieces) if isinstance(event, ToolArgumentsDelta)]

    assert [(0, "1", 1), (1, "2", 1)] == [(delta.position, delta.arguments, delta.index) for delta in deltas]


@pytest.mark.parametrize("noise", [3, None, {}, {"function": 3}, {"index": 0, "function": {"name": 5, "arguments": 6}}])
def test_noise_is_borne(noise):
    """A piece that is nothing like a call does not break the stream."""
    texts = [text for event in Calls(0).decode([noise]) for text in (getattr(event, "name", ""),)]

    assert all(isinstance(text, str) for text in texts)
