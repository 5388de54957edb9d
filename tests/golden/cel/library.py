"""The conformance cases by cel-python alone: its own parser, interpreter and values, and nothing of ours between."""

import sys
from collections.abc import Callable, Mapping
from typing import Any

from celpy import Environment, celtypes

from proxy.policy.reference import library
from tests.golden.cel.cases import Case, are_same

_DEPTH = 2500
"""The recursion limit that the library sets for itself."""

_MAKERS: Mapping[str, Callable[..., Any]] = {
    "bool_value": celtypes.BoolType,
    "int64_value": celtypes.IntType,
    "uint64_value": celtypes.UintType,
    "double_value": celtypes.DoubleType,
    "string_value": celtypes.StringType,
    "bytes_value": lambda values: celtypes.BytesType(bytes(values)),
    "null": lambda: None,
    "list": lambda values: celtypes.ListType([_make(value) for value in values]),
    "map": lambda pairs: celtypes.MapType({_make(key): _make(value) for key, value in pairs}),
}


def _make(typed):
    """Return the library's value for a typed value of the file; `KeyError` for a message or a type."""
    return _MAKERS[typed[0]](*typed[1:])


def can_express(case: Case) -> bool:
    """Say whether *case* is about values alone: no messages, no types, nothing for a checker."""
    typed = [*case["bindings"].values(), *([case["expect"]["value"]] if case["expect"]["value"] else [])]
    is_about_values = not case["protobuf"] and not case["check_only"] and case["expect"]["kind"] != "typed_result"
    return is_about_values and _are_values(typed)


def _are_values(typed) -> bool:
    try:
        return all(_make(each) is not typed for each in typed)
    except KeyError:
        return False


def passes(case: Case) -> bool:
    """Say whether the library gives *case* the value or the error that the specification demands."""
    limit = sys.getrecursionlimit()
    sys.setrecursionlimit(max(limit, _DEPTH))
    try:
        actual = _run(case)
    except Exception:  # noqa: BLE001 - the library fails with errors of every kind, and each is its answer
        return case["expect"]["kind"] == "error"
    finally:
        sys.setrecursionlimit(limit)
    expected = _make(case["expect"]["value"]) if case["expect"]["value"] else celtypes.BoolType(True)
    return case["expect"]["kind"] == "value" and are_same(_plain(expected), _plain(actual))


def _run(case: Case) -> Any:
    library()  # first, since it makes the parser that all share
    environment = Environment(package=case["container"] or None)
    context = {name: _make(value) for name, value in case["bindings"].items()}
    return environment.program(environment.compile(case["expr"])).evaluate(context)


def _plain(value: Any) -> Any:
    """Return a value of Python, with the name of its type where two of the library's types become one."""
    match value:
        case celtypes.BoolType():
            return bool(value)
        case celtypes.UintType():
            return ("uint", int(value))
        case list():
            return [_plain(each) for each in value]
        case dict():
            return {str(_plain(key)): _plain(each) for key, each in value.items()}
    return next((kind(value) for kind in (bool, int, float, str, bytes) if isinstance(value, kind)), value)
