"""Media in a part: `inlineData` with base64 bytes, and `fileData` with a URI.

Google's SDKs write base64 in the URL-safe alphabet, which the other dialects do not take; so bytes are brought to the
standard one. A URI is a file of the Files API or of Cloud Storage, which mean something to Google alone, or any address
that Google then fetches (Gemini API since January 2026, Vertex AI before). Video has no word in the hub, and neither has
audio by URI.
"""

from collections.abc import Mapping
from typing import Any

from proxy.canonical.content import AudioPart, FilePart, ImagePart, Part, UnknownPart
from proxy.canonical.unset import UNSET, Unset
from proxy.dialects import dataurl
from proxy.dialects.members import join_inner, keep_inner, merge
from proxy.errors import InvalidRequest

INLINE, FILE = "inlineData", "fileData"
OWN = ("gs://", "files/", "https://generativelanguage.googleapis.com/")
"""How a URI begins that only Google can read."""

STANDARD = str.maketrans("-_", "+/")
AUDIO = {"wav": "audio/wav", "mp3": "audio/mp3", "pcm16": "audio/L16;codec=pcm;rate=24000"}
FORMATS = {"x-wav": "wav", "wave": "wav", "mpeg": "mp3", "l16": "pcm16", "pcm": "pcm16"}
TYPES = {
    "png": "image/png", "jpg": "image/jpeg", "jpeg": "image/jpeg", "webp": "image/webp", "heic": "image/heic",
    "heif": "image/heif", "gif": "image/gif", "pdf": "application/pdf", "txt": "text/plain", "html": "text/html",
    "css": "text/css", "csv": "text/csv", "md": "text/markdown", "xml": "text/xml", "json": "application/json",
    "rtf": "text/rtf",
}  # fmt: skip
"""Media types by the end of an address, for parts that do not name theirs; Google wants one."""

USUAL_IMAGE, USUAL_FILE = "image/jpeg", "application/pdf"


def is_media(part: Mapping[str, Any]) -> bool:
    """Say whether *part* carries media."""
    return isinstance(part.get(INLINE), dict) or isinstance(part.get(FILE), dict)


def kind_of(part: Mapping[str, Any]) -> str:
    """Return `image`, `audio`, `video` or `file` for a part that carries media."""
    key = INLINE if INLINE in part else FILE
    inner = part[key] if isinstance(part[key], dict) else {}
    media_type = inner.get("mimeType") or (guess(str(inner.get("fileUri")), "") if key == FILE else "")
    top = str(media_type).partition("/")[0].lower()
    if key == FILE and not media_type and "youtu" in str(inner.get("fileUri")):
        return "video"
    return top if top in {"image", "audio", "video"} else "file"


def uri_of(part: Mapping[str, Any]) -> str:
    """Return the URI of a part with `fileData`; empty for any other."""
    inner = part.get(FILE)
    uri = inner.get("fileUri") if isinstance(inner, dict) else None
    return uri if isinstance(uri, str) else ""


def guess(uri: str, usual: str) -> str:
    """Return the media type that the end of *uri* tells."""
    path = uri.partition("?")[0].partition("#")[0]
    return TYPES.get(path.rpartition(".")[2].lower(), usual)


def decode(members: dict[str, Any]) -> Part:
    """Return the part that *members*, which carry media, say; whole, where the hub has no word for it."""
    kind = kind_of(members)
    key, read = (INLINE, _inline) if INLINE in members else (FILE, _file)
    found = read(dict(members), kind) if isinstance(members[key], dict) else None
    return found or UnknownPart(kind=kind, extra=members)


def _inline(members: dict[str, Any], kind: str) -> Part | None:
    inner = dict(members.pop(INLINE))
    data, told = inner.pop("data", None), inner.pop("mimeType", None)
    if not isinstance(data, str) or not isinstance(told, str) or kind == "video":
        return None
    data = data.translate(STANDARD)
    plain = told.partition(";")[0].strip().lower()
    name = inner.get("displayName", UNSET)
    if kind == "audio":
        subtype = plain.partition("/")[2]
        form = FORMATS.get(subtype, subtype)
        return AudioPart(data=data, format=form, extra=_left(members, INLINE, inner, told, AUDIO.get(form, plain)))
    url = dataurl.join(plain, data)
    if dataurl.split(url) != (plain, data):
        return None
    extra = _left(members, INLINE, inner, told, plain)
    if kind == "image":
        return ImagePart(url=url, extra=extra)
    return FilePart(url=url, name=name if isinstance(name, str) else UNSET, extra=extra)


def _file(members: dict[str, Any], kind: str) -> Part | None:
    inner = dict(members.pop(FILE))
    uri, told = inner.pop("fileUri", None), inner.pop("mimeType", None)
    if not isinstance(uri, str) or not uri or kind in {"audio", "video"}:
        return None
    usual = USUAL_IMAGE if kind == "image" else USUAL_FILE
    extra = _left(members, FILE, inner, told, guess(uri, usual))
    if kind == "image":
        return ImagePart(url=uri, extra=extra)
    name = inner.get("displayName", UNSET)
    named = name if isinstance(name, str) else UNSET
    if uri.startswith(OWN):
        return FilePart(file_id=uri, name=named, extra=extra)
    return FilePart(url=uri, name=named, extra=extra)


def _left(members: dict[str, Any], key: str, inner: dict[str, Any], told: Any, written: str) -> dict[str, Any]:
    """Return what is left as `extra`; the media type only where it would not be written so again."""
    if told is not None and told != written:
        inner["mimeType"] = told
    keep_inner(members, key, inner)
    return members


def encode(part: ImagePart | AudioPart | FilePart) -> dict[str, Any]:
    """Return *part* as Gemini writes it. A file's name is not said: it is refused without server-side tools."""
    match part:
        case AudioPart():
            known = {"mimeType": AUDIO.get(part.format, f"audio/{part.format}"), "data": part.data}
            return merge({INLINE: join_inner(known, part.extra, INLINE)}, part.extra)
        case ImagePart():
            return _written(part.url, USUAL_IMAGE, part.extra)
        case FilePart():
            return _written(_first(part.url, part.file_id), USUAL_FILE, part.extra)


def _first(url: str | Unset, file_id: str | Unset) -> str:
    return url if isinstance(url, str) else file_id or ""


def _written(url: str, usual: str, extra: Mapping[str, Any]) -> dict[str, Any]:
    if not url.startswith("data:"):
        known = {"fileUri": url, "mimeType": guess(url, usual)}
        return merge({FILE: join_inner(known, extra, FILE)}, extra)
    split = dataurl.split(url)
    if split is None:
        raise InvalidRequest("a `data:` URL must carry base64; send `data:TYPE;base64,DATA`", code="invalid_data_url")
    return merge({INLINE: join_inner({"mimeType": split[0], "data": split[1]}, extra, INLINE)}, extra)
