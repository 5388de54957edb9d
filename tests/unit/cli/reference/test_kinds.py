"""A page from a schema: types, bounds, defaults, and tables for what is inside."""

from proxy.cli.reference.kinds import kind_page

ROOT = {
    "description": "A thing.",
    "required": ["id"],
    "properties": {
        "id": {"type": "string", "maxLength": 9, "description": "Its name.", "examples": ["a|b"]},
        "wait": {"$ref": "#/$defs/wait", "description": "How long. Default `5s`.", "default": "5s"},
        "one": {"$ref": "#/$defs/part"},
        "parts": {"type": "array", "minItems": 1, "items": {"$ref": "#/$defs/part"}, "description": "Its parts."},
        "names": {"type": "object", "additionalProperties": {"type": "integer", "minimum": 0}, "description": "Sizes."},
        "rule": {"type": "string", "contentMediaType": "application/cel", "description": "A rule."},
        "choice": {"type": ["string", "array"], "items": {"enum": ["a", "b"]}, "description": "Either."},
    },
    "$defs": {
        "wait": {"type": "string", "pattern": "s$", "patternErrorMessage": "write seconds", "examples": ["2s"]},
        "part": {
            "type": "object",
            "description": "A part.",
            "properties": {
                "inner": {"$ref": "#/$defs/part"},
                "deep": {"type": "object", "description": "Deep.", "properties": {"on": {"type": "boolean"}}},
            },
        },
    },
}
LINES = kind_page("thing", ROOT).splitlines()


def row(name: str) -> str:
    """Return the first line about a field."""
    return next(line for line in LINES if line.startswith(f"| `{name}` |"))


def test_a_field_is_a_line():
    """Type, what stands in for it, bounds, meaning, example; a bar is escaped."""
    assert r"| `id` | text | required | at most 9 characters | Its name. | `a\|b` |" == row("id")


def test_a_reference_is_followed_and_own_words_win():
    """The default has a column of its own, and is not said twice."""
    assert "| `wait` | text | `5s` | write seconds | How long. | `2s` |" == row("wait")


def test_types_are_named_in_words():
    """A list by its items, a mapping by its values, a choice by both."""
    assert row("names").startswith("| `names` | mapping of names to whole number |  | values: at least 0 |")
    assert row("rule").startswith("| `rule` | CEL |")
    assert row("choice").startswith("| `choice` | text or list of `a`, `b` |")
    assert row("parts").startswith("| `parts` | list of [mapping](#one) |  | at least 1 entry |")


def test_a_mapping_has_one_table_where_it_is_met_first():
    """Also one that has itself inside, and what is deeper follows at once."""
    assert ["# `kind: thing`", "## `one`", "## `one.deep`"] == [line for line in LINES if line.startswith("#")]
    assert row("inner").startswith("| `inner` | [mapping](#one) |")
