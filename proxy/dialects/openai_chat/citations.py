"""Where an answer's text comes from: `annotations` of the type `url_citation`.

OpenRouter adds the source's own words as `content`. An annotation of another type (`file`) is left where it was.
"""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from proxy.canonical.content import Citation, TextPart
from proxy.canonical.unset import Unset
from proxy.dialects.members import pull, sent

KIND = "url_citation"


def pull_citations(message: dict[str, Any]) -> tuple[Citation, ...]:
    """Take the citations out of the `annotations` of *message*; what else there is stays."""
    annotations = message.get("annotations")
    if not isinstance(annotations, list):
        return ()
    found = [decode(annotation) for annotation in annotations]
    rest = [annotation for annotation, citation in zip(annotations, found, strict=True) if citation is None]
    if rest or not annotations:
        message["annotations"] = rest
    else:
        del message["annotations"]
    return tuple(citation for citation in found if citation is not None)


def decode(annotation: Any) -> Citation | None:
    """Return the citation that *annotation* is, `None` where it is something else."""
    if not isinstance(annotation, dict) or annotation.get("type") != KIND:
        return None
    cited = annotation.get(KIND)
    if not isinstance(cited, dict) or not isinstance(cited.get("url"), str):
        return None
    members = dict(cited)
    return Citation(
        url=members.pop("url"),
        title=pull(members, "title", str),
        quote=pull(members, "content", str),
        start=pull(members, "start_index", int),
        end=pull(members, "end_index", int),
        extra=members,
    )


def encode(citation: Citation) -> dict[str, Any] | None:
    """Return *citation* as an annotation; `None` for one without a URL, which cannot be said here."""
    if isinstance(citation.url, Unset):
        return None
    known = {
        "start_index": citation.start,
        "end_index": citation.end,
        "title": citation.title,
        "url": citation.url,
        "content": citation.quote,
    }
    return {"type": KIND, KIND: {**sent(known), **citation.extra}}


def encode_all(parts: Iterable[TextPart]) -> list[dict[str, Any]]:
    """Return the annotations of texts that are written as one, in which each is further back than in its own."""
    written: list[dict[str, Any]] = []
    length = 0
    for part in parts:
        moved = (encode(_moved(citation, length)) for citation in part.citations)
        written += [annotation for annotation in moved if annotation is not None]
        length += len(part.text)
    return written


def _moved(citation: Citation, by: int) -> Citation:
    if not by or isinstance(citation.start, Unset) or isinstance(citation.end, Unset):
        return citation
    return replace(citation, start=citation.start + by, end=citation.end + by)
