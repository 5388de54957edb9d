"""The shape of the answer."""

import pytest

from proxy.canonical.request import ResponseFormat, ResponseFormatKind
from proxy.canonical.unset import UNSET
from proxy.dialects.openai_responses import formats
from proxy.errors import InvalidRequest


@pytest.mark.parametrize(
    ("text", "param"),
    [
        (7, "text"),
        ({"format": 7}, "text.format"),
        ({"verbosity": 7}, "text.verbosity"),
        ({"format": {"x": 1}}, "text.format.type"),
        ({"format": {"type": "json_schema", "schema": {}}}, "text.format.name"),
        ({"format": {"type": "json_schema", "name": "n"}}, "text.format.schema"),
    ],
)
def test_what_is_no_shape_is_the_clients_mistake(text, param):
    """The field at fault is named."""
    with pytest.raises(InvalidRequest) as caught:
        formats.decode({"text": text})

    assert param == caught.value.param


@pytest.mark.parametrize("text", [{"format": {"type": "text"}}, {"format": None}, {}, None])
def test_plain_text_is_no_wish(text):
    """The default says nothing, and nothing is left of it."""
    members = {"text": text}

    assert (UNSET, UNSET) == formats.decode(members)
    assert not members.get("text")


def test_a_shape_that_others_add_stays_whole():
    """A grammar, and what stands beside, is replayed to this dialect."""
    members = {"text": {"format": {"type": "grammar", "syntax": "lark"}, "verbosity": "low", "x": 1}}

    assert (UNSET, "low") == formats.decode(members)
    assert {"text": {"format": {"type": "grammar", "syntax": "lark"}, "x": 1}} == members


def test_a_schema_of_another_dialect_gets_a_name():
    """A name and a schema are required."""
    wish = ResponseFormat(kind=ResponseFormatKind.JSON_SCHEMA)

    assert {"format": {"type": "json_schema", "name": "answer", "schema": {}}} == formats.encode(wish, UNSET)
    assert {} == formats.encode(UNSET, UNSET)
