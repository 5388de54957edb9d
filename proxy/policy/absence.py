"""Where a condition becomes true by the absence of a tag, or false: what a client can change by declaring one more.

A client may add a tag and must not gain by it. `principal.tags`, which no client changes, is of no interest here.
"""

from collections.abc import Iterator

from proxy.policy.identity import path_of
from proxy.policy.ir import Node, Op, walk

TAGS = ("request", "tags")

BOTH = (True, False)
"""More tags can make it true, and can make it false."""

_BY_PRESENCE = {">", ">=", "!="}
_BY_ABSENCE = {"<", "<=", "=="}
_MIRRORED = {">": "<", ">=": "<=", "<": ">", "<=": ">="}


def lost_by_a_tag(node: Node) -> Iterator[Node]:
    """Yield the parts of a condition with which one more tag can make it false: `!("x" in request.tags)`."""
    yield from (part for part, more in _effects(node, more=True) if not more)


def won_by_a_tag(node: Node) -> Iterator[Node]:
    """Yield the parts of a condition with which one more tag can make it true: `"x" in request.tags`."""
    yield from (part for part, more in _effects(node, more=True) if more)


def _effects(node: Node, *, more: bool) -> Iterator[tuple[Node, bool]]:
    """Yield the parts that ask for tags, each with whether one more tag can make the whole true or false.

    `more` says whether the whole becomes true where *node* does.
    """
    if not any(path_of(each) == TAGS for each in walk(node)):
        return
    match node.op:
        case Op.NOT:
            yield from _effects(node.args[0], more=not more)
        case Op.AND | Op.OR:
            for operand in node.args:
                yield from _effects(operand, more=more)
        case Op.CONDITIONAL:
            yield from ((node.args[0], each) for each in BOTH if _asks(node.args[0]))
            for branch in node.args[1:]:
                yield from _effects(branch, more=more)
        case Op.MACRO:
            yield from _macro(node, more=more)
        case Op.BINARY:
            yield from ((node, each is more) for each in _comparison(node))


def _asks(node: Node) -> bool:
    return any(path_of(each) == TAGS for each in walk(node))


def _macro(node: Node, *, more: bool) -> Iterator[tuple[Node, bool]]:
    """Read a comprehension: over the tags, or over something else with a body that asks for them."""
    over, *bodies = node.args
    name = node.value.name
    if _asks(over):
        yield from ((node, each is more) for each in {"exists": (True,), "all": (False,)}.get(name, BOTH))
    elif name in {"exists", "all"}:
        for body in bodies:
            yield from _effects(body, more=more)
    else:
        yield from ((node, each) for each in BOTH)


def _comparison(node: Node) -> tuple[bool, ...]:
    """Return what one more tag can make of a comparison."""
    left, right = node.args
    if node.value == "in":
        return (True,) if _asks(right) else BOTH
    operator = node.value if _asks(left) else _MIRRORED.get(node.value, node.value)
    counts = _counts(left) or _counts(right)
    if counts and operator in _BY_PRESENCE | _BY_ABSENCE:
        return _of_a_count(operator, right if _asks(left) else left)
    return BOTH


def _counts(node: Node) -> bool:
    return node.op in {Op.CALL, Op.METHOD} and node.value == "size"


def _of_a_count(operator: str, bound: Node) -> tuple[bool, ...]:
    """Return what a larger count can make of `count operator bound`."""
    if operator in {"==", "!="}:
        is_zero = bound.op is Op.LITERAL and bound.value == 0
        return (operator == "!=",) if is_zero else BOTH
    return (operator in _BY_PRESENCE,)
