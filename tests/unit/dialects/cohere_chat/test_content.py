"""Content of a turn."""

import pytest

from proxy.canonical.content import AudioPart, FilePart, ImagePart, RefusalPart, TextPart, UnknownPart
from proxy.dialects.cohere_chat import content
from proxy.errors import InvalidRequest

BLOCKS = [
    {"type": "text", "text": "a", "x": 1},
    {"type": "thinking", "thinking": "a", "x": 1},
    {"type": "image_url", "image_url": {"url": "u", "detail": "auto", "x": 1}, "y": 2},
    {"type": "document", "document": {"data": {"a": 1}, "id": "d"}},
    {"type": "document", "document": {"data": "plain"}},
    {"type": "hologram", "x": 1},
]


@pytest.mark.parametrize("block", BLOCKS)
def test_a_block_survives(block):
    """With what it has beside, be its kind known or not."""
    assert block == content.encode(content.decode_part(block, "p"))


def test_a_document_is_a_text_to_others():
    """As JSON, or as the text that it is."""
    parts = content.decode([BLOCKS[3], BLOCKS[4]], "p")

    assert ['{"a":1}', "plain"] == [part.text for part in parts]


def test_what_is_not_known_is_kept_whole():
    """Under its kind."""
    assert UnknownPart(kind="hologram", extra={"x": 1}) == content.decode_part(BLOCKS[5], "p")


@pytest.mark.parametrize(
    "block", [3, {}, {"type": "text"}, {"type": "image_url", "image_url": {}}, {"type": "document", "document": {}}]
)
def test_what_is_no_block_is_the_clients_mistake(block):
    """The place is named."""
    with pytest.raises(InvalidRequest, match=r"`p\[0\]"):
        content.decode([block], "p")


def test_content_is_a_text_or_a_list():
    """Nothing else."""
    assert "a" == content.decode("a", "p")
    with pytest.raises(InvalidRequest, match="`p`"):
        content.decode(None, "p")


def test_a_refusal_is_a_text_and_an_image_may_be_on_the_web():
    """Cohere fetches it."""
    assert {"type": "text", "text": "No."} == content.encode(RefusalPart(text="No."))
    assert {"type": "image_url", "image_url": {"url": "https://x/a.png"}} == content.encode(
        ImagePart(url="https://x/a.png")
    )


@pytest.mark.parametrize(
    "part", [FilePart(url="data:application/pdf;base64,AA=="), AudioPart(data="AA==", format="wav")]
)
def test_what_cohere_cannot_be_sent_is_refused_with_the_way_out(part):
    """Rather than left out of what the model is told."""
    with pytest.raises(InvalidRequest, match="send their text"):
        content.encode(part)


def test_a_text_of_a_document_alone_is_plain():
    """Once what only Cohere knows is gone, the text is what is left."""
    assert {"type": "text", "text": '{"a":1}'} == content.encode(TextPart(text='{"a":1}'))
