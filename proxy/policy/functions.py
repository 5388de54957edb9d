"""The functions of our subset: what each takes and gives, and what it does; checker and evaluator read one table.

A pattern and a time zone must be constants. So both are made once when a policy is loaded, a wrong one is found then, and
nothing that a client sends becomes a regular expression or the name of a file.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from typing import Any
from zoneinfo import ZoneInfo

import re2

from proxy.policy.celtypes import ListOf, MapOf, Scalar, Type
from proxy.policy.operators import EvaluationError
from proxy.policy.regex import TESTS, reduce_pattern

_OFFSET = re.compile(r"(?P<sign>[+-]?)(?P<hours>\d\d):(?P<minutes>\d\d)")

Apply = Callable[..., Any]


class BadConstant(ValueError):
    """A constant argument that its function cannot work with; the text is that of a problem."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Function:
    """A function over a subject, with texts as further arguments.

    `apply` takes all values at once; where it `needs_constants`, it takes the texts alone, when a policy is loaded, and
    returns what takes the subject.
    """

    subjects: tuple[str, ...]
    """Names of the types it is for; lists and maps go by `list` and `map`."""
    texts: tuple[int, ...]
    """How many texts may follow the subject."""
    result: Type
    apply: Apply
    needs_constants: bool = False

    def takes(self, subject: Type) -> bool:
        """Say whether it is for values of this type."""
        return family(subject) in self.subjects


def family(kind: Type) -> str:
    """Return the name under which functions know a type."""
    match kind:
        case ListOf():
            return "list"
        case MapOf():
            return "map"
        case Scalar.COUNTRY:
            return Scalar.STRING.value
        case Scalar():
            return str(kind.value)
    return kind.name


def zone(name: str = "UTC") -> tzinfo:
    """Return the time zone of an IANA name or of a fixed offset (`+02:00`)."""
    if offset := _OFFSET.fullmatch(name):
        behind = -1 if offset["sign"] == "-" else 1
        distance = timedelta(hours=int(offset["hours"]), minutes=int(offset["minutes"]))
        return timezone(behind * distance) if distance < timedelta(days=1) else _no_zone(name)
    try:
        return UTC if name == "UTC" else ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return _no_zone(name)


def _no_zone(name: str) -> tzinfo:
    raise BadConstant(f"`{name}` is no time zone: write `Europe/Berlin` or `+02:00`")


def _searcher(pattern: str) -> Apply:
    """Return a search for *pattern* anywhere in a text, in time that is linear in the text."""
    options = re2.Options()
    options.log_errors = False
    try:
        search = re2.compile(pattern, options).search
    except re2.error as error:
        reason = error.args[0]
        text = reason.decode() if isinstance(reason, bytes) else reason
        raise BadConstant(f"`{pattern}` is no RE2 pattern: {text}") from None
    reduced = reduce_pattern(pattern)
    if reduced is None:
        return lambda text: search(text) is not None
    test, literal = TESTS[reduced.form], reduced.text
    return lambda text: test(text, literal)


def _moved(moment: datetime, there: tzinfo) -> datetime:
    """Return *moment* by the clocks of a time zone, which may be outside of the years that can be counted."""
    try:
        return moment.astimezone(there)
    except OverflowError:
        raise EvaluationError("a time is outside of the years 1 to 9999") from None


def _field_of_time(read: Callable[[datetime], int]) -> Function:
    """Return a function that reads one field of a time in a time zone, UTC if none is given."""

    def prepare(*names: str) -> Apply:
        there = zone(*names)
        return lambda moment: read(_moved(moment, there))

    return Function(subjects=("timestamp",), texts=(0, 1), result=Scalar.INT, apply=prepare, needs_constants=True)


def _on_text(apply: Apply) -> Function:
    """Return a predicate over two texts."""
    return Function(subjects=("string",), texts=(1,), result=Scalar.BOOL, apply=apply)


_SIZE = Function(subjects=("string", "list", "map"), texts=(0,), result=Scalar.INT, apply=len)

FUNCTIONS: Mapping[str, Function] = {"size": _SIZE}
"""What is written `f(x)`. `has` and `timestamp` are the parser's."""

METHODS: Mapping[str, Function] = {
    "size": _SIZE,
    "startsWith": _on_text(str.startswith),
    "endsWith": _on_text(str.endswith),
    "contains": _on_text(str.__contains__),
    "matches": Function(subjects=("string",), texts=(1,), result=Scalar.BOOL, apply=_searcher, needs_constants=True),
    "getFullYear": _field_of_time(lambda moment: moment.year),
    "getMonth": _field_of_time(lambda moment: moment.month - 1),
    "getDate": _field_of_time(lambda moment: moment.day),
    "getDayOfMonth": _field_of_time(lambda moment: moment.day - 1),
    "getDayOfWeek": _field_of_time(lambda moment: moment.isoweekday() % 7),
    "getDayOfYear": _field_of_time(lambda moment: moment.timetuple().tm_yday - 1),
    "getHours": _field_of_time(lambda moment: moment.hour),
    "getMinutes": _field_of_time(lambda moment: moment.minute),
    "getSeconds": _field_of_time(lambda moment: moment.second),
    "getMilliseconds": _field_of_time(lambda moment: moment.microsecond // 1000),
}
"""What is written `x.f(...)`; months, days of a month and days of a year begin at 0, as the specification has it."""
