"""Problems for people."""

import json

import pytest

from proxy.cli.listing.human import MARGIN, MAY_BE_SECRET, WIDEST, describe
from proxy.config.sources.shipped import shipped_schemas
from tests.support.listing import problem


def shown(line: str, column: int = 1) -> list[str]:
    """Return the lines that are shown of a problem at *column* of *line*."""
    return describe(problem(line=1, column=column), lambda _file: [line]).plain.split("\n")


def test_the_line_stands_below_with_a_caret_under_the_place():
    """Nobody needs to open the file to see what is meant."""
    assert ["a.yaml:1:8: error FL004: unknown name `x`", "    match: x", "           ^"] == shown("match: x", 8)


def test_wide_characters_are_two_columns():
    """The caret stands under the place also where the terminal is not one column for each character."""
    assert f"{MARGIN}{' ' * 8}^" == shown("a: 日本 x", 7)[-1]


@pytest.mark.parametrize("lines", [[], ["", "  "]])
def test_without_a_line_there_is_no_excerpt(lines):
    """A directory that is not there has no lines, and a blank one shows nothing."""
    assert "\n" not in describe(problem(line=2), lambda _file: lines).plain


def test_of_a_long_line_the_part_around_the_place_is_shown():
    """A line of a megabyte is not a message."""
    line, caret = shown("x" * 5000 + "!" + "y" * 5000, 5001)[1:]

    assert len(line) <= WIDEST + len(MARGIN)
    assert "!" == line[caret.index("^")]


def test_what_a_terminal_would_obey_is_not_passed_on():
    """A file must not be able to change what its reader sees."""
    assert "\x1b" not in shown("a: \x1b[2J")[1]


@pytest.mark.parametrize("line", ["credential: sk-123", "credentail: abc", "  - {id: x, sha256: 00}", "x: fl-abc"])
def test_a_line_that_may_hold_a_secret_is_not_shown(line):
    """What someone pasted by mistake must not stand in a pipeline's log as well."""
    assert 1 == len(shown(line))


def test_every_field_that_may_hold_a_secret_is_known_here():
    """The schemas call such fields `writeOnly`."""
    found: set[str] = set()

    def look(value, name=""):
        if isinstance(value, dict):
            found.update({name} if value.get("writeOnly") else ())
            for key, inner in value.items():
                look(inner, key)

    for text in shipped_schemas().values():
        look(json.loads(text))

    assert {"credential", "sha256"} <= found
    assert all(MAY_BE_SECRET.search(f"{name}: x") for name in found)
