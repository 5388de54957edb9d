"""The conformance cases of the CEL specification that fall in our subset; what does not is excluded by a named feature.

The cases stand beside the repository, in `../shared/data/cel-conformance.json` (google/cel-spec at 508bd98).
"""

import json
import math
from collections import Counter
from pathlib import Path

import pytest

from proxy.policy.exact import build, evaluate
from proxy.policy.functions import FUNCTIONS, METHODS
from proxy.policy.ir import Op, walk
from proxy.policy.operators import EvaluationError
from proxy.policy.parse import parse
from proxy.policy.problem import InvalidExpression

CASES = Path(__file__).parents[4] / "shared" / "data" / "cel-conformance.json"

if not CASES.exists():
    pytest.skip("the conformance cases are not beside the repository", allow_module_level=True)

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


def exclusion(case) -> str | None:
    """Return the feature for which *case* is out of our subset."""
    if case["check_only"] or case["expect"]["kind"] == "typed_result":
        return "types of results"
    if case["container"] or any("." in name for name in case["bindings"]):
        return "containers and qualified names"
    return excluded_syntax(case) or excluded_value(case)


def excluded_value(case) -> str | None:
    """Return the feature behind a value that we have no type for."""
    expected = case["expect"]["value"]
    try:
        _ = [read(value) for value in (*case["bindings"].values(), *([expected] if expected else []))]
    except KeyError:
        return "types: bytes, uint, null, type, message"
    return None


def excluded_syntax(case) -> str | None:
    """Return the feature of the language that *case* needs and we do not have."""
    if case["disable_macros"]:
        return "macros switched off"
    try:
        return unknown_part(parse(case["expr"]), case)
    except InvalidExpression as invalid:
        message = invalid.problems[0].message
        return None if "is no time" in message else syntax_feature(message)


def syntax_feature(message: str) -> str:
    """Return the feature behind a problem of the parser."""
    if message.startswith("unexpected"):
        return "syntax: optionals, quoted fields, calls on number literals"
    if "needs a variable and a body" in message or "must be a new name" in message:
        return "macros with two variables"
    if "ends in a point" in message:
        return "functions outside of the subset"
    return message


def unknown_part(node, case) -> str | None:
    """Return the first function or name that our subset does not have."""
    for each in walk(node):
        table = {Op.METHOD: METHODS, Op.CALL: FUNCTIONS}.get(each.op)
        if table is not None and each.value not in table:
            return "functions outside of the subset"
    bound = {*case["bindings"], *(each.value.variable for each in walk(node) if each.op is Op.MACRO)}
    free = any(each.op is Op.NAME and each.value not in bound for each in walk(node))
    return "names of types and enums" if free else None


def outcome(case):
    """Return what our evaluator makes of *case*: a value, or the word `error`."""
    try:
        program = build(parse(case["expr"]), tuple(case["bindings"]))
        return evaluate(program, tuple(map(read, case["bindings"].values())))
    except (EvaluationError, InvalidExpression):
        return "error"


def is_as_expected(case) -> bool:
    """Say whether *case* has the value or error that the specification demands."""
    actual, expect = outcome(case), case["expect"]
    if expect["kind"] == "error":
        return actual == "error"
    expected = read(expect["value"]) if expect["value"] else True
    both_nan = isinstance(expected, float) and isinstance(actual, float) and math.isnan(expected) and math.isnan(actual)
    return both_nan or (type(expected) is type(actual) and expected == actual)


EXCLUDED = {
    None: 476,
    "functions outside of the subset": 657,
    "containers and qualified names": 547,
    "unsigned integers are not supported": 227,
    "map literals are not supported": 133,
    "bytes are not supported": 102,
    "message literals are not supported": 98,
    "types: bytes, uint, null, type, message": 23,
    "syntax: optionals, quoted fields, calls on number literals": 67,
    "types of results": 47,
    "`null` is not supported": 31,
    "macros with two variables": 29,
    "`timestamp` needs a constant text": 5,
    "names of types and enums": 13,
    "the expression is nested more than 32 deep": 1,
}
"""Feature to the number of cases that are out because of it; `None` has those that are in."""

ALL = json.loads(CASES.read_text())
IN_SUBSET = [case for case in ALL if exclusion(case) is None]


@pytest.mark.parametrize("file", sorted({case["file"] for case in IN_SUBSET}))
def test_cases_in_the_subset_pass(file):
    """Every case of the specification that our subset can express has the result that the specification says."""
    cases = [case for case in IN_SUBSET if case["file"] == file]

    assert [] == [case["expr"] for case in cases if not is_as_expected(case)]


def test_excluded_features_are_named_and_counted():
    """The subset does not shrink in silence: a case is out for one of these features only."""
    excluded = Counter(exclusion(case) for case in ALL)

    assert EXCLUDED == excluded
