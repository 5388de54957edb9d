"""What endpoints say to a tree, asked once for each distinct set of the facts it reads: most endpoints share theirs."""

from collections.abc import Callable, Iterator, Sequence
from operator import attrgetter
from typing import Any

from proxy.policy import exact
from proxy.policy.ir import Node, Op, walk
from proxy.policy.partial import fold, is_constant, key
from proxy.policy.program import Verdict, judge
from proxy.policy.view import EndpointView

Residuals = tuple[int, tuple[tuple[Node, int], ...]]
"""Endpoints that can meet a tree at all, and what is still to be asked of the call, each with the endpoints it is about."""


def fixed_mask(condition: exact.Program, node: Node, views: Sequence[EndpointView]) -> int:
    """Return the endpoints for which a *condition* over facts alone is true; an error is a no."""
    met = 0
    for view, mask in alike(node, views):
        if judge(condition, (None, None, view)) is Verdict.TRUE:
            met |= mask
    return met


def residuals(node: Node, views: Sequence[EndpointView]) -> Residuals:
    """Return what is left of *node* for each endpoint, endpoints of which the same is left together."""
    possible, left = 0, dict[Any, tuple[Node, int]]()
    for view, mask in alike(node, views):
        folded = fold(node, {"endpoint": view})
        if folded.op is Op.ERROR or is_constant(folded, value=False):
            continue
        possible |= mask
        if not is_constant(folded, value=True):
            first, others = left.get(key(folded), (folded, 0))
            left[key(folded)] = (first, others | mask)
    return possible, tuple(left.values())


def alike(node: Node, views: Sequence[EndpointView]) -> Iterator[tuple[EndpointView, int]]:
    """Yield endpoints in groups whose facts, as far as *node* reads them, are the same: one of them, and their mask."""
    read = reader(node)
    groups: dict[Any, tuple[EndpointView, int]] = {}
    for position, view in enumerate(views):
        facts = read(view)
        first, mask = groups.get(facts, (view, 0))
        groups[facts] = (first, mask | 1 << position)
    yield from groups.values()


def reader(node: Node) -> Callable[[EndpointView], Any]:
    """Return what reads of an endpoint the facts that *node* reads."""
    names = {
        str(each.value)
        for each in walk(node)
        if each.op in {Op.SELECT, Op.HAS} and each.args[0].op is Op.NAME and each.args[0].value == "endpoint"
    }
    return attrgetter(*sorted(names)) if names else lambda _view: None
