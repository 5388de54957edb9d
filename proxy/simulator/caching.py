"""A simulated provider's prompt cache: what is marked is written at first, and read from then on."""

import hashlib
from dataclasses import replace

from proxy.canonical.request import CanonicalRequest
from proxy.canonical.unset import UNSET
from proxy.simulator import tokens


def marked(request: CanonicalRequest) -> CanonicalRequest | None:
    """Return the part of *request* up to its last mark, or `None` where it has none."""
    if request.cache is not UNSET:
        return request
    marks = [at for at, message in enumerate(request.messages) if any(has_mark(part) for part in message.parts)]
    return replace(request, messages=request.messages[: marks[-1] + 1]) if marks else None


def has_mark(part: object) -> bool:
    """Say whether *part* carries a mark."""
    return getattr(part, "cache", UNSET) is not UNSET


def name_of(request: CanonicalRequest) -> str | None:
    """Return the name under which the marked part is kept; `None` where there is no mark."""
    prefix = marked(request)
    if prefix is None:
        return None
    said = "\n".join(tokens.text_of(message) for message in prefix.messages)
    return hashlib.sha256(f"{prefix.model} {said}".encode("utf-8", "surrogateescape")).hexdigest()


def counts(request: CanonicalRequest, *, is_cached: bool) -> dict[str, int]:
    """Return the usage of the cache: tokens read from it or written to it, and those written for an hour."""
    prefix = marked(request)
    if prefix is None:
        return {}
    size = tokens.count_input(prefix)
    if is_cached:
        return {"cache_read_tokens": size}
    hour = any(getattr(getattr(part, "cache", None), "ttl", "") == "1h" for m in prefix.messages for part in m.parts)
    return {"cache_write_tokens": size, **({"cache_write_1h_tokens": size} if hour else {})}
