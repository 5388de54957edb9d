"""What an answer rests on."""

import pytest

from proxy.canonical.content import Citation
from proxy.canonical.unset import UNSET
from proxy.dialects.gemini import grounding

WEB = {"web": {"uri": "u", "title": "t"}}


def metadata(*supports, chunks=(WEB,)):
    """Return a candidate with this grounding."""
    return {"groundingMetadata": {"groundingChunks": list(chunks), "groundingSupports": list(supports)}}


def test_bytes_are_characters():
    """Google counts bytes of UTF-8; an offset inside a character is before it."""
    assert [0, 1, 1, 2, 3] == [grounding.characters("aßb", offset) for offset in (0, 1, 2, 3, 99)]
    assert [0, 1, 3] == [grounding.octets("aßb", offset) for offset in range(3)]


def test_a_support_names_its_part():
    """An index of a part that is no text is the first text's."""
    support = {"segment": {"partIndex": 2, "endIndex": 1}, "groundingChunkIndices": [0]}
    cited = grounding.decode(metadata(support), {1: "a", 2: "b"})

    assert [(2, Citation(url="u", title="t", start=0, end=1))] == cited
    assert 1 == grounding.decode(metadata(support), {1: "a"})[0][0]


@pytest.mark.parametrize(
    ("chunk", "citation"),
    [
        ({"retrievedContext": {"uri": "u", "title": "t", "text": "q"}}, Citation(url="u", title="t", quote="q")),
        ({"maps": {"uri": "u", "title": "t"}}, Citation(url="u", title="t")),
        ({"image": {"sourceUri": "u"}}, Citation(url="u")),
    ],
)
def test_sources_of_every_kind_are_told(chunk, citation):
    """A source that no piece of the text names is a citation without its place."""
    assert [(0, citation)] == grounding.decode(metadata(chunks=[chunk]), {0: "a"})


@pytest.mark.parametrize(
    "candidate",
    [
        {},
        {"groundingMetadata": "x"},
        metadata(chunks=[1, {}, {"web": 1}]),
        metadata("x", {"groundingChunkIndices": [7, "x", -1]}, chunks=[]),
        {"citationMetadata": {"citations": "x"}},
        {"citationMetadata": {"citations": [{}, 1]}},
    ],
)
def test_what_names_no_source_is_no_citation(candidate):
    """Shapes that tell nothing are passed over."""
    assert [] == grounding.decode(candidate, {0: "a"})


def test_without_a_text_nothing_rests_on_anything():
    """Calls alone have no sources."""
    assert [] == grounding.decode(metadata(), {})


def test_searches_are_counted():
    """Google bills the queries of its search."""
    assert 2 == grounding.searches({"groundingMetadata": {"webSearchQueries": ["a", "b"]}})
    assert 0 == grounding.searches({"groundingMetadata": {"webSearchQueries": 7}})


def test_a_source_is_written_once():
    """Pieces that rest on the same source name the same chunk."""
    citations = [Citation(url="u", start=0, end=1), Citation(url="u", start=1, end=2), Citation(title="t", quote="q")]
    written = grounding.encode([(1, "ab", citations)])

    assert [{"web": {"uri": "u"}}, {"retrievedContext": {"title": "t", "text": "q"}}] == written["groundingChunks"]
    assert [[0], [0]] == [support["groundingChunkIndices"] for support in written["groundingSupports"]]
    assert {"partIndex": 1, "endIndex": 1, "text": "a"} == written["groundingSupports"][0]["segment"]


def test_no_citation_is_no_metadata():
    """An answer that rests on nothing has none."""
    assert {} == grounding.encode([(0, "a", [])])


def test_a_recitation_may_lack_its_place():
    """An older name of the list is read too."""
    cited = grounding.decode({"citationMetadata": {"citationSources": [{"uri": "u"}]}}, {0: "a"})

    assert [(0, Citation(url="u", start=UNSET, end=UNSET))] == cited
