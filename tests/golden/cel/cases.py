"""The conformance cases of the CEL specification (google/cel-spec at 508bd98), and which of them fall in our subset.

They stand beside the repository, in `../shared/data/cel-conformance.json`. What is out of the subset is out because of a
feature with a name.
"""

import json
import math
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from proxy.policy import exact
from proxy.policy.celtypes import ListOf, MapOf, Scalar, Type
from proxy.policy.check import check_tree
from proxy.policy.exact import Names, Program
from proxy.policy.functions import FUNCTIONS, METHODS
from proxy.policy.ir import Node, Op, walk
from proxy.policy.operators import EvaluationError
from proxy.policy.parse import parse
from proxy.policy.problem import InvalidExpression
from tests.support import generated

CASES = Path(__file__).parents[4] / "shared" / "data" / "cel-conformance.json"

Case = Mapping[str, Any]

READERS = {
    "int64_value": int,
    "double_value": float,
    "string_value": str,
    "bool_value": bool,
    "list": lambda values: tuple(map(read, values)),
    "map": lambda pairs: {read(key): read(value) for key, value in pairs},
}


def read(typed):
    """Return our value for a typed value of the file; `KeyError` where we have no such type."""
    return READERS[typed[0]](*typed[1:])


@cache
def all_cases() -> tuple[Case, ...]:
    """Return every case of the file."""
    return tuple(json.loads(CASES.read_text()))


@cache
def cases_in_subset() -> tuple[Case, ...]:
    """Return the cases that our subset can express."""
    return tuple(case for case in all_cases() if exclusion(case) is None)


def name_of(case: Case) -> str:
    """Return what the specification calls the case."""
    return f"{case['file']}/{case['section']}/{case['name']}"


def exclusion(case: Case) -> str | None:
    """Return the feature for which *case* is out of our subset."""
    if case["check_only"] or case["expect"]["kind"] == "typed_result":
        return "types of results"
    if case["container"] or any("." in name for name in case["bindings"]):
        return "containers and qualified names"
    return _excluded_syntax(case) or _excluded_value(case)


def _excluded_value(case: Case) -> str | None:
    """Return the feature behind a value that we have no type for."""
    expected = case["expect"]["value"]
    try:
        _ = [read(value) for value in (*case["bindings"].values(), *([expected] if expected else []))]
    except KeyError:
        return "types: bytes, uint, null, type, message"
    return None


def _excluded_syntax(case: Case) -> str | None:
    """Return the feature of the language that *case* needs and we do not have."""
    if case["disable_macros"]:
        return "macros switched off"
    try:
        return _unknown_part(parse(case["expr"]), case)
    except InvalidExpression as invalid:
        message = invalid.problems[0].message
        return None if "is no time" in message else _syntax_feature(message)


def _syntax_feature(message: str) -> str:
    """Return the feature behind a problem of the parser."""
    if message.startswith("unexpected"):
        return "syntax: optionals, quoted fields, calls on number literals"
    if "needs a variable and a body" in message or "must be a new name" in message:
        return "macros with two variables"
    if "ends in a point" in message:
        return "functions outside of the subset"
    return message


def _unknown_part(node: Node, case: Case) -> str | None:
    """Return the first function or name that our subset does not have."""
    for each in walk(node):
        table = {Op.METHOD: METHODS, Op.CALL: FUNCTIONS}.get(each.op)
        if table is not None and each.value not in table:
            return "functions outside of the subset"
    bound = {*case["bindings"], *(each.value.variable for each in walk(node) if each.op is Op.MACRO)}
    free = any(each.op is Op.NAME and each.value not in bound for each in walk(node))
    return "names of types and enums" if free else None


def passes(case: Case, build: Callable[[Node, Names], Program] = exact.build) -> bool:
    """Say whether an engine gives a case of the subset the value or the error that the specification demands."""
    actual, expect = _outcome(case, build), case["expect"]
    if expect["kind"] == "error":
        return actual == "error"
    return are_same(read(expect["value"]) if expect["value"] else True, actual)


def tree_of(case: Case) -> Node | None:
    """Return the checked tree of *case* over the types of its bindings; `None` where the check refuses it."""
    try:
        types = {name: _type_of(read(value)) for name, value in case["bindings"].items()}
        return check_tree(parse(case["expr"]), types)
    except (InvalidExpression, StopIteration):
        return None


def _type_of(value: Any) -> Type:
    """Return our type of a binding; the elements of a list or map go by the first."""
    match value:
        case tuple():
            return ListOf(_type_of(value[0])) if value else ListOf(Scalar.NOTHING)
        case dict():
            return MapOf(_type_of(next(iter(value.values()))))
    return SCALARS[type(value)]


SCALARS = {bool: Scalar.BOOL, int: Scalar.INT, float: Scalar.DOUBLE, str: Scalar.STRING}


def passes_generated(case: Case) -> bool:
    """Say the same of generated Python, for a case that the check lets pass."""
    return passes(case, lambda _node, names: generated.build(tree_of(case), names))


def _outcome(case: Case, build: Callable[[Node, Names], Program]) -> Any:
    """Return what an engine makes of *case*: a value, or the word `error`."""
    try:
        program = build(parse(case["expr"]), tuple(case["bindings"]))
        return exact.evaluate(program, tuple(map(read, case["bindings"].values())))
    except (EvaluationError, InvalidExpression):
        return "error"


def are_same(expected: Any, actual: Any) -> bool:
    """Say whether two values are one, of one type."""
    both_nan = isinstance(expected, float) and isinstance(actual, float) and math.isnan(expected) and math.isnan(actual)
    return both_nan or (type(expected) is type(actual) and expected == actual)
