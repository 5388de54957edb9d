"""The parts of a turn."""

import pytest

from proxy.canonical.content import ImagePart, ReasoningPart, RefusalPart, TextPart, UnknownPart
from proxy.canonical.seal import Seal
from proxy.canonical.tools import ToolCall, ToolKind
from proxy.dialects.gemini import parts

SEAL = Seal(family="google", data="x")


def decode(*wires):
    """Return what *wires* say; calls keep the ids that they have."""
    return parts.decode(wires, lambda told, _: told)


def encode(*told):
    """Return how *told* are written."""
    return [wire for _, wire in parts.encode(told)]


def test_a_signed_empty_thought_closes_those_before_it():
    """A client sends the pieces of a stream back as it got them; they are one thought."""
    wires = [{"text": "a", "thought": True}, {"text": "b", "thought": True}]
    closing = {"text": "", "thought": True, "thoughtSignature": "x"}

    assert (ReasoningPart(text="ab", is_summary=True, seal=SEAL),) == decode(*wires, closing)


def test_a_thought_that_is_closed_is_not_closed_again():
    """Only what is unsigned and stands right before belongs to the signature."""
    closed = {"text": "a", "thought": True, "thoughtSignature": "y"}
    closing = {"text": "", "thought": True, "thoughtSignature": "x"}
    first, second = decode(closed, closing)

    assert ("y", "x", "") == (first.seal.data, second.seal.data, second.text)
    assert [closed, closing] == encode(first, second)


def test_a_hidden_thought_signs_what_follows():
    """A text or an image carries it; before anything else it stands on an empty text."""
    hidden = ReasoningPart(seal=SEAL)
    call = ToolCall(id="a", name="f", arguments="{}")
    empty = {"text": "", "thoughtSignature": "x"}

    assert [{"text": "a", "thoughtSignature": "x"}] == encode(hidden, TextPart(text="a"))
    assert "thoughtSignature" in encode(hidden, ImagePart(url="data:image/png;base64,AAA="))[0]
    assert empty == encode(hidden, call)[0]
    assert [empty, empty] == encode(hidden, hidden)


def test_thoughts_without_text_or_seal_are_nothing():
    """There is nothing to say of them."""
    assert [] == encode(ReasoningPart())


@pytest.mark.parametrize(
    ("part", "kind"),
    [
        ({}, "part"),
        ({"videoMetadata": {}}, "part"),
        ({"functionCall": {"args": {}}}, "functionCall"),
        ({"functionCall": {"name": "f", "partialArgs": []}}, "functionCall"),
        ({"inlineData": {"mimeType": "image/png", "data": ""}, "thought": True}, "thought"),
        ({"toolCall": {"toolType": "GOOGLE_MAPS"}, "thoughtSignature": "x"}, "toolCall"),
    ],
)
def test_what_is_not_known_is_kept_whole(part, kind):
    """It goes back to this dialect as it came, its signature too."""
    assert (UnknownPart(kind=kind, extra=part),) == decode(part)
    assert [part] == encode(UnknownPart(kind=kind, extra=part)) or part == {}


@pytest.mark.parametrize(
    ("arguments", "kind", "args"),
    [
        ('{"x":1}', ToolKind.FUNCTION, {"x": 1}),
        ("", ToolKind.FUNCTION, {}),
        (" ", ToolKind.FUNCTION, {}),
        ("[1]", ToolKind.FUNCTION, {"input": "[1]"}),
        ("{oops", ToolKind.FUNCTION, {"input": "{oops"}),
        ('{"x":1}', ToolKind.CUSTOM, {"input": '{"x":1}'}),
    ],
)
def test_arguments_are_an_object(arguments, kind, args):
    """Text that is none is not lost."""
    assert args == parts.args_of(arguments, kind)


def test_refusals_are_text():
    """Gemini has no other word for a model's own refusal."""
    assert [{"text": "no"}] == encode(RefusalPart(text="no"))


def test_unknown_members_stay_on_their_part():
    """Of a text, and inside of a call."""
    text = {"text": "a", "partMetadata": {"a": 1}}
    call = {"functionCall": {"id": "a", "name": "f", "args": {}, "new": 1}, "other": 2}

    assert [text, call] == encode(*decode(text, call))
