"""Blocks of a stream as they come in."""

import pytest

from proxy.canonical.content import UnknownPart
from proxy.canonical.events import PartAdded, ReasoningSealed, TextDelta, ToolArgumentsDelta
from proxy.canonical.seal import Seal
from proxy.dialects.anthropic_messages import incoming
from proxy.errors import MalformedStream


def told(start, *deltas):
    """Return the events of a block."""
    block = incoming.open_block(start, 0)
    return [*block.begin(), *(event for delta in deltas for event in block.add(delta)), *block.end()]


def test_the_last_signature_holds():
    """Anthropic's SDK replaces it, so it is told when the block ends."""
    deltas = [{"type": "signature_delta", "signature": signature} for signature in ("a", "b")]

    assert [ReasoningSealed(seal=Seal(family="anthropic", data="b"))] == told(
        {"type": "thinking", "thinking": ""}, *deltas
    )


def test_what_a_block_does_not_know_says_nothing():
    """Deltas of kinds that come later."""
    assert [TextDelta(text="a")] == told(
        {"type": "text", "text": ""}, {"type": "new", "x": 1}, {"text": "a"}, {"text": 1}
    )


def test_an_input_in_pieces_goes_before_the_one_at_the_start():
    """An imitator that writes both means the pieces."""
    start = {"type": "tool_use", "id": "a", "name": "f", "input": {"x": 1}}

    assert ToolArgumentsDelta(position=0, arguments="{}") == told(start, {"partial_json": "{}"})[-1]


def test_other_blocks_are_put_together():
    """Texts grow, the rest is replaced."""
    start = {"type": "new", "content": None, "n": 1}
    deltas = [{"type": "d", "content": "a"}, {"type": "d", "content": "b", "n": 2}]

    assert [PartAdded(part=UnknownPart(kind="new", extra={"content": "ab", "n": 2}))] == told(start, *deltas)


def test_a_broken_input():
    """Of a server tool it must be JSON, since it is told whole."""
    with pytest.raises(MalformedStream):
        told({"type": "server_tool_use"}, {"type": "input_json_delta", "partial_json": "{"})


def test_a_block_is_bounded(monkeypatch):
    """A block that is kept until its end cannot fill the memory."""
    monkeypatch.setattr(incoming, "MOST_GATHERED", 10)

    with pytest.raises(MalformedStream):
        told({"type": "server_tool_use"}, *[{"type": "input_json_delta", "partial_json": "12345"}] * 3)
