"""cel-cpp, by its Python package, as a third opinion: other people's parser, checker and evaluator.

Every fact has a dotted name with its own type (`request.tags`), so that the package's checker sees what ours sees. An
unknown fact has no value. As `has` is not for names, it asks of maps beside them (`known_price`) what is known.
"""

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from typing import Any

from cel_expr_python import cel

from proxy.policy.celtypes import ListOf, MapOf, Record, Scalar, Type
from proxy.policy.environment import CALL_AND_ENDPOINT
from proxy.policy.exact import Activation, Names, Program
from proxy.policy.ir import Node, Op
from proxy.policy.operators import EvaluationError
from proxy.policy.unparse import unparse
from tests.support.engines import compares_numbers_of_two_types

_SCALARS = {
    Scalar.BOOL: cel.Type.BOOL,
    Scalar.INT: cel.Type.INT,
    Scalar.DOUBLE: cel.Type.DOUBLE,
    Scalar.STRING: cel.Type.STRING,
    Scalar.COUNTRY: cel.Type.STRING,
    Scalar.TIMESTAMP: cel.Type.TIMESTAMP,
}

_BESIDE = "known_{}"


def build(node: Node, names: Names) -> Program:
    """Return what evaluates a checked tree as `exact.build` does; `RuntimeError` where the package's checker refuses it."""
    expression = _environment().compile(unparse(_adapted(node)))

    def run(activation: Activation) -> Any:
        found = expression.eval(data=_data(names, activation))
        if found.type().name() == "ERROR":
            raise EvaluationError(str(found.value()))
        return found.plain_value()

    return run


def _adapted(node: Node) -> Node:
    """Return *node* with each `has` of a fact asking the map, and with `dyn` where numbers of two types are compared."""
    args = tuple(map(_adapted, node.args))
    match node.op:
        case Op.HAS if isinstance(record := node.args[0].type, Record):
            args = (replace(node.args[0], op=Op.NAME, args=(), value=_BESIDE.format(record.name)),)
        case Op.BINARY if compares_numbers_of_two_types(node):
            args = (replace(args[0], op=Op.CALL, args=args[:1], value="dyn"), args[1])
    return replace(node, args=args)


@cache
def _environment() -> cel.Env:
    variables = dict(pair for name, kind in CALL_AND_ENDPOINT.items() for pair in _declared(name, kind))
    return cel.NewEnv(variables=variables)


def _declared(path: str, kind: Type) -> Iterator[tuple[str, cel.Type]]:
    """Yield the names for *path* and below, with their types."""
    if not isinstance(kind, Record):
        yield path, _type(kind)
        return
    yield _BESIDE.format(kind.name), cel.Type.Map(cel.Type.STRING, cel.Type.BOOL)
    for name, inner in kind.fields.items():
        yield from _declared(f"{path}.{name}", inner)


def _type(kind: Type) -> cel.Type:
    match kind:
        case ListOf(element):
            return cel.Type.List(_type(element))
        case MapOf(value):
            return cel.Type.Map(cel.Type.STRING, _type(value))
    return _SCALARS[kind]


_latest: list[Any] = [None, None]


def _data(names: Names, activation: Activation) -> dict[str, Any]:
    """Return the values of all names; those of the activation before are kept, as it is asked about many times."""
    if _latest[0] is not activation:
        pairs = zip(names, activation, strict=True)
        known = dict(pair for name, value in pairs for pair in _known(name, CALL_AND_ENDPOINT[name], value))
        _latest[:] = activation, known
    return _latest[1]


def _known(path: str, kind: Type, value: Any) -> Iterator[tuple[str, Any]]:
    """Yield the names for *path* and below that have a value, and that value."""
    match kind:
        case Record(record, fields):
            read = {name: getattr(value, name, None) for name in fields}
            yield _BESIDE.format(record), {name: True for name, found in read.items() if found is not None}
            for name, inner in fields.items():
                yield from _known(f"{path}.{name}", inner, read[name])
        case ListOf() if value is not None:
            yield path, sorted(value) if isinstance(value, frozenset) else list(value)
        case _ if value is not None:
            yield path, value
