"""Patterns that need no regular expression: RE2 takes a microsecond where `startswith` takes a twentieth.

Source of the meaning: RE2's syntax page; a search is unanchored, `$` is the end of the text, `.` is anything but a line
break. Only patterns whose meaning is exactly that of the reduced form are reduced.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum

_SIMPLE = re.compile(r"(?P<start>\^?)(?P<text>[^\\.+*?()|\[\]{}^$]+)(?P<rest>(?:\.\*)?)(?P<end>\$?)")


class Form(Enum):
    """What a simple pattern asks of a text."""

    EQUALS = "equals"
    STARTS = "starts"
    ENDS = "ends"
    CONTAINS = "contains"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reduced:
    """A pattern that only compares with a literal *text*."""

    form: Form
    text: str


TESTS: Mapping[Form, Callable[[str, str], bool]] = {
    Form.EQUALS: str.__eq__,
    Form.STARTS: str.startswith,
    Form.ENDS: str.endswith,
    Form.CONTAINS: str.__contains__,
}


def reduce_pattern(pattern: str) -> Reduced | None:
    """Return the reduced form of an RE2 *pattern*, or `None` where it has none."""
    found = _SIMPLE.fullmatch(pattern)
    if found is None or (found["rest"] and found["end"]):  # `.*$` asks that no line break follows
        return None
    is_at_start, is_at_end = bool(found["start"]), bool(found["end"])
    if is_at_start and is_at_end:
        form = Form.EQUALS
    elif is_at_start:
        form = Form.STARTS
    else:
        form = Form.ENDS if is_at_end else Form.CONTAINS
    return Reduced(form=form, text=found["text"])
