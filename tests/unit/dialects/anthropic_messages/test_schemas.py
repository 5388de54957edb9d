"""JSON Schemas that Anthropic takes."""

import pytest

from proxy.dialects.anthropic_messages import schemas


def closed(**properties):
    """Return the schema of a closed object."""
    return {"type": "object", "properties": properties, "additionalProperties": False}


@pytest.mark.parametrize(
    "schema",
    [
        closed(a={"type": "string", "format": "date"}, b={"anyOf": [{"type": "null"}, {"$ref": "#/$defs/x"}]}),
        {"type": "array", "items": closed(), "minItems": 1},
        {"enum": ["object", 1]},
        {},
        True,
    ],
)
def test_what_anthropic_takes_is_not_changed(schema):
    """A client that writes for Anthropic gets what it wrote."""
    assert schema == schemas.fit(schema)


def test_objects_are_closed_wherever_they_stand():
    """In properties, lists, alternatives and definitions."""
    opened = {"type": "object", "properties": {}}
    schema = {
        "type": "object",
        "properties": {"minimum": opened, "b": {"type": "array", "items": opened}, "c": {"oneOf": [opened]}},
        "additionalProperties": True,
        "$defs": {"x": {"type": ["object", "null"]}},
    }

    assert {
        **closed(minimum=closed(), b={"type": "array", "items": closed()}, c={"anyOf": [closed()]}),
        "$defs": {"x": {"type": ["object", "null"], "additionalProperties": False}},
    } == schemas.fit(schema)


@pytest.mark.parametrize(
    ("schema", "fitted"),
    [
        ({"type": "integer", "minimum": 1, "maximum": 9}, {"type": "integer", "description": "minimum: 1, maximum: 9"}),
        (
            {"type": "string", "maxLength": 3, "description": "A code"},
            {"type": "string", "description": "A code (maxLength: 3)"},
        ),
        ({"type": "array", "minItems": 2}, {"type": "array", "description": "minItems: 2"}),
    ],
)
def test_bounds_are_told_in_words(schema, fitted):
    """The grammar cannot keep them, but the model can read them."""
    assert fitted == schemas.fit(schema)
