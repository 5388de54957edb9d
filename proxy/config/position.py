"""Where a character inside a scalar's text stands in the file, so that an error in CEL points at the very column.

The text is followed through the source: quotes, escapes, indentation, folded lines. Where what is read does not agree
with the scalar's value, the way through is not understood, and the scalar's own place is the honest answer.
"""

import re
from collections.abc import Iterator, Sequence

from proxy.config.tree import Mark, ScalarNode, Style

CHARACTERS = {
    Style.PLAIN: re.compile(r"."),
    Style.FOLDED: re.compile(r"."),
    Style.SINGLE: re.compile(r"''|[^']"),
    Style.DOUBLE: re.compile(r"\\(?:x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|.)|[^\"\\]"),
}
"""How one character of the text is written in each style."""

PROPERTIES = re.compile(r"(?:&\S+[ \t]+)*")
"""The anchor that may stand before a scalar, where its node is said to begin."""


def locate(scalar: ScalarNode, line: int, column: int) -> Mark:
    """Return where the character at *line* and *column* of the scalar's text, both from 1, stands in the file."""
    if line < 1 or column < 1:
        return scalar.mark
    if scalar.style is Style.LITERAL:
        return _in_literal(scalar, line, column)
    return _in_flow(scalar, line, column)


def _in_literal(scalar: ScalarNode, line: int, column: int) -> Mark:
    """Follow a `|` block: each of its lines ends one line of the file, after the indentation."""
    texts = str(scalar.value).split("\n")
    number = scalar.mark.line + line
    if line > len(texts) or number > len(scalar.lines):
        return scalar.mark
    source, text = scalar.lines[number - 1], texts[line - 1]
    if not source.endswith(text):
        return scalar.mark
    return Mark(number, len(source) - len(text) + min(column, len(text) + 1))


def _in_flow(scalar: ScalarNode, line: int, column: int) -> Mark:
    """Follow any other style, character by character."""
    text = str(scalar.value).rstrip("\n")
    marks = _trace(scalar, text)
    if len(marks) != len(text) or not marks:
        return scalar.mark
    before = sum(len(part) + 1 for part in text.split("\n")[: line - 1])
    index = before + column - 1
    if index < len(marks):
        return marks[index]
    last = marks[-1]
    return Mark(last.line, min(last.column, len(scalar.lines[last.line - 1])) + 1)


def _trace(scalar: ScalarNode, text: str) -> list[Mark]:
    """Return the places of the characters of *text*, as far as the source agrees with it."""
    marks: list[Mark] = []
    for written, mark in _written(scalar):
        if len(marks) == len(text) or (len(written) == 1 and written != text[len(marks)]):
            break
        marks.append(mark)
    return marks


def _written(scalar: ScalarNode) -> Iterator[tuple[str, Mark]]:
    """Read the source from the scalar's beginning: each character as it is written, and a space for each line's end."""
    number, start = _first(scalar)
    while number <= len(scalar.lines):
        source = scalar.lines[number - 1].rstrip(" \t")
        for found in CHARACTERS[scalar.style].finditer(source, start):
            yield found[0], Mark(number, found.start() + 1)
        yield " ", Mark(number, len(source) + 1)
        number += 1
        start = _indentation(scalar.lines, number)


def _first(scalar: ScalarNode) -> tuple[int, int]:
    """Return the line, from 1, and the index in it where the text begins."""
    mark = scalar.mark
    if scalar.style is Style.FOLDED:
        return mark.line + 1, _indentation(scalar.lines, mark.line + 1)
    properties = PROPERTIES.match(scalar.lines[mark.line - 1], mark.column - 1) if scalar.lines else None
    start = properties.end() if properties else mark.column - 1
    return mark.line, start + len(scalar.style.value)


def _indentation(lines: Sequence[str], number: int) -> int:
    """Return how many blanks line *number* begins with; none where there is no such line."""
    if number > len(lines):
        return 0
    source = lines[number - 1]
    return len(source) - len(source.lstrip(" \t"))
