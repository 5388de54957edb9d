"""Literals of CEL between text and value, by the language definition (cel-spec, `doc/langdef.md`, Values).

cel-python's own conversion reads a backslash before `?`, a backtick or `X` wrongly, so this is written from the specification.
"""

import math
import re
from datetime import datetime

LOWEST, HIGHEST = -(2**63), 2**63 - 1

_SINGLE = {"a": "\a", "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v"}
_ESCAPE = re.compile(
    r"""\\(?:(?P<single>[abfnrtv\\?"'`])"""
    r"""|[xX](?P<byte>[0-9a-fA-F]{2})|u(?P<short>[0-9a-fA-F]{4})|U(?P<long>[0-9a-fA-F]{8})"""
    r"""|(?P<octal>[0-3][0-7]{2})|(?P<bad>.?))""",
    re.DOTALL,
)
_RFC_3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:\d\d)")
_SURROGATES = range(0xD800, 0xE000)
_LAST_CODE_POINT = 0x10FFFF


class BadLiteral(ValueError):
    """A literal that the language definition does not allow; the text says why, in the form of a problem."""


def read_int(text: str) -> int:
    """Return the value of a decimal or hexadecimal literal; CEL's `int` has 64 bits."""
    value = int(text, 16 if "x" in text else 10)
    if not LOWEST <= value <= HIGHEST:
        raise BadLiteral(f"`{text}` is outside of 64 bits")
    return value


def read_double(text: str) -> float:
    """Return the value of a literal with a point or an exponent; a point needs a digit after it."""
    if not re.search(r"\.\d|[eE]", text):
        raise BadLiteral(f"`{text}` ends in a point: write `{text}0`")
    return float(text)


def read_timestamp(text: str) -> datetime:
    """Return the moment that *text* names in the form of RFC 3339; digits after the microsecond are dropped."""
    try:
        if _RFC_3339.fullmatch(text):
            return datetime.fromisoformat(text)
    except ValueError:
        pass
    raise BadLiteral(f"`{text}` is no time: write `2027-01-31T00:00:00Z`")


def read_string(text: str, *, quotes: int) -> str:
    """Return the value of a string literal whose delimiters are *quotes* characters wide."""
    is_raw = text[0] in "rR"
    body = text[is_raw + quotes : -quotes]
    if not is_raw:
        return _ESCAPE.sub(_unescape, body)
    if text[-quotes:] in body:
        raise BadLiteral("a raw string cannot have its own quote in it")
    return body


def _unescape(found: re.Match[str]) -> str:
    """Return what one escape sequence stands for."""
    if single := found["single"]:
        return _SINGLE.get(single, single)
    if octal := found["octal"]:
        return chr(int(octal, 8))
    digits = found["byte"] or found["short"] or found["long"]
    if not digits:
        raise BadLiteral(f"`{found[0]}` is no escape: write `\\\\` for a backslash")
    return _code_point(int(digits, 16), found[0])


def _code_point(value: int, text: str) -> str:
    """Return the character with this number, which must be one."""
    if value in _SURROGATES or value > _LAST_CODE_POINT:
        raise BadLiteral(f"`{text}` is no Unicode character")
    return chr(value)


def write_string(text: str) -> str:
    """Return a CEL literal of *text*, in double quotes."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\r", "\\r")
    return f'"{escaped}"'


def write_double(value: float) -> str:
    """Return a CEL literal of *value*, with a point or an exponent; what is not finite is written as it comes about."""
    if math.isnan(value):
        return "(0.0 / 0.0)"
    return repr(value) if math.isfinite(value) else f"{math.copysign(1, value):.0f}e999"


def write_timestamp(value: datetime) -> str:
    """Return the call of `timestamp` that gives *value*."""
    return f'timestamp("{value.isoformat()}")'
