"""The shape of an answer."""

import pytest

from proxy.canonical.request import ResponseFormat, ResponseFormatKind
from proxy.canonical.unset import UNSET
from proxy.dialects.anthropic_messages import formats
from proxy.errors import InvalidRequest

SAID = {"type": "json_schema", "schema": {"type": "string"}}
MEANT = ResponseFormat(kind=ResponseFormatKind.JSON_SCHEMA, schema={"type": "string"})


def test_a_format_is_taken_out_of_either_place():
    """The name of today goes before the older one, which stays where both are."""
    output, members = {"format": SAID, "effort": "low"}, {"output_format": {**SAID, "schema": {}}}

    assert MEANT == formats.pull(members, output)
    assert ({"effort": "low"}, {"output_format": {**SAID, "schema": {}}}) == (output, members)


@pytest.mark.parametrize("wish", [None, {"type": "grammar"}, {"type": 1}, "x"])
def test_another_kind_stays(wish):
    """What may come later goes back as it came."""
    output = {"format": wish}

    assert UNSET is formats.pull({}, output)
    assert {"format": wish} == output


def test_a_format_needs_its_schema():
    """The client is told which field is missing."""
    with pytest.raises(InvalidRequest) as raised:
        formats.pull({}, {"format": {"type": "json_schema"}})

    assert "output_config.format.schema" == raised.value.param


@pytest.mark.parametrize(
    ("wish", "said", "lost"),
    [
        (UNSET, UNSET, set()),
        (ResponseFormat(kind=ResponseFormatKind.TEXT), UNSET, set()),
        (ResponseFormat(kind=ResponseFormatKind.JSON_OBJECT), UNSET, {"response_format"}),
        (ResponseFormat(kind=ResponseFormatKind.JSON_SCHEMA, name="n"), UNSET, {"response_format"}),
        (MEANT, SAID, set()),
    ],
)
def test_formats_of_other_dialects(wish, said, lost):
    """Text is what Messages writes anyway; JSON of any shape cannot be asked for."""
    named = set()

    assert (said, lost) == (formats.encode(wish, named), named)
