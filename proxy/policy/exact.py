"""The exact evaluator: a tree becomes closures that follow the CEL specification to the letter, errors included.

`&&`, `||`, `exists` and `all` absorb an error where another operand decides; everything else passes it on. Reading an
unknown fact is such an error, so that no negation turns *unknown* into *yes*. Records are read by attribute, maps by key.

An activation is a tuple: the values of the declared names in their order, then those of bound variables.
"""

from collections.abc import Callable, Iterable, Mapping
from operator import attrgetter
from typing import Any

from proxy.policy.celtypes import Record
from proxy.policy.functions import FUNCTIONS, METHODS
from proxy.policy.ir import Node, Op
from proxy.policy.operators import BINARY, EvaluationError, UnknownFact, at, negate, no_overload, under

Activation = tuple[Any, ...]
Program = Callable[[Activation], Any]
Names = tuple[str, ...]


def build(node: Node, names: Names) -> Program:
    """Return what evaluates *node* over activations that carry *names*; it raises `EvaluationError` or has a value."""
    return _BUILDERS[node.op](node, names)


def evaluate(program: Program, activation: Activation) -> Any:
    """Return the value of *program*. INVARIANT: whatever fails, also by a mistake of ours, is an `EvaluationError`."""
    try:
        return program(activation)
    except EvaluationError:
        raise
    except Exception as error:
        raise EvaluationError(f"internal error: {type(error).__name__}") from error


def _all(nodes: Iterable[Node], names: Names) -> tuple[Program, ...]:
    return tuple(build(node, names) for node in nodes)


def _literal(node: Node, _names: Names) -> Program:
    value = node.value
    return lambda _activation: value


def _name(node: Node, names: Names) -> Program:
    """Read a variable; of two with one name, the inner one."""
    slot = len(names) - 1 - names[::-1].index(node.value)
    return lambda activation: activation[slot]


def _select(node: Node, names: Names) -> Program:
    """Read a field of a record or a key of a map; a tree that was not checked tells them apart by the value."""
    container, name = build(node.args[0], names), node.value
    field = _field(node, container)
    if isinstance(node.args[0].type, Record):
        return field

    def run(activation: Activation) -> Any:
        value = container(activation)
        return under(value, name) if isinstance(value, Mapping) else field(activation)

    return run


def _field(node: Node, record: Program) -> Program:
    """Read a field of a record, which may be unknown."""
    read = attrgetter(node.value)

    def run(activation: Activation) -> Any:
        found = read(record(activation))
        if found is None:
            raise UnknownFact(path(node))
        return tuple(sorted(found)) if type(found) is frozenset else found

    return run


def path(node: Node) -> str:
    """Return a selection as its author wrote it."""
    return f"{path(node.args[0])}.{node.value}" if node.op in {Op.SELECT, Op.HAS} else str(node.value)


def _has(node: Node, names: Names) -> Program:
    """Say whether a map has a key, or whether a fact is known; of something unknown, nothing is known."""
    record, field, read = build(node.args[0], names), node.value, attrgetter(node.value)

    def run(activation: Activation) -> bool:
        try:
            value = record(activation)
        except UnknownFact:
            return False
        return field in value if isinstance(value, Mapping) else read(value) is not None

    return run


def _index(node: Node, names: Names) -> Program:
    container, index = _all(node.args, names)
    return lambda activation: at(container(activation), index(activation))


def _list(node: Node, names: Names) -> Program:
    """Make a list; one of constants is made once."""
    if all(element.op is Op.LITERAL for element in node.args):
        constant = tuple(element.value for element in node.args)
        return lambda _activation: constant
    elements = _all(node.args, names)
    return lambda activation: tuple([element(activation) for element in elements])


def _call(node: Node, names: Names) -> Program:
    """Call a function; one with constants is prepared once."""
    function = (METHODS if node.op is Op.METHOD else FUNCTIONS)[node.value]
    subject, *texts = _all(node.args, names)
    if function.needs_constants:
        prepared = function.apply(*(text.value for text in node.args[1:]))
        return lambda activation: prepared(subject(activation))
    apply = function.apply
    if not texts:
        return lambda activation: apply(subject(activation))
    return lambda activation: apply(subject(activation), texts[0](activation))


