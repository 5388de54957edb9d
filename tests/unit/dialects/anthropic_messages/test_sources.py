"""Images and documents."""

import pytest

from proxy.canonical.content import FilePart, ImagePart, UnknownPart
from proxy.dialects.anthropic_messages import sources


def test_leftovers_of_a_source_stay_in_it():
    """What a source has beside goes back inside the source."""
    block = {"source": {"type": "url", "url": "https://x", "x": 1}, "y": 2}
    part = sources.decode(dict(block), "p.", "image")

    assert ImagePart(url="https://x", extra={"y": 2, "source": {"x": 1}}) == part
    assert {"type": "image", **block} == sources.encode_image(part)


@pytest.mark.parametrize(
    "source", [{"type": "content", "content": [{"type": "text", "text": "a"}]}, {"x": 1}, {"type": ["url"]}]
)
def test_a_source_of_another_kind_keeps_the_block_whole(source):
    """What the hub has no word for stays Anthropic's."""
    part = sources.decode({"source": source, "title": "T"}, "p.", "document")

    assert UnknownPart(kind="document", extra={"source": source, "title": "T"}) == part


@pytest.mark.parametrize(
    ("url", "source"),
    [
        ("https://x/a.pdf", {"type": "url", "url": "https://x/a.pdf"}),
        ("data:application/pdf;base64,AA==", {"type": "base64", "media_type": "application/pdf", "data": "AA=="}),
        ("data:text/markdown;base64,SGk=", {"type": "text", "media_type": "text/plain", "data": "Hi"}),
        ("data:text/plain;base64,/w==", {"type": "base64", "media_type": "text/plain", "data": "/w=="}),
        ("data:text/plain;base64,?", {"type": "base64", "media_type": "text/plain", "data": "?"}),
    ],
)
def test_documents_of_other_dialects(url, source):
    """Text of any kind is told as text, a PDF as it is; what is no text after all is Anthropic's to refuse."""
    assert source == sources.encode_document(FilePart(url=url))["source"]
