"""Content blocks while they are open; whole streams stand in the golden cases."""

import pytest

from proxy.canonical.content import UnknownPart
from proxy.canonical.events import Extra, PartAdded
from proxy.dialects.bedrock_converse import streamed
from proxy.errors import MalformedStream


def told(block, *deltas):
    """Return the events of a block."""
    return [event for delta in deltas for event in block.delta(delta)] + list(block.stop())


def test_empty_pieces_say_nothing():
    """Some models begin a block with an empty text."""
    assert [] == told(streamed.Said(), {"text": ""}, {"reasoningContent": {"text": "", "signature": ""}})


def test_a_delta_of_another_kind_is_kept():
    """So is one of a known kind that is not what it should be."""
    assert [
        Extra(fields={"contentBlockDelta": {"sound": 1}}),
        Extra(fields={"contentBlockDelta": {"text": 3}}),
    ] == told(streamed.Said(), {"sound": 1}, {"text": 3})


def test_an_image_that_fails_is_told_as_it_is():
    """There is nothing to show."""
    error = {"message": "no"}

    assert [PartAdded(part=UnknownPart(kind="image", extra={"image": {"format": "png", "error": error}}))] == told(
        streamed.Image({"format": "png"}), {"image": {"error": error}}
    )


def test_input_that_is_no_json_is_its_text():
    """A call that Bedrock ran is nobody's to repair."""
    (event,) = told(streamed.Native("toolUse", {"name": "n"}), {"toolUse": {"input": "{"}})

    assert {"name": "n", "input": "{"} == event.part.extra["toolUse"]


@pytest.mark.parametrize(
    ("start", "kind"),
    [
        ({"toolResult": {"toolUseId": "t"}}, streamed.Native),
        ({"image": {"format": "png"}}, streamed.Image),
        ({}, streamed.Said),
        ({"text": None}, streamed.Said),
    ],
)
def test_a_start_tells_the_kind(start, kind):
    """Without one, it is a text or a thought."""
    assert kind is type(streamed.begin(start))


def test_a_blob_that_is_no_base64_is_malformed():
    """Nobody could give it back."""
    with pytest.raises(MalformedStream, match="base64"):
        told(streamed.Said(), {"reasoningContent": {"redactedContent": "!"}})


def test_what_is_collected_has_a_bound(monkeypatch):
    """A provider cannot fill the gateway's memory with one block."""
    monkeypatch.setattr(streamed, "LONGEST_HELD", 3)
    block = streamed.Native("toolUse", {})

    with pytest.raises(MalformedStream, match="longer than"):
        told(block, {"toolUse": {"input": "ab"}}, {"toolUse": {"input": "cd"}})