def _logic(node: Node, names: Names) -> Program:
    """Join conditions: one that decides wins, whatever the others do; else the first error; else the other answer."""
    operands, decisive = _all(node.args, names), node.op is Op.OR

    def run(activation: Activation) -> bool:
        failure: EvaluationError | None = None
        for operand in operands:
            try:
                value: object = operand(activation)
            except EvaluationError as error:
                failure = failure or error
                continue
            if value is decisive:
                return decisive
            if type(value) is not bool:
                failure = failure or no_overload(node.op.value)
        if failure is not None:
            raise failure
        return not decisive

    return run


def _not(node: Node, names: Names) -> Program:
    operand = build(node.args[0], names)
    return lambda activation: not _bool(operand(activation))


def _negate(node: Node, names: Names) -> Program:
    operand = build(node.args[0], names)
    return lambda activation: negate(operand(activation))


def _conditional(node: Node, names: Names) -> Program:
    """Choose a branch; the other one is not evaluated."""
    condition, one, other = _all(node.args, names)
    return lambda activation: one(activation) if _bool(condition(activation)) else other(activation)


def _bool(value: Any) -> bool:
    if value is True or value is False:
        return bool(value)
    raise EvaluationError("a condition is no bool")


def _binary(node: Node, names: Names) -> Program:
    left, right = _all(node.args, names)
    apply = BINARY[node.value]
    return lambda activation: apply(left(activation), right(activation))


def _macro(node: Node, names: Names) -> Program:
    """Go over a list or the keys of a map, with a variable bound to each."""
    over = build(node.args[0], names)
    bodies = _all(node.args[1:], (*names, node.value.variable))
    return _MACROS[node.value.name](over, *bodies)


def _elements(value: Any) -> Iterable[Any]:
    if type(value) is tuple or isinstance(value, Mapping):
        return value
    raise no_overload("a macro")


def _quantifier(over: Program, body: Program, *, decisive: bool) -> Program:
    """Join the conditions of all elements as `||` (`exists`) or `&&` (`all`) would."""

    def run(activation: Activation) -> bool:
        failure: EvaluationError | None = None
        for element in _elements(over(activation)):
            try:
                value = _bool(body((*activation, element)))
            except EvaluationError as error:
                failure = failure or error
                continue
            if value is decisive:
                return decisive
        if failure is not None:
            raise failure
        return not decisive

    return run


def _exists(over: Program, body: Program) -> Program:
    return _quantifier(over, body, decisive=True)


def _for_all(over: Program, body: Program) -> Program:
    return _quantifier(over, body, decisive=False)


def _exists_one(over: Program, body: Program) -> Program:
    return lambda activation: sum(_bool(body((*activation, each))) for each in _elements(over(activation))) == 1


def _filter(over: Program, body: Program) -> Program:
    return lambda activation: tuple([each for each in _elements(over(activation)) if _bool(body((*activation, each)))])


def _map(over: Program, *bodies: Program) -> Program:
    """Give what the last body makes of each element, of those that meet the condition if there is one."""
    *conditions, body = bodies
    kept = _filter(over, conditions[0]) if conditions else over
    return lambda activation: tuple([body((*activation, each)) for each in _elements(kept(activation))])


def _error(node: Node, _names: Names) -> Program:
    """Fail: partial evaluation has found that nothing else is possible."""

    def run(_activation: Activation) -> Any:
        raise UnknownFact(node.value)

    return run


_MACROS: Mapping[str, Callable[..., Program]] = {
    "exists": _exists,
    "all": _for_all,
    "exists_one": _exists_one,
    "filter": _filter,
    "map": _map,
}

_BUILDERS: Mapping[Op, Callable[[Node, Names], Program]] = {
    Op.LITERAL: _literal,
    Op.NAME: _name,
    Op.SELECT: _select,
    Op.HAS: _has,
    Op.INDEX: _index,
    Op.LIST: _list,
    Op.CALL: _call,
    Op.METHOD: _call,
    Op.MACRO: _macro,
    Op.AND: _logic,
    Op.OR: _logic,
    Op.NOT: _not,
    Op.NEGATE: _negate,
    Op.CONDITIONAL: _conditional,
    Op.BINARY: _binary,
    Op.ERROR: _error,
}
