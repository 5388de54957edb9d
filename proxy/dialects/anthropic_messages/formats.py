"""The shape an answer must have: `output_config.format`, and its older name `output_format`.

Messages has JSON Schemas alone. JSON of any shape cannot be said: its objects must be closed. The name, the description and
`strict` of other dialects have no place; the schema is always kept strictly.
"""

from typing import Any

from proxy.canonical.request import ResponseFormat, ResponseFormatKind
from proxy.canonical.unset import UNSET, Unset
from proxy.dialects.anthropic_messages import schemas
from proxy.dialects.members import merge, pull_inner, require

OUTPUT, OLD = "output_config", "output_format"
SCHEMA = ResponseFormatKind.JSON_SCHEMA.value


def pull(members: dict[str, Any], output: dict[str, Any]) -> ResponseFormat | Unset:
    """Take the wish out of a body's *members* and of *output*, its `output_config`; another kind stays where it is."""
    for holder, key in ((output, "format"), (members, OLD)):
        wish = holder.get(key)
        if isinstance(wish, dict) and wish.get("type") == SCHEMA:
            inner = pull_inner(holder, key)
            del inner["type"]
            schema = require(inner, "schema", dict, f"{OUTPUT}.format.")
            return ResponseFormat(kind=ResponseFormatKind.JSON_SCHEMA, schema=schema, extra=inner)
    return UNSET


def encode(wish: ResponseFormat | Unset, lost: set[str]) -> dict[str, Any] | Unset:
    """Return the format that says *wish*; a wish that cannot be said is named in *lost*."""
    if isinstance(wish, Unset) or wish.kind is ResponseFormatKind.TEXT:
        return UNSET
    if wish.kind is not ResponseFormatKind.JSON_SCHEMA or isinstance(wish.schema, Unset):
        lost.add("response_format")
        return UNSET
    return merge({"type": SCHEMA, "schema": schemas.fit(wish.schema)}, wish.extra)
