"""Content blocks and the hub's parts."""

import pytest

from proxy.canonical.content import AudioPart, FilePart, ImagePart, ReasoningPart, TextPart
from proxy.canonical.seal import Seal, SealKind
from proxy.canonical.tools import ToolCall
from proxy.dialects.anthropic_messages import blocks
from proxy.errors import InvalidRequest

CALL = {"type": "tool_use", "id": "a", "name": "f", "input": {}}
MEANT = ToolCall(id="a", name="f", arguments="{}")
GOOGLES = Seal(family="google", data="s")


def carried(seal):
    """Return the block that carries the seal of the next call."""
    return {"type": "redacted_thinking", "data": f"fairlane.google.signature..{seal}"}


def test_a_seal_before_a_call_is_the_calls():
    """Gemini seals calls; the seal comes back to the call before which it went."""
    sealed = ToolCall(id="a", name="f", arguments="{}", seal=GOOGLES)

    assert (sealed, MEANT) == blocks.decode_all([carried("s"), CALL, CALL], "content")
    assert [carried("s"), CALL] == blocks.encode(sealed)


def test_a_seal_without_its_call_is_a_hidden_thought():
    """A client that lost the call sends back a seal alone, which is kept in its place."""
    thought = ReasoningPart(seal=GOOGLES)

    assert (thought, TextPart(text="x"), thought) == blocks.decode_all(
        [carried("s"), {"type": "text", "text": "x"}, carried("s")], "content"
    )
    assert (thought, ReasoningPart(seal=Seal(family="google", data="t"))) == blocks.decode_all(
        [carried("s"), carried("t")], "content"
    )


def test_a_hidden_thought_before_a_call_stays_a_thought():
    """A cipher is a thought of its own, whoever's."""
    cipher = {"type": "redacted_thinking", "data": "fairlane.openai.encrypted.r.c"}
    seal = Seal(family="openai", data="c", kind=SealKind.ENCRYPTED, id="r")

    assert (ReasoningPart(seal=seal), MEANT) == blocks.decode_all([cipher, CALL], "content")


@pytest.mark.parametrize("signature", [None, "", 1, "fairlane.none.signature..", "fairlane.broken"])
def test_a_thought_without_a_seal(signature):
    """No signature, and a mark that there was none, are the same."""
    block = {"type": "thinking", "thinking": "Hm.", "signature": signature}

    assert ReasoningPart(text="Hm.") == blocks.decode(block, "content[0]")


@pytest.mark.parametrize(
    ("block", "param"),
    [
        ("x", "content[0]"),
        ({}, "content[0].type"),
        ({"type": "text"}, "content[0].text"),
        ({"type": "thinking"}, "content[0].thinking"),
        ({"type": "redacted_thinking"}, "content[0].data"),
        ({"type": "tool_use", "id": "a", "name": "f"}, "content[0].input"),
        ({"type": "tool_use", "name": "f", "input": {}}, "content[0].id"),
        ({"type": "image"}, "content[0].source"),
        ({"type": "image", "source": {"type": "base64"}}, "content[0].source.media_type"),
        ({"type": "document", "source": {"type": "url"}}, "content[0].source.url"),
    ],
)
def test_what_is_missing_is_named(block, param):
    """The client is told which field of which block is at fault."""
    with pytest.raises(InvalidRequest) as raised:
        blocks.decode_all([block], "content")

    assert param == raised.value.param


@pytest.mark.parametrize(
    "part", [ImagePart(url="https://x"), FilePart(file_id="f"), TextPart(text=" "), AudioPart(data="", format="wav")]
)
def test_what_an_answer_cannot_say(part):
    """Messages has no pictures, files or sound in an answer, and a client could not send back empty text."""
    assert [] == blocks.encode_answer(part)


def test_ids_fit():
    """An id that Anthropic takes is kept; another always becomes the same one."""
    assert "call_A-1" == blocks.fit_id("call_A-1")
    assert blocks.fit_id("a.b") == blocks.fit_id("a.b") != blocks.fit_id("a:b")
    assert blocks.CALL_ID.fullmatch(blocks.fit_id(""))
