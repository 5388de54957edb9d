"""What a text rests on."""

import pytest

from proxy.canonical.content import Citation
from proxy.dialects.anthropic_messages import citations

KINDS = {
    "char_location": (
        {"document_index": 0, "document_title": "T", "start_char_index": 1, "end_char_index": 2},
        "",
        "T",
    ),
    "page_location": (
        {"document_index": 0, "document_title": "T", "start_page_number": 1, "end_page_number": 2},
        "",
        "T",
    ),
    "content_block_location": ({"document_index": 0, "document_title": "T", "start_block_index": 0}, "", "T"),
    "search_result_location": ({"source": "https://x", "title": "T", "search_result_index": 0}, "https://x", "T"),
    "web_search_result_location": ({"url": "https://x", "title": "T", "encrypted_index": "e"}, "https://x", "T"),
}


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_keeps_its_own_words(kind):
    """Title, place and quote are the hub's; what only Anthropic knows stays beside, and goes back as it was."""
    members, url, title = KINDS[kind]
    value = {"type": kind, "cited_text": "q", **members}
    citation = citations.decode(value)

    assert (url, title, "q") == (citation.url or "", citation.title, citation.quote)
    assert citations.is_own(citation)
    assert value == citations.encode(citation)


def test_no_title_is_a_null():
    """Anthropic writes a null for no title, and reads it."""
    value = {"type": "page_location", "cited_text": "q", "document_title": None}

    assert value == citations.encode(citations.decode(value))


def test_anothers_citation_comes_back_as_anothers():
    """A citation that we made up an index for is known again, and is not Anthropic's."""
    shown = citations.encode(Citation(url="https://x", title="T", quote="q", start=1, end=2))

    assert Citation(url="https://x", title="T", quote="q") == citations.decode(shown)
    assert not citations.is_own(citations.decode(shown))


@pytest.mark.parametrize(
    ("members", "left"),
    [
        ({"citations": None}, {}),
        ({}, {}),
        ({"citations": [1]}, {}),
        ({"citations": {"enabled": True}}, {"citations": {"enabled": True}}),
    ],
)
def test_no_citations(members, left):
    """A null is as good as none; what is no list stays."""
    assert () == citations.pull_all(members)
    assert left == members
