"""The types of our subset of CEL. `dyn`, `bytes`, `uint`, `null` and messages are not among them.

Records have fields that are known beforehand, maps have keys that are not: that is the difference a policy's author sees,
since an unknown field is found when the file is checked and a missing key only when a call is made.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum


class Scalar(Enum):
    """A type without parts; the value is its name for people."""

    BOOL = "bool"
    INT = "int"
    DOUBLE = "double"
    STRING = "string"
    COUNTRY = "country"
    """A string of a closed set, so that a constant outside it is known to be a mistake."""
    TIMESTAMP = "timestamp"
    NOTHING = "nothing"
    """What the empty list has in it: fits every element type."""


@dataclass(frozen=True, slots=True)
class ListOf:
    """A list whose elements have one type."""

    element: "Type"


@dataclass(frozen=True, slots=True)
class MapOf:
    """A map from strings to values of one type."""

    value: "Type"


@dataclass(frozen=True, slots=True, eq=False)
class Record:
    """A value with declared fields; each is declared once, and equal to itself alone.

    `docs` has one sentence for each field, which the reference and the hints repeat.
    """

    name: str
    fields: Mapping[str, "Type"]
    docs: Mapping[str, str] = field(default_factory=dict)


Type = Scalar | ListOf | MapOf | Record

NUMBERS = frozenset({Scalar.INT, Scalar.DOUBLE})
TEXTS = frozenset({Scalar.STRING, Scalar.COUNTRY})


def show(kind: Type) -> str:
    """Return the name of a type as the CEL specification writes it."""
    match kind:
        case ListOf(element):
            return f"list({show(element)})"
        case MapOf(value):
            return f"map(string, {show(value)})"
        case Record(name):
            return name
    return kind.value


def unify(left: Type, right: Type) -> Type | None:
    """Return the one type that values of both have, or `None`; a country is a string where it meets one."""
    if left == right:
        return left
    match left, right:
        case (Scalar.NOTHING, other) | (other, Scalar.NOTHING):
            return other
        case (ListOf(one), ListOf(other)):
            element = unify(one, other)
            return None if element is None else ListOf(element)
    return Scalar.STRING if {left, right} == TEXTS else None


def are_comparable(left: Type, right: Type) -> bool:
    """Say whether `==` can be true between the two: they are of one type, or both are numbers."""
    return unify(left, right) is not None or (left in NUMBERS and right in NUMBERS)


def element_of(kind: Type | None) -> Type | None:
    """Return what a comprehension over *kind* or `in` meets: elements of a list, keys of a map."""
    match kind:
        case ListOf(element):
            return element
        case MapOf():
            return Scalar.STRING
    return None


def type_of_macro(name: str, element: Type, body: Type | None) -> Type | None:
    """Return what a comprehension gives."""
    match name:
        case "filter":
            return ListOf(element)
        case "map":
            return None if body is None else ListOf(body)
    return Scalar.BOOL
