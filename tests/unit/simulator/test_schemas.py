"""Values made up for a schema satisfy it."""

from random import Random

import jsonschema
import pytest

from proxy.simulator.schemas import Maker

TREE = {
    "type": "object",
    "properties": {"value": {"type": "integer"}, "children": {"type": "array", "items": {"$ref": "#"}}},
    "required": ["value", "children"],
}


@pytest.mark.parametrize(
    "schema",
    [
        {},
        {"type": "object"},
        {"const": {"a": 1}},
        {"enum": ["a", None, 3]},
        {"type": ["string", "null"]},
        {"type": "null"},
        {"type": "boolean"},
        {"type": "integer", "minimum": 5, "maximum": 5},
        {"type": "integer", "exclusiveMinimum": 5, "exclusiveMaximum": 7},
        {"type": "number", "maximum": -3},
        {"type": "number", "minimum": 0.5},
        {"type": "number", "minimum": 0.2, "maximum": 0.8},
        {"type": "integer", "minimum": 11, "maximum": 19, "multipleOf": 5},
        {"type": "string", "minLength": 30, "maxLength": 40},
        {"type": "string", "maxLength": 2},
        {"type": "string", "format": "date-time"},
        {"type": "array", "minItems": 4, "items": {"type": "string"}},
        {"type": "array", "maxItems": 0},
        {"anyOf": [{"type": "integer"}, {"type": "null"}]},
        {"allOf": [{"properties": {"a": {"type": "integer"}}, "required": ["a"]}, {"$ref": "#/$defs/b"}]}
        | {"$defs": {"b": {"properties": {"b": {"type": "string"}}, "required": ["b"]}}},
        {"properties": {"a/b": {"$ref": "#/$defs/x~1y"}}, "$defs": {"x/y": {"const": 1}}},
        TREE,
    ],
)
@pytest.mark.parametrize("seed", range(5))
def test_values_are_what_the_schema_allows(schema, seed):
    """Whatever the seed, a client's validation passes."""
    jsonschema.Draft202012Validator(schema, format_checker=jsonschema.FormatChecker()).validate(
        Maker(schema, Random(seed)).make()
    )


def test_one_seed_makes_one_value():
    """A drill can be repeated to the byte."""
    assert Maker(TREE, Random(3)).make() == Maker(TREE, Random(3)).make()
