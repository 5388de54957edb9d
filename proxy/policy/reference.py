"""cel-python itself as an engine, for audits: slow, and the work of other people.

A checked tree goes to the library as text (`unparse.py`), its facts as the library's values: an unknown fact is left out
of its record, so that reading it is an error and `has` is false. Types are ours to check, before: the library's logic
returns what it is given where an operand is no bool. Nothing is mended here. Where the library (cel-python 0.5) differs
from the specification inside our subset, this engine differs too, and `DIFFERENCES` names the place.
"""

import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache
from typing import Any

from celpy import Environment, InterpretedRunner, celtypes, evaluation
from lark import Token, Tree

from proxy.policy.celtypes import Record
from proxy.policy.environment import ENDPOINT, PRICE, PRINCIPAL, REQUEST
from proxy.policy.exact import Activation, Names, Program
from proxy.policy.facts import RequestFacts
from proxy.policy.ir import Node, Op
from proxy.policy.operators import EvaluationError
from proxy.policy.parse import read_grammar
from proxy.policy.principal import Principal
from proxy.policy.unparse import unparse
from proxy.policy.view import EndpointView, PriceView

_RECORDS: Mapping[type, Record] = {
    RequestFacts: REQUEST,
    Principal: PRINCIPAL,
    EndpointView: ENDPOINT,
    PriceView: PRICE,
}
"""What of a value CEL may read: the declared fields and no others."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """Where cel-python differs from the specification: an expression, what it should give, and what it gives."""

    expression: str
    specification: str
    library: str


DIFFERENCES: Mapping[str, Difference] = {
    "numbers of two types compared": Difference(
        expression="request.input_tokens < 100.5", specification="true", library="error"
    ),
    "a double divided by zero": Difference(
        expression="-1.0 / 0.0 < 0.0", specification="true", library="false"
    ),
    "an index below zero": Difference(
        expression='["a"][1 - 2] == "a"', specification="error", library="true"
    ),
    "joined text asked what it contains": Difference(
        expression='("a" + "b").contains("a")', specification="true", library="error"
    ),
    "`has` of a part of what has no value": Difference(
        expression="has((1 / 0 == 1 ? request.metadata : request.headers).a)", specification="error", library="false"
    ),
    "the lowest number modulo -1": Difference(
        expression="-9223372036854775808 % -1 == 0", specification="error", library="true"
    ),
    "`map` with a condition": Difference(
        expression="[1, 2].map(x, x > 1, x) == [2]", specification="true", library="error"
    ),
    "an error in `map`, `filter` or `exists_one`, absorbed outside": Difference(
        expression="[0].exists_one(x, 1 / x == 1) || true", specification="true", library="error"
    ),
    "an error beside the empty list, absorbed outside": Difference(
        expression="(1 / 0 == 1 || (1 / 0 == 1 ? true : [] == [])) || true", specification="true", library="error"
    ),
    "a variable with the name `google`": Difference(
        expression="[1].exists(google, google == 1)", specification="true", library="error"
    ),
}  # fmt: skip
"""What tests have found inside our subset, by name; the specification's side is also that of cel-cpp."""

_REMEMBERED = 1024
_SHORT = 4
_SYNTAX = frozenset(
    "expr conditionalor conditionaland relation addition multiplication unary member paren_expr".split()
)
"""What the grammar puts around an expression to say how strongly it holds together; evaluated, it is what is inside."""


def build(node: Node, names: Names) -> Program:
    """Return what evaluates *node* as `exact.build` does, with the library's evaluator; every failure is its error."""
    runner = InterpretedRunner(library(), _bare(read_grammar(unparse(_balanced(node)))))

    def run(activation: Activation) -> Any:
        context = {name: _fact(value) for name, value in zip(names, activation, strict=True) if value is not None}
        try:
            return _returned(runner.evaluate(context))
        except Exception as error:
            raise EvaluationError(f"cel-python: {error.args[0] if error.args else type(error).__name__}") from error

    return run


@cache
def library() -> Environment:
    """Return the library's environment, one for all programs.

    To make one changes the recursion limit of the process, so that is put back; and it would make the parser that all
    share, so ours comes first. The library's log has in it the values that an operator failed on, which are what a
    client sent, so it is silent.
    """
    read_grammar("true")
    limit = sys.getrecursionlimit()
    environment = Environment()
    sys.setrecursionlimit(limit)
    evaluation.logger.disabled = True
    return environment


def _balanced(node: Node) -> Node:
    """Return *node* with chains in halves: the library goes one step of the stack deeper for every operand of a chain."""
    return replace(node, args=_halves(node, tuple(map(_balanced, node.args))))


def _halves(node: Node, args: tuple[Node, ...]) -> tuple[Node, ...]:
    """Return the operands of *node*; for a long chain, two chains that mean the same, since such logic is associative."""
    if node.op not in {Op.AND, Op.OR} or len(args) <= _SHORT:
        return args
    middle = len(args) // 2
    return tuple(replace(node, args=_halves(node, half)) for half in (args[:middle], args[middle:]))


def _bare(tree: Tree[Token]) -> Tree[Token]:
    """Return *tree* without what is there for the parser alone; the library spends half of the stack's depth on that."""
    while len(tree.children) == 1 and isinstance(inner := tree.children[0], Tree) and _is_syntax(tree, inner):
        tree = inner
    return Tree(tree.data, [_bare(child) if isinstance(child, Tree) else child for child in tree.children], tree.meta)


def _is_syntax(tree: Tree[Token], inner: Tree[Token]) -> bool:
    """Say whether *tree* is only there for what is inside of it; a primary reads its child itself, if not in parentheses."""
    return tree.data in _SYNTAX or (tree.data == "primary" and inner.data == "paren_expr")


_facts: dict[int, tuple[object, celtypes.Value]] = {}


def _fact(value: object) -> celtypes.Value:
    """Return the library's form of a value; that of a record is remembered, since every rule reads the same ones.

    Records are frozen. Each is held as long as its form is, so that its number cannot become another's.
    """
    if type(value) not in _RECORDS:
        return _given(value)
    known = _facts.get(id(value))
    if known is None:
        if len(_facts) >= _REMEMBERED:
            _facts.clear()
        known = _facts[id(value)] = (value, _given(value))
    return known[1]


def _given(value: Any) -> celtypes.Value:
    """Return the library's form of one of our values."""
    kind = type(value)
    if kind in _RECORDS:
        read = {name: getattr(value, name) for name in _RECORDS[kind].fields}
        return _table({name: fact for name, fact in read.items() if fact is not None})
    if kind in {tuple, list, frozenset}:
        return celtypes.ListType([_given(element) for element in (sorted(value) if kind is frozenset else value)])
    return _SCALARS[kind](value) if kind in _SCALARS else _table(value)


def _table(values: Mapping[str, Any]) -> celtypes.MapType:
    return celtypes.MapType({_given(key): _given(value) for key, value in values.items()})


_SCALARS: Mapping[type, Callable[[Any], celtypes.Value]] = {
    bool: celtypes.BoolType,
    int: celtypes.IntType,
    float: celtypes.DoubleType,
    str: celtypes.StringType,
    datetime: celtypes.TimestampType,
}


def _returned(value: Any) -> Any:
    """Return our form of one of the library's values; some of its operators give values of Python already."""
    match value:
        case celtypes.BoolType():
            return bool(value)
        case datetime():
            return datetime.combine(value.date(), value.timetz())
        case list():
            return tuple(map(_returned, value))
        case dict():
            return {_returned(key): _returned(inner) for key, inner in value.items()}
    return next((kind(value) for kind in (bool, int, float, str) if isinstance(value, kind)), value)
