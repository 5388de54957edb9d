"""Our own tree for an expression: small, immutable, and the only form in which the rest of the room sees CEL.

The parser's tree has a node for every level of precedence and changes with its library; this one has a node for every
thing that happens. Chains of `&&` and of `||` are one node, so that long ones are not deep.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import Enum
from typing import Any

from proxy.policy.celtypes import Scalar, Type


class Op(Enum):
    """What a node does; `value` of the node holds what the comment says."""

    LITERAL = "literal"  # the constant
    NAME = "name"  # the variable's name
    SELECT = "select"  # the field's name
    HAS = "has"  # the field's name
    INDEX = "index"
    LIST = "list"
    CALL = "call"  # the function's name
    METHOD = "method"  # the function's name; the receiver is the first argument
    MACRO = "macro"  # a `Macro`; the arguments are the range and then the bodies
    AND = "&&"
    OR = "||"
    NOT = "!"
    NEGATE = "-"
    CONDITIONAL = "?:"
    BINARY = "binary"  # the operator as written
    ERROR = "error"  # what has no value whatever the call, by partial evaluation alone; the unknown fact's path


@dataclass(frozen=True, slots=True, kw_only=True)
class Macro:
    """A comprehension: which one, and the variable it binds."""

    name: str
    variable: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """One step of an expression; `type` is absent until the checker has been there."""

    op: Op
    args: tuple["Node", ...] = ()
    value: Any = None
    type: Type | None = None
    line: int
    column: int


def walk(node: Node) -> Iterator[Node]:
    """Yield *node* and every node below it, in the order of the text."""
    yield node
    for argument in node.args:
        yield from walk(argument)


def promoted(left: Node, right: Node) -> tuple[Node, Node]:
    """Return both, an `int` constant as a `double` where the other is one."""
    if left.type is Scalar.DOUBLE:
        return left, _as_double(right)
    if right.type is Scalar.DOUBLE:
        return _as_double(left), right
    return left, right


def _as_double(node: Node) -> Node:
    if node.op is Op.LITERAL and node.type is Scalar.INT:
        return replace(node, value=float(node.value), type=Scalar.DOUBLE)
    return node
