"""The request body as a whole; `tests/golden/openai_chat` has its forms."""

import pytest

from proxy.canonical.jsontext import dump
from proxy.canonical.request import CanonicalRequest, Message, Role
from proxy.canonical.tools import ToolChoice, ToolChoiceMode, ToolDefinition
from proxy.dialects.openai_chat.request import decode
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
        ({"n": "2"}, "n"),
        ({"modalities": "text"}, "modalities"),
        ({"reasoning": "low"}, "reasoning"),
        ({"reasoning": {"max_tokens": "many"}}, "reasoning.max_tokens"),
        ({"functions": [{}]}, "functions[0].name"),
        ({"function_call": {}}, "function_call.name"),
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


def test_nulls_say_nothing():
    """A null that a client sends is as if it were not sent, whatever the field."""
    names = ("tools", "tool_choice", "user", "stream", "response_format", "stop", "temperature", "logit_bias", "new")
    plain = CanonicalRequest(model="m", messages=(Message(role=Role.USER, content="hi"),))

    assert plain == decode(dump({**BASE, **dict.fromkeys(names)}))


@pytest.mark.parametrize(
    "members",
    [
        {"response_format": {"type": "grammar", "grammar": "g"}},
        {"metadata": {"n": 1}},
        {"stream_options": {"include_obfuscation": False}},
        {"logit_bias": {"5": "much"}},
        {"prediction": {"type": "content", "content": "x"}, "web_search_options": {}},
    ],
)
def test_what_the_hub_has_no_place_for_is_kept(members):
    """It is replayed to the same dialect as it was."""
    assert members == decode(dump({**BASE, **members})).extra


@pytest.mark.parametrize(
    ("members", "expected"),
    [
        ({"max_tokens": 5}, 5),
        ({"max_completion_tokens": 5, "max_tokens": None}, 5),
        ({"max_tokens": 5, "max_completion_tokens": 5}, 5),
    ],
)
def test_both_names_of_the_bound_mean_the_same(members, expected):
    """The older name is one that many clients still send."""
    assert expected == decode(dump({**BASE, **members})).max_output_tokens


@pytest.mark.parametrize(
    ("members", "user", "extra"),
    [
        ({"user": "u"}, "u", {}),
        ({"safety_identifier": "s"}, "s", {}),
        ({"user": "u", "safety_identifier": "s"}, "u", {"safety_identifier": "s"}),
    ],
)
def test_a_user_has_two_names(members, user, extra):
    """The newer one takes the place of the older, unless both are sent."""
    request = decode(dump({**BASE, **members}))

    assert (user, extra) == (request.user, request.extra)


def test_the_deprecated_functions_are_tools():
    """What was written for the first models that called functions still works."""
    request = decode(dump({**BASE, "functions": [{"name": "f", "parameters": {}}], "function_call": {"name": "f"}}))

    assert (ToolDefinition(name="f", parameters={}),) == request.tools
    assert ToolChoice(mode=ToolChoiceMode.NAMED, name="f") == request.tool_choice
    assert ToolChoice(mode=ToolChoiceMode.NONE) == decode(dump({**BASE, "function_call": "none"})).tool_choice
