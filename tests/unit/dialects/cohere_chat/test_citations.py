"""What answers rest on."""

import pytest

from proxy.canonical.content import Citation
from proxy.canonical.unset import UNSET
from proxy.dialects.cohere_chat import citations

DOCUMENT = {"type": "document", "document": {"title": "t", "url": "u", "snippet": "s"}}


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ({"start": 1, "end": 3, "text": "ab"}, Citation(start=1, end=3, extra={"text": "ab"})),
        ({"sources": [DOCUMENT]}, Citation(title="t", url="u", quote="s")),
        (
            {"sources": [{**DOCUMENT, "id": "d"}]},
            Citation(title="t", url="u", quote="s", extra={"sources": [{**DOCUMENT, "id": "d"}]}),
        ),
        (
            {"sources": [{"type": "tool", "tool_output": {"url": "u", "x": 1}}]},
            Citation(url="u", extra={"sources": [{"type": "tool", "tool_output": {"url": "u", "x": 1}}]}),
        ),
        ({"sources": [3]}, Citation(extra={"sources": [3]})),
        ({"sources": [{"type": "web"}]}, Citation(extra={"sources": [{"type": "web"}]})),
        ({"sources": 3, "start": "x"}, Citation(extra={"sources": 3, "start": "x"})),
    ],
)
def test_a_citation_survives(written, meant):
    """What a source says of itself in the usual words is the hub's, and what it has beside stays."""
    assert meant == citations.decode(written)
    assert written == citations.encode(meant)


def test_nulls_say_nothing():
    """The SDK writes them for what is absent."""
    assert Citation() == citations.decode({"start": None, "sources": None})


def test_a_place_is_told_apart():
    """Only a citation in the text is one of the text's, and it need not tell its block."""
    assert [True, True, False, False] == [
        citations.is_of_text(value) for value in ({}, {"type": "TEXT_CONTENT"}, {"type": "PLAN"}, 3)
    ]
    assert [2, UNSET] == [citations.place_of(value) for value in ({"content_index": 2}, {"content_index": "2"})]
