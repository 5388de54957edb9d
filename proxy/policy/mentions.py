"""The constants that an expression compares facts with: names that should exist, tags that calls may have."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from proxy.policy.identity import Path, path_of
from proxy.policy.ir import Node, Op


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A constant text, and the fact that it is compared with; of a list, its elements."""

    fact: Path
    literal: Node


Bound = Mapping[Path, Path]
"""The variable of a comprehension to the list that it goes over."""


def mentions(node: Node, bound: Bound | None = None) -> Iterator[Mention]:
    """Yield the constant texts that a checked expression compares facts with, in the order of the text."""
    bound = bound or {}
    if node.op is Op.BINARY:
        yield from _compared(node, bound)
    if node.op is Op.MACRO:
        over = path_of(node.args[0])
        inner = bound if over is None else {**bound, (node.value.variable,): bound.get(over, over)}
        yield from mentions(node.args[0], bound)
        for body in node.args[1:]:
            yield from mentions(body, inner)
        return
    for argument in node.args:
        yield from mentions(argument, bound)


def _compared(node: Node, bound: Bound) -> Iterator[Mention]:
    """Yield what one comparison mentions."""
    left, right = node.args
    if node.value in {"==", "!="}:
        yield from _pairs(left, right, bound)
        yield from _pairs(right, left, bound)
    elif node.value == "in":
        yield from _pairs(right, left, bound)
        for element in right.args if right.op is Op.LIST else ():
            yield from _pairs(left, element, bound)


def _pairs(fact: Node, literal: Node, bound: Bound) -> Iterator[Mention]:
    path = path_of(fact)
    if path is not None and literal.op is Op.LITERAL and isinstance(literal.value, str):
        yield Mention(fact=bound.get(path, path), literal=literal)
