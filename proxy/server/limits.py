"""Bounds on what a client may send, checked before anything else looks at it."""

from collections.abc import Mapping

from aiohttp import web

from proxy.errors import InvalidRequest, RequestTooLarge
from proxy.policy.principal import Principal

MOST_TAGS = 32
LONGEST_TAG = 64
LONGEST_HEADER = 1024
TAGS_HEADER = "X-Fairlane-Tags"


async def read_body(request: web.BaseRequest, limit: int) -> bytes:
    """Return the body of *request*, unpacked; `RequestTooLarge` over *limit* bytes, declared or read."""
    if (request.content_length or 0) > limit:
        raise too_large(limit)
    parts: list[bytes] = []
    size = 0
    while part := await request.content.readany():
        parts.append(part)
        size += len(part)
        if size > limit:
            raise too_large(limit)
    return parts[0] if len(parts) == 1 else b"".join(parts)


def too_large(limit: int) -> RequestTooLarge:
    """Return the error for a body over *limit* bytes."""
    return RequestTooLarge(f"the body is over {limit} bytes (`limits.body` of the gateway document)")


def read_tags(headers: Mapping[str, str]) -> tuple[str, ...]:
    """Return the tags that the client declares in `X-Fairlane-Tags: phi, pii`."""
    text = headers.get(TAGS_HEADER)
    if not text:
        return ()
    tags = tuple(tag for tag in (part.strip() for part in text.split(",")) if tag)
    check_text(TAGS_HEADER, text)
    if len(tags) > MOST_TAGS or any(len(tag) > LONGEST_TAG for tag in tags):
        raise InvalidRequest(f"`{TAGS_HEADER}` has room for {MOST_TAGS} tags of {LONGEST_TAG} characters")
    return tags


def all_tags(principal: Principal, declared: tuple[str, ...]) -> tuple[str, ...]:
    """Return the trusted tags and the *declared* ones: a client may add a tag, never take one away."""
    return tuple(sorted(principal.tags.union(declared)))


def read_headers(headers: Mapping[str, str], declared: tuple[str, ...]) -> dict[str, str]:
    """Return the headers that policies may read, by their names in lower case, those that were sent.

    One that is too long is refused, never shortened: a policy must not see less than the client wrote.
    """
    found = {name: headers[name] for name in declared if name in headers}
    for name, value in found.items():
        check_text(name, value)
        if len(value) > LONGEST_HEADER:
            raise InvalidRequest(f"header `{name}` is over {LONGEST_HEADER} characters")
    return found


def check_text(name: str, value: str) -> None:
    """Refuse a header whose bytes are no UTF-8: it could stand in no journal."""
    if not value.isascii() and any("\ud800" <= char <= "\udfff" for char in value):
        raise InvalidRequest(f"header `{name}` is not UTF-8")
