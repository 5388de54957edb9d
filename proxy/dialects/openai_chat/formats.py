"""The shape that an answer must have: `response_format`.

OpenAI wants a schema to have a name, which other dialects do not ask for. A shape that vendors add (`grammar`) has no
place in the hub.
"""

from typing import Any

from proxy.canonical.request import ResponseFormat, ResponseFormatKind
from proxy.canonical.unset import UNSET, Unset
from proxy.dialects.members import join_inner, keep_inner, merge, pull, pull_nullable, require

FORMATS = {kind.value: kind for kind in ResponseFormatKind}
UNNAMED = "answer"


def pull_format(members: dict[str, Any]) -> ResponseFormat | Unset:
    """Take the wish out of *members*, unless it is of a kind that the hub has no word for."""
    value = members.get("response_format") or {}
    kind = FORMATS.get(require(dict(value), "type", str, "response_format.")) if value else None
    if kind is None:
        return UNSET
    wish = dict(members.pop("response_format"))
    del wish["type"]
    if kind is not ResponseFormatKind.JSON_SCHEMA:
        return ResponseFormat(kind=kind, extra=wish)
    inner = dict(require(wish, "json_schema", dict, "response_format."))
    name = require(inner, "name", str, "response_format.json_schema.")
    schema, description = pull(inner, "schema", dict), pull(inner, "description", str)
    strict = pull_nullable(inner, "strict", bool)
    keep_inner(wish, "json_schema", inner)
    return ResponseFormat(kind=kind, name=name, schema=schema, strict=strict, description=description, extra=wish)


def encode(wish: ResponseFormat | Unset) -> dict[str, Any] | Unset:
    """Return *wish* as Chat Completions writes it."""
    if isinstance(wish, Unset):
        return UNSET
    known: dict[str, Any] = {"type": wish.kind.value}
    if wish.kind is ResponseFormatKind.JSON_SCHEMA:
        name = UNNAMED if isinstance(wish.name, Unset) else wish.name
        fields = {"name": name, "description": wish.description, "schema": wish.schema, "strict": wish.strict}
        known["json_schema"] = join_inner(fields, wish.extra, "json_schema")
    return merge(known, wish.extra)
