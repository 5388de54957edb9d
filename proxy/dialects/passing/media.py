"""Objects among the inputs of embeddings and rerankers: what they hold, and how many tokens that may be at most.

Jina and Voyage write `{"text": ...}` and `{"image": ...}`, OpenRouter and Cohere `{"content": [{"type": "image_url", ...}]}`.
Any other member with a name of a medium counts as that medium, so that no policy overlooks it.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from proxy.canonical.jsontext import dump
from proxy.dialects.weights import IMAGE_TOKENS, OPAQUE_TOKENS

KINDS = {
    "text": "text",
    "image": "image",
    "image_url": "image",
    "image_base64": "image",
    "audio": "audio",
    "input_audio": "audio",
    "video": "video",
    "video_url": "video",
    "file": "file",
    "pdf": "file",
}
"""Type of a part, or name of a member, to the modality it is."""


def modalities_of(objects: Iterable[Mapping[str, Any]], *, has_text: bool) -> tuple[str, ...]:
    """Return what *objects*, and plain texts or tokens where there are any, hold together."""
    found = {kind for each in objects for kind in kinds_of(each)}
    return tuple(sorted(found | {"text"} if has_text or not found else found))


def kinds_of(item: Mapping[str, Any]) -> Iterator[str]:
    """Yield the modality of each piece of *item*; a part of an unknown type is its own."""
    content = item.get("content")
    for part in content if isinstance(content, list) else ():
        kind = part.get("type") if isinstance(part, dict) else None
        if isinstance(kind, str):
            yield KINDS.get(kind, kind)
    yield from (KINDS[name] for name, value in item.items() if name in KINDS and value is not None)


def weigh_media(item: Mapping[str, Any]) -> int:
    """Return how many tokens *item* has at most: its bytes, and for each picture, sound or file what one may count."""
    shown = [kind for kind in kinds_of(item) if kind != "text"]
    return len(dump(dict(item))) + sum(IMAGE_TOKENS if kind == "image" else OPAQUE_TOKENS for kind in shown)
