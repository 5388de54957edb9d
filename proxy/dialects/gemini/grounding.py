"""What an answer rests on, `GroundingMetadata` and `CitationMetadata`, to citations and back.

Google counts offsets in bytes of UTF-8, the hub in characters. A source that no piece of the text names is a citation
without offsets. A source with words of its own is a `retrievedContext`, any other a `web` page.

What Google tells beside (search queries, the search entry point that its terms want shown, scores) is for its own clients:
metadata that the citations do not say in full are kept whole.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from proxy.canonical.content import Citation
from proxy.canonical.unset import UNSET, Unset
from proxy.dialects.members import sent

GROUNDING, CITATIONS = "groundingMetadata", "citationMetadata"
KEYS = frozenset({GROUNDING, CITATIONS})
KINDS = ("web", "retrievedContext", "maps", "image")

NOTHING = Citation()

Texts = Mapping[int, str]
"""The texts of an answer by the index of their part."""


def decode(candidate: Mapping[str, Any], texts: Texts) -> list[tuple[int, Citation]]:
    """Return the citations of *candidate*, each with the index of the part whose text rests on it."""
    if not texts:
        return []
    return [*_grounded(candidate.get(GROUNDING), texts), *_cited(candidate.get(CITATIONS), texts)]


def searches(candidate: Mapping[str, Any]) -> int:
    """Return how many searches stand behind *candidate*."""
    metadata = candidate.get(GROUNDING)
    queries = metadata.get("webSearchQueries") if isinstance(metadata, dict) else None
    return len(queries) if isinstance(queries, list) else 0


def _grounded(metadata: Any, texts: Texts) -> Iterator[tuple[int, Citation]]:
    if not isinstance(metadata, dict):
        return
    sources = [_source(chunk) for chunk in _objects(metadata.get("groundingChunks"))]
    named: set[int] = set()
    for support in _objects(metadata.get("groundingSupports")):
        segment = support.get("segment")
        part, start, end = _segment(segment if isinstance(segment, dict) else {}, texts)
        indices = support.get("groundingChunkIndices")
        for index in indices if isinstance(indices, list) else ():
            if isinstance(index, int) and 0 <= index < len(sources):
                named.add(index)
                yield part, replace(sources[index], start=start, end=end)
    rest = (source for index, source in enumerate(sources) if source != NOTHING and index not in named)
    yield from ((next(iter(texts)), citation) for citation in rest)


def _objects(value: Any) -> list[dict[str, Any]]:
    return [each if isinstance(each, dict) else {} for each in value] if isinstance(value, list) else []


def _source(chunk: Mapping[str, Any]) -> Citation:
    inner: Mapping[str, Any] = next((chunk[kind] for kind in KINDS if isinstance(chunk.get(kind), dict)), {})
    return Citation(
        url=_words(inner.get("uri") or inner.get("sourceUri")),
        title=_words(inner.get("title")),
        quote=_words(inner.get("text")),
    )


def _words(value: Any) -> str | Unset:
    return value if isinstance(value, str) else UNSET


def _segment(segment: Mapping[str, Any], texts: Texts) -> tuple[int, int | Unset, int | Unset]:
    """Return the part and the offsets in characters that *segment* says; a part that is no text is the first one."""
    told = segment.get("partIndex", 0)
    part = told if isinstance(told, int) and told in texts else next(iter(texts))
    return part, *_offsets(segment, texts[part])


def _offsets(place: Mapping[str, Any], text: str) -> tuple[int | Unset, int | Unset]:
    end = place.get("endIndex")
    start = place.get("startIndex", 0)
    if not isinstance(end, int) or not isinstance(start, int):
        return UNSET, UNSET
    return characters(text, start), characters(text, end)


def characters(text: str, offset: int) -> int:
    """Return the offset in characters that *offset* in bytes is."""
    if text.isascii():
        return min(max(offset, 0), len(text))
    return len(text.encode("utf-8", "surrogatepass")[: max(offset, 0)].decode("utf-8", "ignore"))


def _cited(metadata: Any, texts: Texts) -> Iterator[tuple[int, Citation]]:
    if not isinstance(metadata, dict):
        return
    part = next(iter(texts))
    for told in _objects(metadata.get("citations") or metadata.get("citationSources")):
        start, end = _offsets(told, texts[part])
        url, title = _words(told.get("uri")), _words(told.get("title"))
        if url or title:
            yield part, Citation(url=url, title=title, start=start, end=end)


def encode(cited: Iterable[tuple[int, str, Sequence[Citation]]]) -> dict[str, Any]:
    """Return the metadata that say the citations of each text, which stands in the part of that index; empty for none."""
    chunks: list[dict[str, Any]] = []
    supports = []
    for part, text, citations in cited:
        for citation in citations:
            chunk = _chunk(citation)
            if chunk not in chunks:
                chunks.append(chunk)
            segment = _written(part, text, citation)
            if segment:
                supports.append({"segment": segment, "groundingChunkIndices": [chunks.index(chunk)]})
    if not chunks:
        return {}
    return {"groundingChunks": chunks, **({"groundingSupports": supports} if supports else {})}


def is_said(candidate: Mapping[str, Any], citations: Sequence[Citation], text: str) -> bool:
    """Say whether *citations* of *text* say all of the grounding of *candidate*."""
    return bool(candidate.get(GROUNDING) == encode([(0, text, citations)]))


def _chunk(citation: Citation) -> dict[str, Any]:
    source = sent({"uri": citation.url, "title": citation.title, "text": citation.quote})
    return {"web" if isinstance(citation.quote, Unset) else "retrievedContext": source}


def _written(part: int, text: str, citation: Citation) -> dict[str, Any]:
    if isinstance(citation.end, Unset):
        return {}
    start = citation.start or 0
    known = {
        "partIndex": part or UNSET,
        "startIndex": octets(text, start) or UNSET,
        "endIndex": octets(text, citation.end),
        "text": text[start : citation.end],
    }
    return sent(known)


def octets(text: str, offset: int) -> int:
    """Return the offset in bytes that *offset* in characters is."""
    return len(text[:offset].encode("utf-8", "surrogatepass"))
