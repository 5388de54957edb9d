"""The names of a body's members: Google writes camelCase and takes snake_case too, as the JSON mapping of Protocol Buffers says.

A policy must see what the provider will read, so a body with other spellings is brought to camelCase before anything is
decided, and goes on that way; two spellings of one member are refused, since readers differ in which one counts. What is
the client's own (arguments, results, JSON Schemas, labels, names of properties) keeps its names.
"""

import re
from collections.abc import Mapping
from typing import Any

from proxy.canonical.jsontext import dump
from proxy.dialects.preferences import MEMBERS
from proxy.dialects.splice import read_object
from proxy.errors import InvalidRequest

GATEWAY = (*MEMBERS, "session_id")
"""What stands in a body for the gateway alone; Google refuses members that it does not know."""

SNAKE = re.compile(r"[a-z][a-z0-9]*(?:_[a-z0-9]+)+")
HUMP = re.compile(r"_([a-z0-9])")
SUSPECT = re.compile(rb'"[a-z][a-z0-9]*(?:_[a-z0-9]+)+"\s*:|\\u')
"""A key in snake_case, or an escape that may hide one."""

OPAQUE = frozenset(
    {
        *GATEWAY, "args", "default", "enum", "example", "labels", "parametersJsonSchema", "partMetadata", "response",
        "responseJsonSchema",
    }
)  # fmt: skip
"""Members whose value is the client's own text."""

NAMED = frozenset({"properties", "defs"})
"""Objects whose keys are the client's own names, and whose values are ours to read."""


def read(body: bytes) -> tuple[dict[str, Any], bytes]:
    """Return the object that *body* says, in camelCase, and a body that says exactly that: the same where it can be."""
    document = read_object(body)
    if not SUSPECT.search(body):
        return document, body
    spelled = camel(document)
    return (document, body) if spelled == document else (spelled, dump(spelled))


def camel(value: Any) -> Any:
    """Return *value* with its members named in camelCase, as deep as they are Google's."""
    if isinstance(value, dict):
        return _members(value)
    return [camel(each) for each in value] if isinstance(value, list) else value


def spelled(key: str) -> str:
    """Return *key* in camelCase."""
    if "_" not in key or key in GATEWAY or not SNAKE.fullmatch(key):
        return key
    return HUMP.sub(lambda match: match[1].upper(), key)


def _members(members: Mapping[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in members.items():
        key = spelled(name)
        if key in found:
            raise InvalidRequest(
                f"`{key}` appears in two spellings in one object; send it once", param=key, code="duplicate_parameter"
            )
        found[key] = _inner(key, value)
    return found


def _inner(key: str, value: Any) -> Any:
    if key in OPAQUE:
        return value
    if key in NAMED and isinstance(value, dict):
        return {name: camel(inner) for name, inner in value.items()}
    return camel(value)


def listed(value: Any) -> Any:
    """Return *value* as a list where it is one object: Google takes it so for a repeated field, and its examples do it."""
    return [value] if isinstance(value, dict) else value
