"""Images, audio and documents: bytes in base64, as rest-json writes a blob, or a place in S3.

The hub carries bytes as `data:` URLs; a place in S3 stays the `s3://` URL that it is, which means something to Bedrock
only. Bedrock fetches nothing else, and neither does the gateway, so an image on the web cannot be said. Formats: the
enumerations of the service model. What Converse knows beside (`bucketOwner`, `citations`, `context`) stays in `extra`.

A document's name may have letters, digits, hyphens, brackets and single spaces (`DocumentBlock` in the service model).
"""

import re
from collections.abc import Mapping
from typing import Any

from proxy.canonical.content import AudioPart, FilePart, ImagePart
from proxy.canonical.unset import UNSET, Unset
from proxy.dialects import dataurl
from proxy.dialects.members import is_a, join_inner, keep_inner, merge, require, wrong
from proxy.errors import InvalidRequest

S3 = "s3://"
LONGEST_NAME = 200
NAMELESS = "document"
REFUSED = re.compile(r"[^0-9A-Za-z\s()\[\]-]+")
EXTENSION = re.compile(r"\.([0-9A-Za-z]{1,5})$")

DOCUMENTS = {
    "pdf": "application/pdf",
    "csv": "text/csv",
    "doc": "application/msword",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xls": "application/vnd.ms-excel",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "html": "text/html",
    "txt": "text/plain",
    "md": "text/markdown",
}
FORMATS = {media_type: name for name, media_type in DOCUMENTS.items()}
IMAGES = {"jpg": "jpeg"}
"""How others call an image's format; any other is called by the second half of its media type."""


def decode_image(members: dict[str, Any], place: str) -> ImagePart:
    """Return the image that *members* say; `InvalidRequest` where there is none that can be had."""
    image, rest = taken(members, "image", place)
    name = require(image, "format", str, f"{place}.image.")
    url = decode_source(image, f"image/{name}", f"{place}.image")
    if url.startswith(S3) and image_format(url) != name:
        image["format"] = name
    keep_inner(rest, "image", image)
    return ImagePart(url=url, extra=rest)


def encode_image(part: ImagePart) -> dict[str, Any]:
    """Return the block of *part*; `InvalidRequest` where its bytes are not at hand."""
    data = dataurl.split(part.url)
    kind = data[0].partition("/")[2] if data else image_format(part.url)
    known = {"format": IMAGES.get(kind, kind), "source": encode_source(part.url, data, "an image")}
    return merge({"image": joined(known, part.extra, "image")}, part.extra)


def decode_audio(members: dict[str, Any], place: str) -> AudioPart:
    """Return the audio that *members* say; what is in S3 has no place in the hub."""
    audio, rest = taken(members, "audio", place)
    name = require(audio, "format", str, f"{place}.audio.")
    source = dict(require(audio, "source", dict, f"{place}.audio."))
    data = require(source, "bytes", str, f"{place}.audio.source.")
    keep_inner(rest, "audio", audio)
    return AudioPart(data=data, format=name, extra=rest)


def encode_audio(part: AudioPart) -> dict[str, Any]:
    """Return the block of *part*."""
    known = {"format": part.format, "source": {"bytes": part.data}}
    return merge({"audio": join_inner(known, part.extra, "audio")}, part.extra)


def decode_document(members: dict[str, Any], place: str) -> FilePart:
    """Return the document that *members* say; one that is written out in the request has no place in the hub."""
    document, rest = taken(members, "document", place)
    kind = document.pop("format", None)
    media_type = DOCUMENTS.get(kind, dataurl.UNSAID) if isinstance(kind, str) else dataurl.UNSAID
    url = decode_source(document, media_type, f"{place}.document")
    name = document.pop("name", UNSET)
    if kind is not None and (kind not in DOCUMENTS or (url.startswith(S3) and format_of("", url) != kind)):
        document["format"] = kind
    keep_inner(rest, "document", document)
    return FilePart(url=url, name=name if isinstance(name, str) else UNSET, extra=rest)


