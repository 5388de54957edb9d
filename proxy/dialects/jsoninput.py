"""The one text in a JSON object, `{"input": "..."}`, decoded while the object is still on its way.

A model writes such an object as the arguments of a function that stands for a custom tool (`customtools.py`). The text
is given out piece by piece where the object begins with it, as it does where it is the only member. Any other text is
kept to its end, and then given out as it came, unless it is an object that has the member after others.

It is more lenient than RFC 8259 inside the text: models write line ends and escapes there that JSON does not have, and
a text that has begun cannot be taken back.
"""

import re

from proxy.canonical.jsontext import MalformedJson, parse

ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", '"': '"', "\\": "\\", "/": "/"}
PLAIN = re.compile(r'[^"\\]+')
HEX = re.compile(r"[0-9a-fA-F]{4}")
LENGTH_OF_UNIT = len(r"\ud83d")
HIGH, LOW, AFTER = 0xD800, 0xDC00, 0xE000
UNKNOWN = "\ufffd"
"""Stands for half of a surrogate pair, which no text may have."""


class InputReader:
    """Reads one object whose member *name* is the text."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._opening = re.compile(rf'\s*\{{\s*"{re.escape(name)}"\s*:\s*"')
        self._held = ""
        self._is_inside = False
        self._is_over = False

    def feed(self, piece: str) -> str:
        """Take the next *piece*; return what is ready of the text."""
        if self._is_over:
            return ""
        self._held += piece
        if not self._is_inside and (opening := self._opening.match(self._held)):
            self._is_inside = True
            self._held = self._held[opening.end() :]
        return self._decode() if self._is_inside else ""

    def close(self) -> str:
        """Say that no more comes; return the rest of the text, or all that came where it is no such object."""
        if self._is_over:
            return ""
        self._is_over = True
        return self._held if self._is_inside else self._whole()

    def _whole(self) -> str:
        try:
            told = parse(self._held)
        except MalformedJson:
            return self._held
        text = told.get(self._name) if isinstance(told, dict) else None
        return text if isinstance(text, str) else self._held

    def _decode(self) -> str:
        """Return what can be decoded of what is held, and keep the beginning of an escape."""
        found, at, held = [], 0, self._held
        while at < len(held) and not self._is_over:
            plain = PLAIN.match(held, at)
            if plain:
                found.append(plain.group())
                at = plain.end()
            elif held[at] == '"':
                self._is_over = True
            else:
                text, length = _escape(held[at : at + 2 * LENGTH_OF_UNIT])
                if not length:
                    break
                found.append(text)
                at += length
        self._held = held[at:]
        return "".join(found)


def _escape(text: str) -> tuple[str, int]:
    """Return what the escape at the start of *text* says and its length; zero where more must come first."""
    if len(text) < len(r"\n"):
        return "", 0
    if text[1] != "u":
        return ESCAPES.get(text[1], text[:2]), 2
    if len(text) < LENGTH_OF_UNIT:
        return ("", 0) if re.fullmatch(r"\\u[0-9a-fA-F]*", text) else (text[:2], 2)
    unit = _unit(text, 0)
    if unit is None:
        return text[:2], 2
    if not HIGH <= unit < AFTER:
        return chr(unit), LENGTH_OF_UNIT
    return _pair(text, unit)


def _pair(text: str, unit: int) -> tuple[str, int]:
    """Return the character that the surrogate *unit* and the one after it make."""
    if unit >= LOW:
        return UNKNOWN, LENGTH_OF_UNIT
    rest = text[LENGTH_OF_UNIT:]
    if len(rest) < LENGTH_OF_UNIT and re.fullmatch(r"(\\(u[0-9a-fA-F]*)?)?", rest):
        return "", 0
    second = _unit(text, LENGTH_OF_UNIT)
    if second is None or not LOW <= second < AFTER:
        return UNKNOWN, LENGTH_OF_UNIT
    return chr(0x10000 + ((unit - HIGH) << 10) + (second - LOW)), 2 * LENGTH_OF_UNIT


def _unit(text: str, at: int) -> int | None:
    """Return the number of the unit that is escaped in *text* at *at*."""
    if not text.startswith("\\u", at) or not HEX.match(text, at + 2):
        return None
    return int(text[at + 2 : at + LENGTH_OF_UNIT], 16)
