"""Google's schemas to JSON Schema."""

import jsonschema
import pytest

from proxy.dialects.gemini.schemas import to_json_schema


@pytest.mark.parametrize(
    ("own", "meant"),
    [
        ({"type": "OBJECT"}, {"type": "object"}),
        ({"type": "TYPE_UNSPECIFIED"}, {}),
        ({"type": "STRING", "nullable": True}, {"type": ["string", "null"]}),
        ({"type": "STRING", "nullable": False}, {"type": "string"}),
        (
            {"type": "STRING", "format": "enum", "enum": ["A"], "nullable": True},
            {"type": ["string", "null"], "enum": ["A", None]},
        ),
        ({"anyOf": [{"type": "STRING"}], "nullable": True}, {"anyOf": [{"type": "string"}, {"type": "null"}]}),
        ({"type": "ARRAY", "items": {"type": "INTEGER"}, "minItems": "2"}, {"type": "array", "items": {"type": "integer"}, "minItems": 2}),
        ({"properties": {"type": {"type": "STRING"}}, "propertyOrdering": ["type"]}, {"properties": {"type": {"type": "string"}}}),
        ({"additionalProperties": False}, {"additionalProperties": False}),
        ({"additionalProperties": {"type": "STRING"}}, {"additionalProperties": {"type": "string"}}),
        ({"defs": {"A": {"type": "STRING"}}, "ref": "#/$defs/A"}, {"$defs": {"A": {"type": "string"}}, "$ref": "#/$defs/A"}),
        ({"example": {"type": "X"}, "title": "T"}, {"examples": [{"type": "X"}], "title": "T"}),
        ({"type": 7, "items": 7, "properties": 7, "anyOf": 7}, {"type": 7, "items": 7, "properties": 7, "anyOf": 7}),
    ],
)  # fmt: skip
def test_a_schema_says_the_same(own, meant):
    """Names, nulls, counts and references have another form; what is not Google's stays as it is."""
    assert meant == to_json_schema(own)


def test_the_outcome_is_json_schema():
    """Other providers refuse what the specification does not know."""
    schema = to_json_schema(
        {
            "type": "OBJECT",
            "required": ["city"],
            "properties": {
                "city": {"type": "STRING", "minLength": "1", "nullable": True},
                "days": {"type": "ARRAY", "items": {"type": "NUMBER", "minimum": 0}, "maxItems": "7"},
            },
        }
    )

    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate({"city": None, "days": [1.5]}, schema)
