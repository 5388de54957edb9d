"""Text with what it rests on."""

import pytest

from proxy.canonical.content import Citation, TextPart
from proxy.dialects.bedrock_converse import citations
from proxy.errors import InvalidRequest

PAGE = {"documentPage": {"documentIndex": 0, "start": 1, "end": 2}}


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ({"title": "t"}, Citation(title="t")),
        ({"sourceContent": [{"text": "a"}]}, Citation(quote="a")),
        ({"location": {"web": {"url": "https://x"}}}, Citation(url="https://x")),
        (
            {"location": {"web": {"url": "https://x", "domain": "x"}}},
            Citation(url="https://x", extra={"location": {"web": {"domain": "x"}}}),
        ),
        ({"source": "https://x", "location": PAGE}, Citation(url="https://x", extra={"location": PAGE})),
        ({"source": "doc-1", "location": PAGE}, Citation(extra={"source": "doc-1", "location": PAGE})),
        ({"source": "https://x"}, Citation(extra={"source": "https://x"})),
        ({"sourceContent": [{"blob": 1}]}, Citation(extra={"sourceContent": [{"blob": 1}]})),
        ({"sourceContent": []}, Citation(extra={"sourceContent": []})),
        ({"location": {"web": {}}}, Citation(extra={"location": {"web": {}}})),
        ({"location": 3, "title": 4}, Citation(extra={"location": 3, "title": 4})),
    ],
)
def test_a_citation_is_read_and_written(written, meant):
    """An address on the web is the hub's; a place in a document, and what is odd, stays."""
    assert meant == citations.decode_one(written)
    assert written == citations.encode_one(meant)


def test_a_quote_in_pieces_is_one():
    """The source's words are together what was quoted."""
    assert "ab" == citations.decode_one({"sourceContent": [{"text": "a"}, {"text": "b"}]}).quote


def test_a_block_is_one_text():
    """The pieces of its content are joined, and what it has beside stays."""
    block = {"content": [{"text": "a"}, {"text": "b"}], "citations": [], "x": 1}
    part = TextPart(text="ab", extra={"citationsContent": {"x": 1}})

    assert part == citations.decode({"citationsContent": block}, "p")


@pytest.mark.parametrize("block", [{"content": [{"video": 1}]}, {"content": 3}, {"citations": [3]}, 3])
def test_what_is_no_text_is_the_clients_mistake(block):
    """A block that holds more is not understood by half."""
    with pytest.raises(InvalidRequest, match="citationsContent"):
        citations.decode({"citationsContent": block}, "p")
