"""What an answer rests on, `Citation`: a span of the answer, and the documents or tool outputs that support it.

Sources are objects of the client's own making. One that has a title, an address and a snippet, as Cohere's guides name
them, says so in the hub; what else a source has stays in `extra`, and so does the span's own text.
"""

from collections.abc import Mapping
from typing import Any

from proxy.canonical.content import Citation
from proxy.canonical.unset import UNSET, Unset
from proxy.dialects.members import merge, pull, sent

IN_TEXT = "TEXT_CONTENT"
FIELDS = ("title", "url", "snippet")
HOLDERS = {"document": "document", "tool": "tool_output"}
"""Type of a source, and the member that has what the client gave."""


def decode(value: Mapping[str, Any]) -> Citation:
    """Return the citation that *value* says, wherever in the answer it is."""
    members = {key: told for key, told in value.items() if told is not None}
    start, end = pull(members, "start", int), pull(members, "end", int)
    sources = members.get("sources")
    known = described(sources[0]) if isinstance(sources, list) and sources else {}
    if sources == rebuilt(known):
        del members["sources"]
    return Citation(
        url=known.get("url", UNSET),
        title=known.get("title", UNSET),
        quote=known.get("snippet", UNSET),
        start=start,
        end=end,
        extra=members,
    )


def encode(citation: Citation) -> dict[str, Any]:
    """Return *citation* as Cohere writes it, without its place."""
    told = sent({"title": citation.title, "url": citation.url, "snippet": citation.quote})
    known = {"start": citation.start, "end": citation.end, "sources": rebuilt(told) or UNSET}
    return {**merge(known, {}), **citation.extra}


def described(source: Any) -> dict[str, str]:
    """Return what a *source* says of itself in the words of Cohere's guides."""
    holder = source.get(HOLDERS.get(str(source.get("type")), "")) if isinstance(source, dict) else None
    found = holder if isinstance(holder, dict) else {}
    return {name: found[name] for name in FIELDS if isinstance(found.get(name), str)}


def rebuilt(told: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return sources that say just *told*; none where that is nothing."""
    return [{"type": "document", "document": dict(told)}] if told else []


def is_of_text(value: Any) -> bool:
    """Say whether *value* is a citation in the text of the answer, as one without a type is."""
    return isinstance(value, dict) and value.get("type") in (None, IN_TEXT)


def place_of(value: Mapping[str, Any]) -> int | Unset:
    """Return the number of the content block that a citation is in, where it tells."""
    return pull(dict(value), "content_index", int)
