"""What an output text rests on: its `annotations`, to canonical citations and back.

Only `url_citation` says what the hub has words for. Annotations of other kinds (`file_citation`,
`container_file_citation`, `file_path`) name a provider's own files: they are kept whole, and a file's name is the
title. A source of another dialect that has no URL is a document, and becomes a `file_citation` whose file has a name
but no id; its quote has no place here.
"""

from collections.abc import Mapping
from typing import Any

from proxy.canonical.content import Citation
from proxy.dialects.members import merge, pull

URL = "url_citation"
FILE = "file_citation"


def decode(value: Any) -> tuple[Citation, ...]:
    """Return the citations that *value*, an annotations list, has; what is no annotation is left out."""
    entries = value if isinstance(value, list) else []
    return tuple(decode_one(entry) for entry in entries if isinstance(entry, dict))


def decode_one(annotation: Mapping[str, Any]) -> Citation:
    """Return the citation that *annotation* says."""
    members = dict(annotation)
    if members.get("type") != URL:
        return Citation(title=pull(dict(members), "filename", str), extra=members)
    del members["type"]
    return Citation(
        url=pull(members, "url", str),
        title=pull(members, "title", str),
        start=pull(members, "start_index", int),
        end=pull(members, "end_index", int),
        extra=members,
    )


def encode(citation: Citation, length: int) -> dict[str, Any]:
    """Return *citation* as an annotation of a text that is *length* characters long so far.

    Every member is required, so what is not told is filled in: the whole text, and the URL for a title.
    """
    if "type" in citation.extra:
        return dict(citation.extra)
    start = citation.start if isinstance(citation.start, int) else 0
    if not isinstance(citation.url, str):
        return {"type": FILE, "file_id": "", "filename": citation.title or "", "index": start}
    known = {
        "type": URL,
        "url": citation.url,
        "title": citation.title if isinstance(citation.title, str) else citation.url,
        "start_index": start,
        "end_index": citation.end if isinstance(citation.end, int) else length,
    }
    return merge(known, citation.extra)
