"""What a text rests on: the `citations` of a text block.

Messages has five kinds, by where the source is. Their offsets point into the source, so they are no offsets into the text
that the hub knows; they stay beside, with the kind. A citation from another dialect is shown to a client as a web search
result whose `encrypted_index` is marked as ours. Anthropic could not read that index, so it never goes there: a body that
holds one does not pass through, and the citation is left out.
"""

from typing import Any

from proxy.canonical.content import Citation
from proxy.canonical.unset import UNSET, Unset
from proxy.dialects import seals
from proxy.dialects.anthropic_messages.names import FAMILY
from proxy.dialects.members import merge, pull

WEB = "web_search_result_location"
TITLES = {
    "char_location": "document_title",
    "page_location": "document_title",
    "content_block_location": "document_title",
}
"""Kind to the member that has the title, where it is not `title`."""

URLS = {"search_result_location": "source"}
"""Kind to the member that says where the source is, where it is not `url`."""

INDEX = "encrypted_index"


def pull_all(members: dict[str, Any]) -> tuple[Citation, ...]:
    """Take the citations out of a text block's *members*; none is as good as null."""
    found = members.get("citations")
    if found is not None and not isinstance(found, list):
        return ()
    members.pop("citations", None)
    return tuple(decode(each) for each in found or () if isinstance(each, dict))


def decode(value: dict[str, Any]) -> Citation:
    """Return the citation that *value* says."""
    members = dict(value)
    kind = str(members.get("type"))
    url, title = (pull(members, table.get(kind, usual), str) for table, usual in ((URLS, "url"), (TITLES, "title")))
    quote = pull(members, "cited_text", str)
    is_ours = str(members.get(INDEX)).startswith(seals.MARK)
    return Citation(url=url, title=title, quote=quote or UNSET, extra={} if is_ours else members)


def encode(citation: Citation) -> dict[str, Any]:
    """Return *citation* as Messages writes it."""
    kind = citation.extra.get("type")
    if not isinstance(kind, str):
        return _foreign(citation)
    known = {
        "type": kind,
        URLS.get(kind, "url"): citation.url,
        TITLES.get(kind, "title"): citation.title,
        "cited_text": citation.quote or "",
    }
    return merge(known, citation.extra)


def is_own(citation: Citation) -> bool:
    """Say whether Anthropic made *citation*, so that it can be sent back there."""
    return "type" in citation.extra


def _foreign(citation: Citation) -> dict[str, Any]:
    return {
        "type": WEB,
        "url": _text(citation.url),
        "title": None if isinstance(citation.title, Unset) else citation.title,
        "cited_text": _text(citation.quote),
        INDEX: seals.wrap(None, FAMILY),
    }


def _text(value: str | Unset) -> str:
    return "" if isinstance(value, Unset) else value
