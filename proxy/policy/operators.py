"""What CEL's operators do to values, by the language definition (cel-spec, `doc/langdef.md`), and how they fail.

Values are Python's: `bool`, `int` (64 bits by our own check), `float`, `str`, `datetime`, tuples for lists, mappings for
maps. Python counts `True` as 1 and wraps negative indices around; CEL does neither.
"""

import math
import operator
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any

from proxy.errors import FairlaneError
from proxy.policy.literals import HIGHEST, LOWEST


class EvaluationError(FairlaneError):
    """An expression that has no value for this call; `&&`, `||`, `exists` and `all` may absorb it."""


class UnknownFact(EvaluationError):
    """An endpoint's fact was read that nobody could verify."""


def no_overload(name: str) -> EvaluationError:
    """Return the error of an operator that is given values of other types."""
    return EvaluationError(f"`{name}` has no overload for these values")


def in_range(value: int) -> int:
    """Return *value*, which must be a CEL `int`."""
    if LOWEST <= value <= HIGHEST:
        return value
    raise EvaluationError("a number is outside of 64 bits")


def equal(left: Any, right: Any) -> bool:
    """Say whether two values are equal; numbers compare across types, other types are never equal to each other."""
    kind = type(left)
    if kind is tuple and type(right) is tuple:
        return len(left) == len(right) and all(map(equal, left, right))
    if kind is type(right) or (_is_number(left) and _is_number(right)):
        return bool(left == right)
    return False


def contains(element: Any, container: Any) -> bool:
    """Say whether a list has an element or a map a key."""
    if type(container) is tuple:
        return element in container if type(element) is str else any(equal(element, other) for other in container)
    if isinstance(container, Mapping):
        return any(equal(element, key) for key in container)
    raise no_overload("in")


def at(container: Any, index: Any) -> Any:
    """Return the element of a list at an index, or of a map under a key."""
    if type(container) is tuple and type(index) is int:
        if 0 <= index < len(container):
            return container[index]
        raise EvaluationError(f"index {index} is outside of a list of {len(container)}")
    if isinstance(container, Mapping) and isinstance(index, str):
        return under(container, index)
    raise no_overload("[]")


def under(table: Mapping[str, Any], key: str) -> Any:
    """Return what a map has under *key*."""
    try:
        return table[key]
    except KeyError:
        raise EvaluationError(f"no key `{key}`") from None


def negate(value: Any) -> Any:
    """Return the number with the other sign."""
    if type(value) is int:
        return in_range(-value)
    if type(value) is float:
        return -value
    raise no_overload("-")


def known(value: Any) -> Any:
    """Return a fact, which must be one that somebody knows."""
    if value is None:
        raise UnknownFact("")
    return value


def in_order(values: Iterable[str]) -> tuple[str, ...]:
    """Return a set as the list that CEL sees."""
    return tuple(sorted(values))


def _is_number(value: Any) -> bool:
    return type(value) is int or type(value) is float


_ORDERED = frozenset({bool, str, datetime})


def _ordering(name: str, compare: Callable[[Any, Any], bool]) -> Callable[[Any, Any], bool]:
    """Return an ordering of numbers among themselves, and of other values of one type."""

    def order(left: Any, right: Any) -> bool:
        if (_is_number(left) and _is_number(right)) or (type(left) is type(right) and type(left) in _ORDERED):
            return compare(left, right)
        raise no_overload(name)

    return order


def _arithmetic(
    name: str, integers: Callable[[int, int], int], doubles: Callable[[float, float], float]
) -> Callable[[Any, Any], Any]:
    """Return an operation on two integers or two doubles; CEL does not mix them."""

    def calculate(left: Any, right: Any) -> Any:
        if type(left) is int and type(right) is int:
            return in_range(integers(left, right))
        if type(left) is float and type(right) is float:
            return doubles(left, right)
        raise no_overload(name)

    return calculate


def divide(left: int, right: int) -> int:
    """Divide towards zero; Python divides towards minus infinity."""
    if right == 0:
        raise EvaluationError("division by zero")
    quotient = abs(left) // abs(right)
    return quotient if (left < 0) == (right < 0) else -quotient


def remainder(left: int, right: int) -> int:
    """Return what division leaves, with the sign of the dividend; where there is no quotient, there is nothing left.

    The specification is silent on the lowest number and -1; cel-go and cel-cpp agree that it is out of range.
    """
    if right == 0:
        raise EvaluationError("modulus by zero")
    in_range(divide(left, right))
    return abs(left) % abs(right) if left >= 0 else -(abs(left) % abs(right))


def divide_doubles(left: float, right: float) -> float:
    """Divide as IEEE 754 does, where Python raises."""
    if right:
        return left / right
    if left == 0 or math.isnan(left):
        return math.nan
    return math.copysign(math.inf, left) * math.copysign(1.0, right)


def _no_doubles(_left: float, _right: float) -> float:
    raise no_overload("%")


_add_numbers = _arithmetic("+", operator.add, operator.add)


def _add(left: Any, right: Any) -> Any:
    """Add numbers, or join two texts or two lists."""
    if type(left) is type(right) and type(left) in {str, tuple}:
        return left + right
    return _add_numbers(left, right)


BINARY: Mapping[str, Callable[[Any, Any], Any]] = {
    "==": equal,
    "!=": lambda left, right: not equal(left, right),
    "in": contains,
    "<": _ordering("<", operator.lt),
    "<=": _ordering("<=", operator.le),
    ">": _ordering(">", operator.gt),
    ">=": _ordering(">=", operator.ge),
    "+": _add,
    "-": _arithmetic("-", operator.sub, operator.sub),
    "*": _arithmetic("*", operator.mul, operator.mul),
    "/": _arithmetic("/", divide, divide_doubles),
    "%": _arithmetic("%", remainder, _no_doubles),
}
"""Operator to what it does; an operand that fails has raised before."""
