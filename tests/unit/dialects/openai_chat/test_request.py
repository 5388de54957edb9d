"""The request body as a whole; `tests/golden/openai_chat` has its forms."""

import pytest

from proxy.canonical.jsontext import dump, parse
from proxy.dialects.openai_chat.request import decode, encode
from proxy.errors import InvalidRequest

BASE = {"model": "m", "messages": [{"role": "user", "content": "hi"}]}


@pytest.mark.parametrize(
    ("members", "param"),
    [
        ({"model": None}, "model"),
        ({"messages": "hi"}, "messages"),
        ({"tools": {}}, "tools"),
        ({"temperature": "hot"}, "temperature"),
        ({"seed": 1.5}, "seed"),
        ({"stream": "yes"}, "stream"),
        ({"stop": [1]}, "stop"),
        ({"max_tokens": 0}, "max_tokens"),
        ({"max_completion_tokens": True}, "max_completion_tokens"),
        ({"max_tokens": 1, "max_completion_tokens": 2}, "max_tokens"),
        ({"stream_options": {"include_usage": 1}}, "stream_options.include_usage"),
        ({"response_format": {}, "tool_choice": 3}, "tool_choice"),
        ({"response_format": {"type": 1}}, "response_format.type"),
        ({"response_format": {"type": "json_schema"}}, "response_format.json_schema"),
        ({"response_format": {"type": "json_schema", "json_schema": {}}}, "response_format.json_schema.name"),
    ],
)
def test_the_field_at_fault_is_named(members, param):
    """A request that cannot be understood is refused, and the client learns which field is wrong."""
    with pytest.raises(InvalidRequest) as caught:
        decode(dump({**BASE, **members}))

    assert param == caught.value.param


@pytest.mark.parametrize(
    "members",
    [
        {"tools": None, "tool_choice": None, "user": None, "stream": None, "response_format": None},
        {"stream_options": None},
        {"stream_options": {}},
        {"stream_options": {"include_obfuscation": False, "include_usage": True}},
        {"response_format": {"type": "grammar", "grammar": "g"}},
        {"metadata": {"n": 1}},
        {"metadata": None, "stop": None, "temperature": None, "seed": None, "top_p": 1},
        {"n": 2, "logprobs": True, "reasoning_effort": "low", "store": False},
    ],
)
def test_nulls_and_unknown_fields_come_back(members):
    """What the canonical form has no place for is replayed to the same dialect as it was."""
    assert {**BASE, **members} == parse(encode(decode(dump({**BASE, **members}))))


@pytest.mark.parametrize(
    ("members", "expected"),
    [
        ({"max_tokens": 5}, 5),
        ({"max_completion_tokens": 5, "max_tokens": None}, 5),
        ({"max_tokens": 5, "max_completion_tokens": 5}, 5),
        ({"max_tokens": None}, None),
    ],
)
def test_both_names_of_the_bound_mean_the_same(members, expected):
    """The newer name is written, since OpenAI's reasoning models refuse the older."""
    written = parse(encode(decode(dump({**BASE, **members}))))

    assert {**BASE, "max_completion_tokens": expected} == written
