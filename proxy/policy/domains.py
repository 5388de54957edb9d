"""Which values facts can have where a condition holds: enough to see that it never does, or never with another.

A fact's domain is a finite set of values, or all but a finite set. What is not understood may be true or false, the same
each time it stands there. So `None` (never) is certain, and everything else is no promise.
"""

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from proxy.policy import exact
from proxy.policy.environment import CALL_AND_ENDPOINT
from proxy.policy.identity import identify
from proxy.policy.ir import Node, Op, walk
from proxy.policy.operators import EvaluationError


@dataclass(frozen=True, slots=True, kw_only=True)
class Domain:
    """The *values* a fact can have, or cannot where `is_complement`."""

    values: frozenset[Any]
    is_complement: bool = False

    @property
    def is_empty(self) -> bool:
        """Say whether no value is left."""
        return not self.values and not self.is_complement

    def meet(self, other: "Domain") -> "Domain":
        """Return what is in both."""
        if self.is_complement and other.is_complement:
            return Domain(values=self.values | other.values, is_complement=True)
        if self.is_complement:
            return Domain(values=other.values - self.values)
        return Domain(values=self.values - other.values if other.is_complement else self.values & other.values)

    def join(self, other: "Domain") -> "Domain":
        """Return what is in either."""
        return self.opposite().meet(other.opposite()).opposite()

    def opposite(self) -> "Domain":
        """Return all other values."""
        return Domain(values=self.values, is_complement=not self.is_complement)


Domains = Mapping[Hashable, Domain]


def constrain(node: Node, *, truth: bool = True) -> Domains | None:
    """Return the domains of facts where the checked condition *node* has the value *truth*; `None` if it never has."""
    if not any(each.op is Op.NAME and each.value in CALL_AND_ENDPOINT for each in walk(node)):
        return _constant(node, truth=truth)
    match node.op:
        case Op.NOT:
            return constrain(node.args[0], truth=not truth)
        case Op.AND | Op.OR:
            parts = [constrain(operand, truth=truth) for operand in node.args]
            return meet(parts) if (node.op is Op.AND) is truth else join(parts)
        case Op.CONDITIONAL:
            condition, one, other = node.args
            branches = ((constrain(condition), one), (constrain(condition, truth=False), other))
            return join([meet([domains, constrain(branch, truth=truth)]) for domains, branch in branches])
        case Op.BINARY:
            return _comparison(node, truth=truth)
    return _opaque(node, truth=truth)


def meet(parts: Iterable[Domains | None]) -> Domains | None:
    """Return the domains where all *parts* hold; `None` if they never do together."""
    merged: dict[Hashable, Domain] = {}
    for part in parts:
        if part is None:
            return None
        for fact, domain in part.items():
            merged[fact] = merged[fact].meet(domain) if fact in merged else domain
            if merged[fact].is_empty:
                return None
    return merged


def join(parts: Iterable[Domains | None]) -> Domains | None:
    """Return the domains where any of *parts* holds; `None` if none ever does."""
    possible = [part for part in parts if part is not None]
    if not possible:
        return None
    first, *others = possible
    merged = {fact: domain for fact, domain in first.items() if all(fact in other for other in others)}
    for other in others:
        merged = {fact: domain.join(other[fact]) for fact, domain in merged.items()}
    return merged


def _constant(node: Node, *, truth: bool) -> Domains | None:
    """Evaluate what reads nothing of a call."""
    try:
        value = exact.evaluate(exact.build(node, ()), ())
    except EvaluationError:
        return None
    return {} if value is truth else None


def _comparison(node: Node, *, truth: bool) -> Domains | None:
    """Read a comparison of a fact with constants."""
    left, right = node.args
    if node.value in {"==", "!="}:
        fact, constant = (right, left) if left.op is Op.LITERAL else (left, right)
        if constant.op is Op.LITERAL:
            return _equality(fact, constant.value, truth=(node.value == "==") is truth)
    if node.value == "in" and right.op is Op.LIST and all(each.op is Op.LITERAL for each in right.args):
        values = frozenset(each.value for each in right.args)
        return {identify(left): Domain(values=values, is_complement=not truth)} if values or not truth else None
    return _opaque(node, truth=truth)


def _equality(fact: Node, value: Any, *, truth: bool) -> Domains | None:
    if isinstance(value, bool):
        return constrain(fact, truth=value is truth)
    return {identify(fact): Domain(values=frozenset({value}), is_complement=not truth)}


def _opaque(node: Node, *, truth: bool) -> Domains:
    return {identify(node): Domain(values=frozenset({truth}))}
