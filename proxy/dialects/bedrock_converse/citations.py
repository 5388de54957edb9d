"""Text with what it rests on, `CitationsContentBlock`, and the same in pieces, `CitationsDelta`.

A citation's place (`documentChar`, `documentPage`, `documentChunk`, `searchResultLocation`) is in the source and not in
the text, so it stays in `extra`; only an address on the web is the hub's `url`. A search result has its address in
`source`.
"""

from collections.abc import Mapping
from typing import Any

from proxy.canonical.content import Citation, TextPart
from proxy.canonical.unset import UNSET, Unset
from proxy.dialects.members import keep_inner, merge, pull, require, wrong

KEY = "citationsContent"
WEB = ("http://", "https://")


def decode(members: dict[str, Any], place: str) -> TextPart:
    """Return the text that the block *members* says; `InvalidRequest` where it is not text alone."""
    rest = dict(members)
    block = dict(require(rest, KEY, dict, f"{place}."))
    pieces, citations = block.pop("content", None) or [], block.pop("citations", None) or []
    texts = [piece["text"] for piece in pieces if is_text(piece)] if isinstance(pieces, list) else None
    if texts is None or len(texts) != len(pieces) or not is_list_of_objects(citations):
        raise wrong(f"{place}.{KEY}", "texts and citations")
    keep_inner(rest, KEY, block)
    return TextPart(text="".join(texts), citations=tuple(map(decode_one, citations)), extra=rest)


def encode(part: TextPart) -> dict[str, Any]:
    """Return the block of *part*, which has citations."""
    inner = part.extra.get(KEY)
    block = {"content": [{"text": part.text}], "citations": [encode_one(each) for each in part.citations]}
    return merge({KEY: merge(block, inner if isinstance(inner, dict) else {})}, part.extra)


def decode_one(value: Mapping[str, Any]) -> Citation:
    """Return the citation that *value* says; what is not as it should be stays in `extra`."""
    members = dict(value)
    return Citation(url=pull_url(members), title=pull(members, "title", str), quote=pull_quote(members), extra=members)


def encode_one(citation: Citation) -> dict[str, Any]:
    """Return *citation* as Converse writes it."""
    known: dict[str, Any] = {"title": citation.title}
    if not isinstance(citation.quote, Unset):
        known["sourceContent"] = [{"text": citation.quote}]
    if not isinstance(citation.url, Unset):
        known |= placed(citation.url, citation.extra.get("location"))
    return merge(known, citation.extra)


def placed(url: str, location: Any) -> dict[str, Any]:
    """Return where *url* stands: in `source`, where the *location* is one in a document, else in the location."""
    if isinstance(location, dict) and "web" not in location:
        return {"source": url}
    web = location["web"] if isinstance(location, dict) and isinstance(location["web"], dict) else {}
    return {"location": {"web": {"url": url, **web}}}


def pull_url(members: dict[str, Any]) -> str | Unset:
    """Take the address on the web out of *members*."""
    location = members.get("location")
    web = location.get("web") if isinstance(location, dict) else None
    if isinstance(web, dict) and isinstance(web.get("url"), str):
        del members["location"]
        rest = dict(web)
        url: str = rest.pop("url")
        keep_inner(members, "location", {"web": rest} if rest else {})
        return url
    source = members.get("source")
    if isinstance(location, dict) and "web" not in location and isinstance(source, str) and source.startswith(WEB):
        return pull(members, "source", str)
    return UNSET


def pull_quote(members: dict[str, Any]) -> str | Unset:
    """Take the source's own words out of *members*, where there are words and nothing else."""
    pieces = members.get("sourceContent")
    if not isinstance(pieces, list) or not pieces or not all(map(is_text, pieces)):
        return UNSET
    del members["sourceContent"]
    return "".join(piece["text"] for piece in pieces)


def is_text(piece: Any) -> bool:
    """Say whether *piece* is `{"text"}` and nothing else."""
    return isinstance(piece, dict) and piece.keys() == {"text"} and isinstance(piece["text"], str)


def is_list_of_objects(value: Any) -> bool:
    """Say whether *value* is a list of objects."""
    return isinstance(value, list) and all(isinstance(each, dict) for each in value)
