"""How a value of the call path is declared: frozen to the type checker, cheap to make at run time.

A frozen dataclass sets each field through `object.__setattr__`, at some 1,200 instructions a field; a call makes about a
hundred fields, so that was a sixth of what a call cost. `mypy --strict` refuses an assignment to a field of a `@value`
exactly as to one of a frozen dataclass, and it runs in every check. Values that are made at load stay frozen at run time.
See `docs/decisions/0004-values.md`.
"""

from dataclasses import dataclass, field
from typing import TypeVar, dataclass_transform

T = TypeVar("T")


@dataclass_transform(kw_only_default=True, frozen_default=True, field_specifiers=(field,))
def value(cls: type[T]) -> type[T]:
    """Make *cls* a dataclass with slots, keyword-only fields, equality and a hash."""
    return dataclass(slots=True, kw_only=True, unsafe_hash=True)(cls)
