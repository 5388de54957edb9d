"""Images and documents: what stands in the `source` of a block.

A source of `base64`, `url` or (for documents) `text` and `file` has a word in the hub. An image by file id, and a document
made of content blocks, mean something to Anthropic only, and the block is kept whole.
"""

import base64
import binascii
from collections.abc import Callable, Mapping
from typing import Any

from proxy.canonical.content import FilePart, ImagePart, Part, UnknownPart
from proxy.canonical.unset import UNSET, Unset
from proxy.dialects import dataurl
from proxy.dialects.anthropic_messages import cachemarks
from proxy.dialects.members import join_inner, keep_inner, merge, pull, require

PLAIN = "text/plain"
IMAGE, DOCUMENT = "image", "document"
Place = dict[str, str]
Reader = Callable[[dict[str, Any], str], Place]


def decode(members: dict[str, Any], place: str, kind: str) -> Part:
    """Return the part that a block of *kind* says; *members* are the block's others."""
    whole = require(members, "source", dict, place)
    source = dict(whole)
    told = source.pop("type", None)
    reader = READERS[kind].get(told) if isinstance(told, str) else None
    if reader is None:
        return UnknownPart(kind=kind, extra={**members, "source": whole})
    where = reader(source, f"{place}source.")
    keep_inner(members, "source", source)
    if kind == IMAGE:
        return ImagePart(url=where["url"], cache=cachemarks.pull(members), extra=members)
    return FilePart(
        url=where.get("url", UNSET),
        file_id=where.get("file_id", UNSET),
        name=pull(members, "title", str),
        cache=cachemarks.pull(members),
        extra=members,
    )


def _read_base64(source: dict[str, Any], place: str) -> Place:
    media_type, data = (require(source, key, str, place) for key in ("media_type", "data"))
    return {"url": dataurl.join(media_type, data)}


def _read_url(source: dict[str, Any], place: str) -> Place:
    return {"url": require(source, "url", str, place)}


def _read_file(source: dict[str, Any], place: str) -> Place:
    return {"file_id": require(source, "file_id", str, place)}


def _read_text(source: dict[str, Any], place: str) -> Place:
    text = require(source, "data", str, place)
    source.pop("media_type", None)
    return {"url": dataurl.join(PLAIN, base64.b64encode(text.encode()).decode())}


READERS: Mapping[str, Mapping[str, Reader]] = {
    IMAGE: {"base64": _read_base64, "url": _read_url},
    DOCUMENT: {"base64": _read_base64, "url": _read_url, "file": _read_file, "text": _read_text},
}


def encode_image(part: ImagePart) -> dict[str, Any]:
    """Return *part* as a block."""
    source = join_inner(_by_url(part.url), part.extra, "source")
    return merge({"type": IMAGE, "source": source, cachemarks.MEMBER: cachemarks.write(part.cache)}, part.extra)


def encode_document(part: FilePart) -> dict[str, Any]:
    """Return *part* as a block."""
    if isinstance(part.url, Unset):
        said: dict[str, Any] = {"type": "file", "file_id": part.file_id}
    else:
        said = _as_text(part.url) or _by_url(part.url)
    known = {
        "type": DOCUMENT,
        "source": join_inner(said, part.extra, "source"),
        "title": part.name,
        cachemarks.MEMBER: cachemarks.write(part.cache),
    }
    return merge(known, part.extra)


def _by_url(url: str) -> dict[str, Any]:
    split = dataurl.split(url)
    if split is None:
        return {"type": "url", "url": url}
    return {"type": "base64", "media_type": split[0], "data": split[1]}


def _as_text(url: str) -> dict[str, Any] | None:
    """Return the source of a document that is plain text; Anthropic takes no other base64 than a PDF's."""
    split = dataurl.split(url)
    if split is None or not split[0].startswith("text/"):
        return None
    try:
        data = base64.b64decode(split[1], validate=True).decode()
    except (binascii.Error, ValueError):
        return None
    return {"type": "text", "media_type": PLAIN, "data": data}
