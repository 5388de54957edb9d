"""The CEL environment file: our declarations for other CEL tools, in the form of cel-go's and cel-cpp's `env` packages.

The form knows records only as protocol buffers, so each fact is declared by its dotted name, with its type, and each record
beside that as a map, for `has`. Of the standard library only what `proxy/policy/` has is included.
"""

from collections.abc import Iterator
from typing import Any

import yaml

from proxy.policy.celtypes import ListOf, MapOf, Record, Scalar, Type
from proxy.policy.environment import CALL_AND_ENDPOINT
from proxy.policy.functions import family
from proxy.policy.manual import FUNCTION_ENTRIES, MACRO_ENTRIES, METHOD_ENTRIES, OPERATOR_ENTRIES

DESCRIPTION = "What an expression in a Fairlane policy may read and call."

MACROS = {"has", *MACRO_ENTRIES}
OPERATORS = {
    "in": ["@in"], "!": ["!_"], "?:": ["_?_:_"], "-": ["_-_", "-_"], "[]": ["_[_]"], ".": [],
}  # fmt: skip
"""Operators whose names in the standard library are not just `_+_`."""

UNSEEN = ["@not_strictly_false"]
"""What macros are made of beside operators."""


def environment_file() -> str:
    """Return the file's text."""
    content = {
        "name": "fairlane",
        "description": DESCRIPTION,
        "stdlib": {
            "include_macros": sorted(MACROS),
            "include_functions": [{"name": name} for name in sorted(_functions())],
        },
        "variables": [each for name, kind in CALL_AND_ENDPOINT.items() for each in _variables(name, kind)],
    }
    text: str = yaml.safe_dump(content, sort_keys=False, allow_unicode=True, width=10**6)
    return text


def _functions() -> set[str]:
    operators = {name for sign in OPERATOR_ENTRIES for name in OPERATORS.get(sign, [f"_{sign}_"])}
    return operators | set(METHOD_ENTRIES) | (set(FUNCTION_ENTRIES) - MACROS) | set(UNSEEN)


def _variables(path: str, kind: Type, sentence: str = "") -> Iterator[dict[str, Any]]:
    """Yield the declaration of what stands at *path*, and of every fact in it."""
    yield {"name": path, **({"description": sentence} if sentence else {}), **_declared(kind)}
    if isinstance(kind, Record):
        for name, inner in kind.fields.items():
            yield from _variables(f"{path}.{name}", inner, kind.docs.get(name, ""))


def _declared(kind: Type) -> dict[str, Any]:
    """Return a type as the form has it."""
    match kind:
        case ListOf(element):
            return {"type_name": "list", "params": [_declared(element)]}
        case MapOf(value):
            return {"type_name": "map", "params": [_declared(Scalar.STRING), _declared(value)]}
        case Record():
            return {"type_name": "map", "params": [_declared(Scalar.STRING), {"type_name": "dyn"}]}
    return {"type_name": family(kind)}
