"""The marker for a field that was not sent; it must never be confused with a null that was."""

from enum import Enum
from typing import Final, Literal, TypeGuard, TypeVar

T = TypeVar("T")


class Unset(Enum):
    """The type of `UNSET`; an enum, so that type checkers can tell it from every other value."""

    UNSET = "unset"

    def __repr__(self) -> str:
        return "UNSET"

    def __bool__(self) -> Literal[False]:
        return False


UNSET: Final = Unset.UNSET


def is_set(value: T | Unset) -> TypeGuard[T]:
    """Say whether the client sent *value*, be it null, empty or zero."""
    return value is not UNSET
