"""A policy as its document states it, shorthands already written out as CEL."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


@dataclass(frozen=True, slots=True, kw_only=True)
class Expression:
    """CEL text, and the `file:line:col` where its document has it."""

    text: str
    place: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Requirement:
    """One line of `require`: `field` is the document's own word (`retention_days`, `where`)."""

    field: str
    expression: Expression


class Sort(StrEnum):
    """How endpoints of one model are ordered among themselves."""

    PRICE = "price"
    ID = "id"


@dataclass(frozen=True, slots=True, kw_only=True)
class Preference:
    """An order inside the lane: providers in `order` come first, in that order; then by `sort`."""

    sort: Sort = Sort.PRICE
    order: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Fallback:
    """Models to try after the requested one: the list of the first pattern that matches it."""

    rules: Mapping[str, tuple[str, ...]]
    """Model pattern to models, in document order; a plain list in the document is the pattern `*`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """One `kind: policy` document; `place` is the `file:line:col` where it begins."""

    id: str
    title: str
    scope: str
    place: str
    owner: str = ""
    controls: tuple[str, ...] = ()
    match: Expression | None = None
    require: tuple[Requirement, ...] = ()
    output_tokens: int | None = None
    preference: Preference | None = None
    fallback: Fallback | None = field(default=None)
