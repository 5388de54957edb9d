"""Partial evaluation: a checked tree with the endpoint's facts put in, and everything folded that no call can change.

A fact that nobody knows becomes a constant error. Errors stay what they are until `&&`, `||`, `exists` and `all` absorb
them, and those decide only what is left of them for certain: a tree and what is folded of it have the same value, or the
same lack of one, for every call.
"""

from collections.abc import Hashable, Mapping
from dataclasses import replace
from typing import Any

from proxy.policy import exact
from proxy.policy.celtypes import Record
from proxy.policy.ir import Node, Op
from proxy.policy.operators import EvaluationError

Known = Mapping[str, Any]


def fold(node: Node, known: Known) -> Node:
    """Return *node* with the variables of *known* replaced by their values; an `Op.ERROR` where it can only fail."""
    if node.op is Op.NAME:
        return constant(node, known[node.value]) if node.value in known else node
    if node.op is Op.HAS:
        return _fold_presence(node, known)
    folded = replace(node, args=tuple(fold(argument, known) for argument in node.args))
    if node.op in {Op.AND, Op.OR}:
        return _fold_logic(folded)
    if node.op is Op.CONDITIONAL:
        return _fold_conditional(folded)
    if _fails(folded):
        return failure(node)
    return _evaluated(folded, node) if is_closed(folded) else folded


def constant(node: Node, value: Any) -> Node:
    """Return the literal of *value* in the place of *node*."""
    return replace(node, op=Op.LITERAL, args=(), value=value)


def failure(node: Node) -> Node:
    """Return the constant error in the place of *node*."""
    return replace(node, op=Op.ERROR, args=(), value=exact.path(node) if node.op is Op.SELECT else "")


def is_constant(node: Node, value: object) -> bool:
    """Say whether *node* is the literal `true` or `false` that *value* is."""
    return node.op is Op.LITERAL and node.value is value


def is_closed(node: Node, bound: frozenset[str] = frozenset()) -> bool:
    """Say whether *node* reads no variable but those that it binds itself."""
    if node.op is Op.NAME:
        return node.value in bound
    if node.op is Op.MACRO:
        over, *bodies = node.args
        return is_closed(over, bound) and all(is_closed(body, bound | {node.value.variable}) for body in bodies)
    return all(is_closed(argument, bound) for argument in node.args)


def _evaluated(node: Node, written: Node) -> Node:
    """Return the value of a tree that reads nothing, or the error that it always is, named as it was *written*."""
    if node.op in {Op.LITERAL, Op.ERROR}:
        return node
    try:
        return constant(node, exact.evaluate(exact.build(node, ()), ()))
    except EvaluationError:
        return failure(written)


def _fails(node: Node) -> bool:
    """Say whether an operand that is always needed always fails; the body of a macro may never be needed."""
    needed = node.args[:1] if node.op is Op.MACRO else node.args
    return any(argument.op is Op.ERROR for argument in needed)


def _fold_presence(node: Node, known: Known) -> Node:
    """Fold `has`; of something unknown, nothing is known."""
    record = fold(node.args[0], known)
    if record.op is Op.ERROR:
        return constant(node, value=False)
    folded = replace(node, args=(record,))
    return _evaluated(folded, node) if is_closed(folded) else folded


def _fold_logic(node: Node) -> Node:
    """Fold `&&` and `||`: a decisive operand wins, others of the other kind say nothing, one error stands for all."""
    decisive = node.op is Op.OR
    if any(is_constant(argument, decisive) for argument in node.args):
        return constant(node, decisive)
    left = [each for each in node.args if not is_constant(each, not decisive) and each.op is not Op.ERROR]
    failed = [each for each in node.args if each.op is Op.ERROR][:1]
    if not left:
        return failed[0] if failed else constant(node, not decisive)
    return left[0] if len(left) == 1 and not failed else replace(node, args=(*left, *failed))


def _fold_conditional(node: Node) -> Node:
    """Fold `?:` by its condition, and by constant branches; equal ones do not help where the condition may fail."""
    condition, one, other = node.args
    if condition.op is Op.ERROR:
        return failure(node)
    if condition.op is Op.LITERAL:
        return one if condition.value is True else other
    if is_constant(one, value=True) and is_constant(other, value=False):
        return condition
    if is_constant(one, value=False) and is_constant(other, value=True):
        return replace(node, op=Op.NOT, args=(condition,))
    if any(is_constant(one, value) and is_constant(other, value) for value in (True, False)) and is_total(condition):
        return one
    return node


TOTAL_OPS = frozenset({Op.LITERAL, Op.NAME, Op.LIST, Op.AND, Op.OR, Op.NOT, Op.MACRO, Op.HAS})
TOTAL_OPERATORS = frozenset({"==", "!=", "in", "<", "<=", ">", ">="})
TOTAL_METHODS = frozenset({"size", "startsWith", "endsWith", "contains", "matches"})


def is_total(node: Node) -> bool:
    """Say whether a checked tree without an endpoint in it always has a value: no key, index or number can be missing."""
    is_safe = (
        node.op in TOTAL_OPS
        or (node.op is Op.SELECT and isinstance(node.args[0].type, Record))
        or (node.op is Op.BINARY and node.value in TOTAL_OPERATORS)
        or (node.op in {Op.CALL, Op.METHOD} and node.value in TOTAL_METHODS)
    )
    return is_safe and all(map(is_total, node.args))


def key(node: Node) -> Hashable:
    """Return what two trees have in common that mean the same by their shape; places do not count.

    Values that Python holds equal are told apart: `1`, `1.0` and `true`, and the two zeros.
    """
    value = repr(node.value) if isinstance(node.value, float) else node.value
    return (node.op, type(node.value).__name__, value, *map(key, node.args))
