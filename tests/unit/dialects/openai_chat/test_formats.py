"""The shape that an answer must have."""

import pytest

from proxy.canonical.request import ResponseFormat, ResponseFormatKind
from proxy.canonical.unset import UNSET
from proxy.dialects.openai_chat.formats import UNNAMED, encode, pull_format

SCHEMA = ResponseFormatKind.JSON_SCHEMA


@pytest.mark.parametrize(
    ("wire", "wish"),
    [
        ({"type": "text"}, ResponseFormat(kind=ResponseFormatKind.TEXT)),
        ({"type": "json_object", "x": 1}, ResponseFormat(kind=ResponseFormatKind.JSON_OBJECT, extra={"x": 1})),
        (
            {"type": "json_schema", "json_schema": {"name": "s", "schema": {}, "strict": None, "y": 2}},
            ResponseFormat(kind=SCHEMA, name="s", schema={}, strict=None, extra={"json_schema": {"y": 2}}),
        ),
    ],
)
def test_shapes_are_read_and_written(wire, wish):
    """Each kind has one form, and keeps what it has beside."""
    members = {"response_format": wire}

    assert wish == pull_format(members)
    assert {} == members
    assert wire == encode(wish)


def test_a_shape_that_vendors_add_is_left():
    """The hub has no word for it."""
    members = {"response_format": {"type": "grammar", "grammar": "g"}}

    assert pull_format(members) is UNSET
    assert {"response_format": {"type": "grammar", "grammar": "g"}} == members


def test_a_schema_without_a_name_gets_one():
    """OpenAI wants it, and other dialects' clients do not send it."""
    assert UNNAMED == encode(ResponseFormat(kind=SCHEMA, schema={}))["json_schema"]["name"]