def encode_document(part: FilePart) -> dict[str, Any]:
    """Return the block of *part*; its name may still be another's."""
    if isinstance(part.url, Unset):
        raise InvalidRequest(
            "a file by its id cannot be sent to Bedrock; send its bytes as a `data:` URL", param="file"
        )
    data = dataurl.split(part.url)
    title = "" if isinstance(part.name, Unset) else part.name
    known: dict[str, Any] = {
        "format": format_of(data[0], title) if data else format_of("", part.url),
        "name": clean(title),
        "source": encode_source(part.url, data, "a document"),
    }
    return merge({"document": joined(known, part.extra, "document")}, part.extra)


def taken(members: dict[str, Any], key: str, place: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the object *key* and what is beside it, both to pull from."""
    rest = dict(members)
    return dict(require(rest, key, dict, f"{place}.")), rest


def joined(known: Mapping[str, Any], extra: Mapping[str, Any], key: str) -> dict[str, Any]:
    """Return the object *key* again; what *extra* has in the source goes into the source, and its format wins."""
    inner = extra.get(key)
    kept = dict(inner) if isinstance(inner, dict) else {}
    beside = kept.pop("source", None)
    source = known["source"]
    if isinstance(beside, dict) and "s3Location" in source:
        source = {"s3Location": {**source["s3Location"], **beside}}
    return {**known, "source": source, **kept}


def decode_source(members: dict[str, Any], media_type: str, place: str) -> str:
    """Take the source out of *members*, and return it as a URL; what a place in S3 has beside stays."""
    source = members.pop("source", None)
    if not isinstance(source, dict):
        raise wrong(f"{place}.source", "an object")
    location = source.get("s3Location")
    if isinstance(location, dict) and is_a(location.get("uri"), str) and location["uri"].startswith(S3):
        keep_inner(members, "source", {key: value for key, value in location.items() if key != "uri"})
        return str(location["uri"])
    data = source.get("bytes")
    if not isinstance(data, str):
        raise wrong(f"{place}.source", "`bytes` or an `s3Location`")
    return dataurl.join(media_type, data)


def encode_source(url: str, data: tuple[str, str] | None, what: str) -> dict[str, Any]:
    """Return *url*, whose bytes are *data*, as a source."""
    if data:
        return {"bytes": data[1]}
    if url.startswith(S3):
        return {"s3Location": {"uri": url}}
    raise InvalidRequest(
        f"{what} by its address (`{url[:LONGEST_NAME]}`) cannot be sent to Bedrock; send its bytes as a `data:` URL",
        param="messages",
    )


def format_of(media_type: str, name: str) -> str:
    """Return the format of a document, by its media type, else by the end of its *name*; else it is a text."""
    told = extension(name)
    return FORMATS.get(media_type) or (told if told in DOCUMENTS else "txt")


def image_format(url: str) -> str:
    """Return the format of an image by the end of its *url*."""
    told = extension(url)
    return IMAGES.get(told, told)


def extension(name: str) -> str:
    """Return the end of *name* that tells a format, in lower case."""
    found = EXTENSION.search(name)
    return found[1].lower() if found else ""


def clean(name: str) -> str:
    """Return *name* without its ending and without what Bedrock refuses in a name."""
    stem = EXTENSION.sub("", name) if extension(name) in DOCUMENTS else name
    return " ".join(REFUSED.sub(" ", stem).split())[:LONGEST_NAME].strip() or NAMELESS


def rename(documents: list[dict[str, Any]]) -> None:
    """Give each of *documents*, all of one request, a name that no other has: the second of a name is ` 2`."""
    used: set[str] = set()
    last: dict[str, int] = {}
    for document in documents:
        name = document["name"]
        while document["name"].lower() in used:
            last[name] = last.get(name, 1) + 1
            ending = f" {last[name]}"
            document["name"] = name[: LONGEST_NAME - len(ending)] + ending
        used.add(document["name"].lower())
