"""Google's `Schema`, a subset of OpenAPI 3.0 with names in capitals, to JSON Schema, which the other dialects take.

Both APIs also take JSON Schema itself (`parametersJsonSchema`, `responseJsonSchema`), and that is what is written: so there
is no way back here, and nothing that must be left out.
"""

from collections.abc import Callable, Mapping
from typing import Any

COUNTS = frozenset({"minItems", "maxItems", "minLength", "maxLength", "minProperties", "maxProperties"})
"""64-bit integers, which Google's JSON writes as text."""

SKIPPED = frozenset({"nullable", "propertyOrdering"})
NULL = {"type": "null"}


def to_json_schema(schema: Mapping[str, Any]) -> dict[str, Any]:
    """Return *schema* in JSON Schema."""
    found: dict[str, Any] = {}
    for key, value in schema.items():
        if key not in SKIPPED:
            name, convert = CONVERTERS.get(key, (key, _same))
            found[name] = convert(value)
    if found.get("type") == "type_unspecified":
        del found["type"]
    if found.get("format") == "enum":
        del found["format"]
    return _nullable(found) if schema.get("nullable") is True else found


def _nullable(schema: dict[str, Any]) -> dict[str, Any]:
    if isinstance(schema.get("type"), str):
        kinds = {"type": [schema["type"], "null"]}
        has_words = isinstance(schema.get("enum"), list)
        return schema | kinds | ({"enum": [*schema["enum"], None]} if has_words else {})
    choices = schema.get("anyOf")
    return schema | {"anyOf": [*choices, NULL]} if isinstance(choices, list) else schema


def _same(value: Any) -> Any:
    return value


def _lower(value: Any) -> Any:
    return value.lower() if isinstance(value, str) else value


def _number(value: Any) -> Any:
    return int(value) if isinstance(value, str) and value.isascii() and value.isdigit() else value


def _inner(value: Any) -> Any:
    return to_json_schema(value) if isinstance(value, dict) else value


def _each(value: Any) -> Any:
    return [_inner(each) for each in value] if isinstance(value, list) else value


def _named(value: Any) -> Any:
    return {name: _inner(each) for name, each in value.items()} if isinstance(value, dict) else value


def _alone(value: Any) -> Any:
    return [value]


CONVERTERS: Mapping[str, tuple[str, Callable[[Any], Any]]] = {
    "type": ("type", _lower),
    "items": ("items", _inner),
    "anyOf": ("anyOf", _each),
    "properties": ("properties", _named),
    "additionalProperties": ("additionalProperties", _inner),
    "defs": ("$defs", _named),
    "ref": ("$ref", _same),
    "example": ("examples", _alone),
    **{name: (name, _number) for name in COUNTS},
}
"""Member to its name in JSON Schema and what turns its value."""
