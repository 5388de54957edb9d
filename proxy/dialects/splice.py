r"""Members of a JSON object, changed in its own text: every byte that is not part of a change stays as it was.

RFC 8259 leaves the meaning of a duplicate key open, and providers differ in which one they read: a policy could be
shown one value and the provider another. So an object that repeats a key, at any depth and however it is escaped
(`"mod\u0065l"` is `model`), is refused before anything is decided.

Most bodies are compact, as SDKs send them. Such a body is equal to the dump of what it says, which proves that it has no
duplicate and lets it be patched by dumping the changed object. Any other body is scanned.
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from proxy.canonical.jsontext import MalformedJson, dump, parse
from proxy.canonical.unset import UNSET
from proxy.errors import InvalidRequest

# Each alternative starts with another byte and no run can be split in two ways, so a scan is linear in the text.
TOKEN = re.compile(rb'"[^"\\]*(?:\\.[^"\\]*)*"|[{}\[\],]', re.DOTALL)
SPACE = b" \t\n\r"
OPENING, CLOSING = frozenset(b"{["), frozenset(b"}]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """Where a top-level member stands: its key's first byte, its value's first byte and the byte after it."""

    key: str
    start: int
    value_start: int
    end: int


def read_object(body: bytes) -> dict[str, Any]:
    """Return the object that *body* says; `InvalidRequest` where it is no JSON object or repeats a key."""
    try:
        document = parse(body)
        is_compact = dump(document) == body
    except MalformedJson as error:
        raise InvalidRequest(f"the body is not JSON that can be read: {error}", code="invalid_json") from None
    if not isinstance(document, dict):
        raise InvalidRequest("the body must be a JSON object", code="invalid_json")
    if not is_compact:
        refuse_duplicates(body)
    return document


def refuse_duplicates(body: bytes) -> None:
    """Raise `InvalidRequest` where an object of *body*, which is JSON, has a key twice."""
    try:
        json.loads(body, object_pairs_hook=_without_duplicates)
    except (ValueError, RecursionError) as error:
        raise InvalidRequest(f"the body is not JSON that every reader takes: {error}", code="invalid_json") from None


def _without_duplicates(pairs: list[tuple[str, Any]]) -> None:
    seen: set[str] = set()
    for key, _ in pairs:
        if key in seen:
            raise InvalidRequest(
                f"`{key}` appears twice in one object; send it once", param=key, code="duplicate_parameter"
            )
        seen.add(key)


def patch(body: bytes, document: Mapping[str, Any], changes: Mapping[str, Any]) -> bytes:
    """Return *body*, which says *document*, with *changes* in its top-level members; `UNSET` takes a member out.

    Without a change, the result is the same object.
    """
    changes = {key: value for key, value in changes.items() if document.get(key, UNSET) is not value}
    if not changes:
        return body
    if dump(document) == body:
        return dump({key: value for key, value in {**document, **changes}.items() if value is not UNSET})
    return _splice(body, changes)


def _splice(body: bytes, changes: Mapping[str, Any]) -> bytes:
    """Patch by cutting the text of *body*: a member goes with the comma before it, a new one comes after the last."""
    found = list(members(body))
    start = found[0].start if found else body.index(b"{") + 1
    end = found[-1].end if found else start
    commas = [b",", *(body[left.end : right.start] for left, right in pairwise(found))]
    texts = [(comma, _patched(body, member, changes)) for comma, member in zip(commas, found, strict=False)]
    places = {member.key for member in found}
    added = {key: value for key, value in changes.items() if key not in places and value is not UNSET}
    kept = [*texts, (b",", dump(added)[1:-1])]
    (_, first), *others = [(comma, text) for comma, text in kept if text] or [(b"", b"")]
    return body[:start] + first + b"".join(comma + text for comma, text in others) + body[end:]


def _patched(body: bytes, member: Member, changes: Mapping[str, Any]) -> bytes:
    """Return the text of *member* after *changes*; nothing where it is taken out."""
    if member.key not in changes:
        return body[member.start : member.end]
    value = changes[member.key]
    return b"" if value is UNSET else body[member.start : member.value_start] + dump(value)


def members(body: bytes) -> Iterator[Member]:
    """Yield the top-level members of *body*, which must be a valid JSON object, in their order."""
    depth, key, start, value_start = 0, "", -1, -1
    for token in TOKEN.finditer(body):
        first = body[token.start()]
        if first in OPENING:
            depth += 1
        elif depth == 1 and start < 0 and first == ord('"'):
            key, start = parse(token.group()), token.start()
            value_start = _value_after(body, token.end())
        elif depth == 1 and start >= 0 and first in b",}":
            yield Member(key=key, start=start, value_start=value_start, end=_trimmed(body, token.start()))
            start = -1
        if first in CLOSING:
            depth -= 1


def _value_after(body: bytes, end_of_key: int) -> int:
    """Return where the value begins, past the colon and the space around it."""
    at = body.index(b":", end_of_key) + 1
    while body[at] in SPACE:
        at += 1
    return at


def _trimmed(body: bytes, end: int) -> int:
    """Return where the value before *end* ends, without the space after it."""
    while body[end - 1] in SPACE:
        end -= 1
    return end
