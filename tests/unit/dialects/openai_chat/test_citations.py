"""Where an answer's text comes from."""

import pytest

from proxy.canonical.content import Citation, TextPart
from proxy.dialects.openai_chat.citations import decode, encode, encode_all, pull_citations

WIRE = {
    "type": "url_citation",
    "url_citation": {"start_index": 1, "end_index": 4, "title": "t", "url": "u", "content": "q", "x": 1},
}
MEANT = Citation(url="u", title="t", quote="q", start=1, end=4, extra={"x": 1})


def test_a_source_is_read_and_written():
    """Every field has one place in the hub, and an unknown one is kept."""
    assert MEANT == decode(WIRE)
    assert WIRE == encode(MEANT)


@pytest.mark.parametrize(
    "annotation",
    [7, {}, {"type": "file"}, {"type": "url_citation"}, {"type": "url_citation", "url_citation": {"title": "t"}}],
)
def test_what_is_no_source_is_none(annotation):
    """A file's path, or a source without an address, is no citation."""
    assert decode(annotation) is None


def test_a_source_without_an_address_cannot_be_said():
    """Clients read `url` without asking whether it is there."""
    assert encode(Citation(title="t")) is None


@pytest.mark.parametrize(
    ("annotations", "cited", "left"),
    [
        ([WIRE], (MEANT,), {}),
        ([WIRE, {"type": "file"}], (MEANT,), {"annotations": [{"type": "file"}]}),
        ([], (), {"annotations": []}),
        ("no list", (), {"annotations": "no list"}),
    ],
)
def test_what_else_is_noted_stays(annotations, cited, left):
    """Only what the hub has a place for is taken out."""
    message = {"annotations": annotations}

    assert cited == pull_citations(message)
    assert left == message


def test_offsets_count_from_the_beginning_of_the_whole():
    """Texts that other dialects keep apart are one here."""
    parts = [TextPart(text="äbc"), TextPart(text="d", citations=(Citation(url="u", start=0, end=1), Citation(url="v")))]

    assert [
        {"type": "url_citation", "url_citation": {"start_index": 3, "end_index": 4, "url": "u"}},
        {"type": "url_citation", "url_citation": {"url": "v"}},
    ] == encode_all(parts)
