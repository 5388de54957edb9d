"""The shape of the answer: the member `text`, which has a `format` and a `verbosity`.

The format `text` is the default and says nothing. A name is required of a schema, and other dialects have none.
"""

from typing import Any

from proxy.canonical.request import ResponseFormat, ResponseFormatKind
from proxy.canonical.unset import UNSET, Unset
from proxy.dialects.members import check, keep_inner, merge, pull, pull_inner, pull_nullable, require

KINDS = {kind.value: kind for kind in ResponseFormatKind if kind is not ResponseFormatKind.TEXT}
TEXT = "text"
PLACE = "text.format."
NAME = "answer"


def decode(members: dict[str, Any]) -> tuple[ResponseFormat | Unset, str | Unset]:
    """Take format and verbosity out of *members*; what `text` has beside stays."""
    check(members, {TEXT: dict})
    text = pull_inner(members, TEXT)
    check(text, {"format": dict, "verbosity": str}, "text.")
    wish = _format(text)
    verbosity = pull(text, "verbosity", str)
    keep_inner(members, TEXT, {key: value for key, value in text.items() if value is not None})
    return wish, verbosity


def _format(text: dict[str, Any]) -> ResponseFormat | Unset:
    """Take the wish for a shape out of *text*; a shape that imitators add stays whole."""
    value = text.get("format") or {}
    word = require(dict(value), "type", str, PLACE) if value else TEXT
    if word == TEXT:
        text.pop("format", None)
    if word not in KINDS:
        return UNSET
    wish = dict(text.pop("format"))
    del wish["type"]
    if KINDS[word] is ResponseFormatKind.JSON_OBJECT:
        return ResponseFormat(kind=KINDS[word], extra=wish)
    return ResponseFormat(
        kind=KINDS[word],
        name=require(wish, "name", str, PLACE),
        schema=require(wish, "schema", dict, PLACE),
        strict=pull_nullable(wish, "strict", bool),
        description=pull(wish, "description", str),
        extra=wish,
    )


def encode(wish: ResponseFormat | Unset, verbosity: str | Unset) -> dict[str, Any]:
    """Return the member `text`; empty where there is nothing to say."""
    found: dict[str, Any] = {} if isinstance(wish, Unset) else {"format": _written(wish)}
    return found if isinstance(verbosity, Unset) else {**found, "verbosity": verbosity}


def _written(wish: ResponseFormat) -> dict[str, Any]:
    known: dict[str, Any] = {"type": wish.kind.value}
    if wish.kind is ResponseFormatKind.JSON_SCHEMA:
        known |= {
            "name": wish.name or NAME,
            "description": wish.description,
            "schema": {} if isinstance(wish.schema, Unset) else wish.schema,
            "strict": wish.strict,
        }
    return merge(known, wish.extra)
