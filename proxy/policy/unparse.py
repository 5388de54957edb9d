"""A tree back to text that any implementation of CEL reads, with the meaning that the tree has.

What the checker decided is written out: a `double` that an author wrote as `3` is `3.0`, a time is a call of `timestamp`.
Parentheses stand where precedence asks for them, and where a reader would have to look it up. Positions are lost.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any

from proxy.policy.ir import Node, Op
from proxy.policy.literals import write_double, write_string, write_timestamp

_CONDITIONAL, _OR, _AND, _RELATION, _SUM, _PRODUCT, _UNARY, _MEMBER = range(8)
"""How strongly an expression holds together; whoever needs more than it has puts it in parentheses."""

_CHAINS = {Op.OR: _OR, Op.AND: _AND}
_BINARY = {"+": _SUM, "-": _SUM, "*": _PRODUCT, "/": _PRODUCT, "%": _PRODUCT}
_WEAK = {Op.CONDITIONAL: _CONDITIONAL, **_CHAINS, Op.NOT: _UNARY, Op.NEGATE: _UNARY}


def unparse(node: Node) -> str:
    """Return CEL text for *node*; parsed and checked again, it is the same tree."""
    return _WRITERS[node.op](node)


def _strength(node: Node) -> int:
    """Return how strongly *node* holds together; a number holds less than a name, as its sign or point may go astray."""
    if node.op is Op.BINARY:
        return _BINARY.get(node.value, _RELATION)
    if node.op is Op.LITERAL and type(node.value) in {int, float}:
        return _UNARY
    return _WEAK.get(node.op, _MEMBER)


def _held(node: Node, needed: int) -> str:
    """Return the text of *node*, in parentheses where it holds less than is *needed*."""
    return unparse(node) if _strength(node) >= needed else f"({unparse(node)})"


def _listed(nodes: Iterable[Node]) -> str:
    return ", ".join(map(unparse, nodes))


def _literal(node: Node) -> str:
    return _CONSTANTS[type(node.value)](node.value)


def _name(node: Node) -> str:
    return str(node.value)


def _select(node: Node) -> str:
    return f"{_held(node.args[0], _MEMBER)}.{node.value}"


def _has(node: Node) -> str:
    return f"has({_select(node)})"


def _index(node: Node) -> str:
    return f"{_held(node.args[0], _MEMBER)}[{unparse(node.args[1])}]"


def _list(node: Node) -> str:
    return f"[{_listed(node.args)}]"


def _call(node: Node) -> str:
    return f"{node.value}({_listed(node.args)})"


def _method(node: Node) -> str:
    return f"{_held(node.args[0], _MEMBER)}.{node.value}({_listed(node.args[1:])})"


def _macro(node: Node) -> str:
    over, macro = _held(node.args[0], _MEMBER), node.value
    return f"{over}.{macro.name}({macro.variable}, {_listed(node.args[1:])})"


def _chain(node: Node) -> str:
    """Join operands; one that is a chain of the same kind was in parentheses, or it would be a part of this one."""
    needed = _CHAINS[node.op] + 1
    return f" {node.op.value} ".join(_held(operand, needed) for operand in node.args)


def _unary(node: Node) -> str:
    return f"{node.op.value}{_held(node.args[0], _MEMBER)}"


def _conditional(node: Node) -> str:
    condition, one, other = node.args
    return f"{_held(condition, _OR)} ? {_held(one, _OR)} : {unparse(other)}"


def _binary(node: Node) -> str:
    """Write the left operand as it stands where operators of one level read from the left, as in `a - b + c`."""
    level = _strength(node)
    left, right = node.args
    return f"{_held(left, level + (level == _RELATION))} {node.value} {_held(right, level + 1)}"


def _bool(value: object) -> str:
    return "true" if value else "false"


_CONSTANTS: Mapping[type, Callable[[Any], str]] = {
    bool: _bool,
    int: str,
    float: write_double,
    str: write_string,
    datetime: write_timestamp,
}

_WRITERS: Mapping[Op, Callable[[Node], str]] = {
    Op.LITERAL: _literal,
    Op.NAME: _name,
    Op.SELECT: _select,
    Op.HAS: _has,
    Op.INDEX: _index,
    Op.LIST: _list,
    Op.CALL: _call,
    Op.METHOD: _method,
    Op.MACRO: _macro,
    Op.AND: _chain,
    Op.OR: _chain,
    Op.NOT: _unary,
    Op.NEGATE: _unary,
    Op.CONDITIONAL: _conditional,
    Op.BINARY: _binary,
}
