"""What of an expression can fail although its types are right, and is not guarded: look-ups, indexes, divisions.

A guard stands in the same conjunction (`has(m.x) && m.x == "a"`, in either order, since `&&` absorbs the failure), in the
condition of `?:`, or negated in the same disjunction (`!has(m.x) || m.x == "a"`). Unknown facts of endpoints are not
looked at: that they fail is what they are for.
"""

from collections.abc import Hashable, Iterator
from dataclasses import dataclass

from proxy.policy.celtypes import ListOf, MapOf, Scalar
from proxy.policy.identity import identify, key_of, path_of
from proxy.policy.ir import Node, Op
from proxy.policy.literals import write_string

Guards = frozenset[Hashable]
NONE: Guards = frozenset()

MIRRORED = {">": "<", ">=": "<=", "<": ">", "<=": ">=", "==": "==", "!=": "!="}


@dataclass(frozen=True, slots=True, kw_only=True)
class Hazard:
    """A part of an expression that can fail: what it is, when it does, and the condition that guards it."""

    node: Node
    what: str
    when: str
    guard: str


def find_hazards(node: Node, guards: Guards = NONE) -> Iterator[Hazard]:
    """Yield what can fail in a checked expression where all *guards* hold, in the order of the text."""
    hazard = _hazard(node, guards)
    if hazard is not None:
        yield hazard
    for argument, known in _below(node, guards):
        yield from find_hazards(argument, known)


def _below(node: Node, guards: Guards) -> Iterator[tuple[Node, Guards]]:
    """Yield the arguments of *node*, each with what holds where its value matters."""
    match node.op:
        case Op.AND | Op.OR:
            for position, operand in enumerate(node.args):
                others = (*node.args[:position], *node.args[position + 1 :])
                yield operand, guards.union(*(_guards(other, truth=node.op is Op.AND) for other in others))
        case Op.CONDITIONAL:
            condition, one, other = node.args
            yield condition, guards
            yield one, guards | _guards(condition, truth=True)
            yield other, guards | _guards(condition, truth=False)
        case Op.MACRO:
            over, *bodies = node.args
            yield over, guards
            key = Node(op=Op.NAME, value=node.value.variable, line=node.line, column=node.column)
            yield from ((body, guards | {("key", identify(over), identify(key))}) for body in bodies)
        case _:
            yield from ((argument, guards) for argument in node.args)


def _hazard(node: Node, guards: Guards) -> Hazard | None:
    """Return how *node* itself can fail, if it can."""
    match node.op:
        case Op.SELECT | Op.INDEX if isinstance(node.args[0].type, MapOf):
            return None if _look_up(node) in guards else _missing_key(node)
        case Op.INDEX if isinstance(node.args[0].type, ListOf):
            return None if _is_inside(node, guards) else _missing_element(node)
        case Op.BINARY if node.value in {"/", "%"} and node.type is Scalar.INT:
            return None if _is_safe_divisor(node.args[1], guards) else _division(node)
    return None


def _look_up(node: Node) -> Hashable:
    """Return the guard of a look-up or of a test for one: the map, and the key."""
    if node.op in {Op.SELECT, Op.HAS}:
        return ("key", identify(node.args[0]), _text(str(node.value)))
    return ("key", identify(node.args[0]), identify(node.args[1]))


def _text(value: str) -> Hashable:
    return identify(Node(op=Op.LITERAL, value=value, line=0, column=0))


def _is_inside(node: Node, guards: Guards) -> bool:
    over, index = node.args
    if index.op is not Op.LITERAL:
        return False
    if over.op is Op.LIST:
        return bool(0 <= index.value < len(over.args))
    sizes = (guard for guard in guards if isinstance(guard, tuple) and guard[:2] == ("size", identify(over)))
    return any(bool(guard[2] > index.value) for guard in sizes)


def _is_safe_divisor(node: Node, guards: Guards) -> bool:
    if node.op is Op.LITERAL:
        return bool(node.value)
    return ("nonzero", identify(node)) in guards


def _guards(node: Node, *, truth: bool) -> Guards:
    """Return what is known to hold where *node* has the value *truth*."""
    match node.op:
        case Op.NOT:
            return _guards(node.args[0], truth=not truth)
        case Op.AND | Op.OR if (node.op is Op.AND) is truth:
            return NONE.union(*(_guards(operand, truth=truth) for operand in node.args))
        case Op.HAS if truth:
            return frozenset({_look_up(node)})
        case Op.BINARY:
            return _compared(node, truth=truth)
    return NONE


def _compared(node: Node, *, truth: bool) -> Guards:
    """Return what a comparison tells of keys, sizes and divisors."""
    left, right = node.args
    if node.value == "in":
        return frozenset({("key", identify(right), identify(left))}) if truth else NONE
    operator = node.value if truth else {"==": "!=", "!=": "=="}.get(node.value, "")
    if left.op is Op.LITERAL:
        left, right, operator = right, left, MIRRORED.get(operator, "")
    if right.op is not Op.LITERAL or type(right.value) is not int:
        return NONE
    least = {">": right.value + 1, ">=": right.value, "==": right.value}.get(operator, 0)
    is_nonzero = least > 0 or (operator == "!=" and right.value == 0)
    found: set[Hashable] = {("nonzero", identify(left))} if is_nonzero else set()
    if is_nonzero and left.op in {Op.CALL, Op.METHOD} and left.value == "size":
        found.add(("size", identify(left.args[0]), max(least, 1)))
    return frozenset(found)


def _missing_key(node: Node) -> Hazard:
    over = _written(node.args[0], "the map")
    key = key_of(node)
    if node.op is Op.SELECT:
        return _key_hazard(node, f"{over}.{key}", f"has({over}.{key})")
    text = "the key" if key is None else write_string(key)
    return _key_hazard(node, f"{over}[{text}]", f"{text} in {over}")


def _key_hazard(node: Node, what: str, guard: str) -> Hazard:
    return Hazard(node=node, what=what, when="there is no such key", guard=guard)


def _missing_element(node: Node) -> Hazard:
    over, index = _written(node.args[0], "the list"), node.args[1]
    position = str(index.value) if index.op is Op.LITERAL else _written(index, "the index")
    guard = f"{over}.size() > {position}"
    return Hazard(node=node, what=f"{over}[{position}]", when="the list is shorter", guard=guard)


def _division(node: Node) -> Hazard:
    divisor = _written(node.args[1], "the divisor")
    what = f"{_written(node.args[0], '...')} {node.value} {divisor}"
    return Hazard(node=node, what=what, when=f"{divisor} is 0", guard=f"{divisor} != 0")


def _written(node: Node, otherwise: str) -> str:
    """Return a fact or a number as its author wrote it, or *otherwise* in words."""
    if node.op is Op.LITERAL and not isinstance(node.value, str):
        return str(node.value)
    path = path_of(node)
    return otherwise if path is None else ".".join(path)
