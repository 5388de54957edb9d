"""The names of a body's members."""

import pytest

from proxy.dialects.gemini import spelling
from proxy.errors import InvalidRequest


def test_a_body_in_one_spelling_is_the_same_object():
    """Nothing is copied where nothing changes, though a value has a line in it."""
    body = b'{"contents": [], "labels": {"a_b": "c"}}'

    assert body is spelling.read(body)[1]


@pytest.mark.parametrize(
    ("told", "meant"),
    [
        ({"generation_config": {"max_output_tokens": 1}}, {"generationConfig": {"maxOutputTokens": 1}}),
        ({"contents": [{"parts": [{"inline_data": {}}]}]}, {"contents": [{"parts": [{"inlineData": {}}]}]}),
        ({"args": {"a_b": 1}}, {"args": {"a_b": 1}}),
        ({"response_json_schema": {"a_b": 1}}, {"responseJsonSchema": {"a_b": 1}}),
        ({"properties": {"a_b": {"any_of": []}}}, {"properties": {"a_b": {"anyOf": []}}}),
        ({"session_id": "s", "provider": {"allow_fallbacks": True}}, {"session_id": "s", "provider": {"allow_fallbacks": True}}),
        ({"_x": 1, "x_": 2, "X_y": 3, "$a_b": 4}, {"_x": 1, "x_": 2, "X_y": 3, "$a_b": 4}),
    ],
)  # fmt: skip
def test_members_have_one_spelling(told, meant):
    """Google's own names are in camelCase; the client's own, and the gateway's, stay."""
    assert meant == spelling.camel(told)


def test_two_spellings_of_one_member_are_refused():
    """A policy could be shown one and the provider read the other."""
    with pytest.raises(InvalidRequest, match="two spellings"):
        spelling.camel({"topK": 1, "top_k": 2})


def test_one_object_is_a_list_of_one():
    """Google's own examples write so."""
    assert ([{}], [{}], None) == (spelling.listed({}), spelling.listed([{}]), spelling.listed(None))
