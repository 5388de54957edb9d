"""What an expression reads: the facts as their author wrote them, and their values for people."""

from collections.abc import Iterator, Mapping
from dataclasses import is_dataclass
from typing import Any

from proxy.policy import exact
from proxy.policy.celtypes import MapOf
from proxy.policy.environment import CALL, CALL_AND_ENDPOINT
from proxy.policy.ir import Node, Op, walk
from proxy.policy.literals import write_string
from proxy.policy.operators import EvaluationError, UnknownFact

_LONGEST = 120


def reads(node: Node, name: str) -> bool:
    """Say whether a checked expression reads anything of the variable *name*; no other variable can have its name."""
    return any(each.op is Op.NAME and each.value == name for each in walk(node))


def fields(node: Node) -> frozenset[str]:
    """Return the fields of `request` and `principal` that a checked expression reads, as `request.tags`."""
    return frozenset(exact.path(each) for each in walk(node) if _is_field(each))


def facts(node: Node) -> Iterator[str]:
    """Yield the facts of the call that a checked expression reads: `request.session`, `request.metadata.project`.

    A key of a map is named where it is a constant. A map that is read in any other way, by a computed key or by going
    over it, is there as a whole.
    """
    key = _constant_key(node)
    if key is not None:
        yield exact.path(key)
    elif _is_field(node):
        yield exact.path(node)
    else:
        for argument in node.args:
            yield from facts(argument)


def _is_field(node: Node) -> bool:
    """Say whether a tree is a field of `request` or `principal`, whatever is read of it."""
    return node.op in {Op.SELECT, Op.HAS} and node.args[0].op is Op.NAME and node.args[0].value in CALL


def _constant_key(node: Node) -> Node | None:
    """Return as `m.key` the one key that is read of a map of the call: `m.key`, `has(m.key)`, `m["key"]`, `"key" in m`."""
    match node:
        case Node(op=Op.SELECT | Op.HAS, args=(table,), value=key):
            pass
        case Node(op=Op.INDEX, args=(table, Node(op=Op.LITERAL, value=key))):
            pass
        case Node(op=Op.BINARY, value="in", args=(Node(op=Op.LITERAL, value=key), table)):
            pass
        case _:
            return None
    if not _is_field(table) or not isinstance(table.type, MapOf):
        return None
    return Node(op=Op.SELECT, args=(table,), value=key, line=node.line, column=node.column)


def describe(node: Node, activation: exact.Activation) -> str:
    """Return what a checked expression reads and what it finds there: "`endpoint.retention_days` is 30"."""
    found = {exact.path(fact): fact for fact in _facts(node)}
    return ", ".join(f"`{path}` {_state(fact, activation)}" for path, fact in found.items())


def _facts(node: Node) -> Iterator[Node]:
    """Yield every fact that is read as a whole, in the order of the text.

    A key of a map that is read by a constant name is one, however it is written: the other keys are nobody's business,
    for what is said of a refusal stands in the journal.
    """
    key = _constant_key(node)
    if key is not None:
        yield key
        return
    if node.op in {Op.SELECT, Op.HAS} and _is_rooted(node):
        yield node
        return
    for argument in node.args:
        yield from _facts(argument)


def _is_rooted(node: Node) -> bool:
    """Say whether a chain of fields begins at a declared name, and not at a bound variable or a value."""
    while node.op in {Op.SELECT, Op.HAS}:
        node = node.args[0]
    return node.op is Op.NAME and node.value in CALL_AND_ENDPOINT


def _state(fact: Node, activation: exact.Activation) -> str:
    """Return what can be said of a fact."""
    names = tuple(CALL_AND_ENDPOINT)
    selection = Node(op=Op.SELECT, args=fact.args, value=fact.value, line=fact.line, column=fact.column)
    try:
        value = exact.evaluate(exact.build(selection, names), activation)
    except UnknownFact:
        return "is unknown"
    except EvaluationError:
        return "is absent"
    return "is known" if is_dataclass(value) else f"is {_shortened(show_value(value))}"


def _shortened(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 4]} ..."


def show_value(value: Any) -> str:
    """Return a value as CEL writes it."""
    match value:
        case bool():
            return "true" if value else "false"
        case str():
            return write_string(value)
        case tuple():
            return f"[{', '.join(map(show_value, value))}]"
        case Mapping():
            return f"{{{', '.join(f'{show_value(key)}: {show_value(value[key])}' for key in value)}}}"
    return str(value)
