"""The way out of a type error: what people mean when they write such a thing, and how CEL says it."""

import difflib
from collections.abc import Collection, Mapping

from proxy.policy.celtypes import NUMBERS, TEXTS, ListOf, MapOf, Record, Scalar, Type, are_comparable
from proxy.policy.functions import METHODS, family
from proxy.policy.ir import Node, Op
from proxy.policy.unparse import unparse

AS_CONDITION: Mapping[Scalar, str] = {
    Scalar.INT: "compare it: `request.input_tokens > 1000`",
    Scalar.DOUBLE: "compare it: `endpoint.price.output <= 5`",
    Scalar.STRING: 'compare it: `request.model == "openai/gpt"`',
    Scalar.COUNTRY: 'compare it: `endpoint.headquarters == "SE"`',
    Scalar.TIMESTAMP: "compare it, or read a part of it: `request.time.getHours() < 18`",
}


def instead_of_value(kind: Type | None) -> str | None:
    """Return how to make a condition of a value of this type."""
    match kind:
        case ListOf():
            return "ask for an element, `x in list`, or for any, `list.size() > 0`"
        case MapOf():
            return 'ask for a key, `"x" in map`'
        case Record(_, fields):
            return instead_of_record(fields)
        case Scalar():
            return AS_CONDITION.get(kind)
    return None


def instead_of_equality(left: Type, right: Type) -> str | None:
    """Return what is meant where two values can never be equal."""
    for over, one in ((left, right), (right, left)):
        if over == Scalar.BOOL and one in TEXTS | NUMBERS:
            return "a bool is a condition itself: write `x` or `!x`"
        if over in NUMBERS and one in TEXTS:
            return "a text stands in quotes, a number does not"
        if over == Scalar.TIMESTAMP and one in TEXTS:
            return AS_TIME
        if isinstance(over, Record):
            return instead_of_record(over.fields)
    return None


def instead_of_list(left: Node, right: Node) -> str | None:
    """Return what is meant where a list is compared with one of its elements: the condition, written out."""
    for over, one in ((left, right), (right, left)):
        fits = isinstance(over.type, ListOf) and one.type is not None and are_comparable(over.type.element, one.type)
        if fits:
            return f"write `{unparse(one)} in {unparse(over)}`"
    return None


CLOSE = 0.75
"""How like two names must be for one to be taken for the other without a word more."""


def meant_field(name: str, fields: Collection[str]) -> str:
    """Return the field that is meant by *name*; where none is very like it, all there are."""
    near = difflib.get_close_matches(name, fields, 1)
    likely = f"did you mean `{near[0]}`?" if near else ""
    if near and difflib.SequenceMatcher(None, name, near[0]).ratio() >= CLOSE:
        return likely
    return f"{likely}{' ' if likely else ''}fields are {', '.join(f'`{each}`' for each in fields)}"


AS_TIME = '`timestamp("2027-01-31T00:00:00Z")` makes a time of a text'


def instead_of_record(fields: Collection[str]) -> str:
    """Return the fields of which one is meant."""
    return f"read one of its fields: {', '.join(f'`.{field}`' for field in list(fields)[:4])}"


def instead_of_method(name: str, subject: Type | None) -> str | None:
    """Return what there is in place of a method that does not exist, or not for values of this type."""
    if isinstance(subject, ListOf) and name in {"contains", "has", "includes", "exists"}:
        return "`x in list` asks whether a list has an element"
    if subject is None:
        return None
    known = [each for each, method in METHODS.items() if family(subject) in method.subjects]
    return f"known for {family(subject)}: {', '.join(f'`{each}`' for each in known)}" if known else None


def instead_of_name(name: str, parent: Node | None, known: Collection[str]) -> str:
    """Return what an unknown name may have been: a part of a key with a dash in it, or a text without quotes."""
    if parent is not None and parent.op is Op.BINARY and parent.value == "-" and _is_key(parent.args[0]):
        first = parent.args[0]
        key = f"{first.value}-{name}"
        return f'a key with a dash stands in brackets: `["{key}"]`'
    return f'a text needs quotes: `"{name}"`; known names are {", ".join(f"`{each}`" for each in known)}'


def _is_key(node: Node) -> bool:
    """Say whether a tree reads a key of a map."""
    return node.op is Op.SELECT and isinstance(node.args[0].type, MapOf)
