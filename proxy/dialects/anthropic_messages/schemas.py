"""JSON Schemas as Anthropic's constrained decoding takes them.

Anthropic refuses schemas with objects that are open, and bounds that its grammar cannot keep (guide to structured outputs,
and `transform_schema` of `anthropic` 2.13.0, both of November 2026). So objects are closed, which allows less than the
client did, and bounds are told to the model in the description, as Anthropic's own SDK tells them. A schema that Anthropic
takes is not changed.
"""

from collections.abc import Mapping
from typing import Any

from proxy.canonical.jsontext import dump

BOUNDS = (
    "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf", "minLength", "maxLength", "maxItems",
    "uniqueItems", "minProperties", "maxProperties",
)  # fmt: skip
MOST_LEAST_ITEMS = 1
"""`minItems` may be 0 or 1."""

NAMED = ("properties", "$defs", "definitions")
"""Members that have schemas by name."""

LISTED = ("anyOf", "allOf", "prefixItems")


def fit(schema: Any) -> Any:
    """Return *schema* as Anthropic takes it; what is no schema stays as it is."""
    if not isinstance(schema, dict):
        return schema
    written = {key: _fit_member(key, value) for key, value in schema.items() if not _is_bound(key, value)}
    if "oneOf" in written and "anyOf" not in written:
        written["anyOf"] = [fit(each) for each in written.pop("oneOf")]
    if _is_of_object(schema.get("type")) and schema.get("additionalProperties") is not False:
        written["additionalProperties"] = False
    told = {key: value for key, value in schema.items() if _is_bound(key, value)}
    return {**written, "description": _described(schema, told)} if told else written


def _is_of_object(kind: Any) -> bool:
    return kind == "object" or (isinstance(kind, list) and "object" in kind)


def _fit_member(key: str, value: Any) -> Any:
    if key in NAMED and isinstance(value, dict):
        return {name: fit(inner) for name, inner in value.items()}
    if key in LISTED and isinstance(value, list):
        return [fit(inner) for inner in value]
    return fit(value) if key == "items" else value


def _is_bound(key: str, value: Any) -> bool:
    if key == "minItems":
        return not isinstance(value, int) or value > MOST_LEAST_ITEMS
    return key in BOUNDS


def _described(schema: Mapping[str, Any], told: Mapping[str, Any]) -> str:
    """Return the description of *schema*, and its bounds in words."""
    words = ", ".join(f"{key}: {dump(value).decode()}" for key, value in told.items())
    description = schema.get("description")
    return f"{description} ({words})" if isinstance(description, str) and description else words
