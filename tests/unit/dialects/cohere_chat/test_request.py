"""A body as the simulator reads it; what bodies mean stands in the golden cases."""

import pytest

from proxy.canonical.jsontext import dump
from proxy.canonical.unset import UNSET
from proxy.dialects.cohere_chat import request
from proxy.errors import InvalidRequest


def decoded(**members):
    """Return what a body with *members* asks for."""
    return request.decode(dump({"model": "m", "messages": [], **members}))


def test_wishes_of_the_lane_are_the_gateways():
    """They are no part of the request, and neither is a routing suffix of the name."""
    asked = decoded(model="m:floor", provider={"only": ["a"]}, models=["b"], x=1)

    assert ("m", {"x": 1}) == (asked.model, asked.extra)


@pytest.mark.parametrize(
    ("members", "param"),
    [
        ({"messages": 3}, "messages"),
        ({"model": None}, "model"),
        ({"max_tokens": 0}, "max_tokens"),
        ({"max_tokens": 1.5}, "max_tokens"),
        ({"p": "1"}, "p"),
        ({"stop_sequences": [3]}, "stop_sequences"),
        ({"tools": [3]}, "tools[0]"),
        ({"messages": [{"role": "user", "content": [{"type": "text"}]}]}, "messages[0].content[0].text"),
    ],
)
def test_what_is_not_coheres_is_the_clients_mistake(members, param):
    """The member at fault is named."""
    with pytest.raises(InvalidRequest) as refusal:
        decoded(**members)
    assert param == refusal.value.param


@pytest.mark.parametrize(
    "members",
    [
        {"response_format": {"type": "grammar"}},
        {"response_format": {}},
        {"thinking": {"type": "enabled", "x": 1}},
        {"thinking": {"type": "later"}},
        {"tool_choice": "SOMETIMES"},
        {"strict_tools": True},
    ],
)
def test_what_says_more_than_the_hub_stays(members):
    """It is replayed as it is."""
    asked = decoded(**members)

    assert (members, UNSET, UNSET) == (asked.extra, asked.response_format, asked.reasoning)


def test_nulls_say_nothing():
    """They are kept, and nobody reads them."""
    asked = decoded(max_tokens=None, temperature=None, tools=None)

    assert (UNSET, UNSET, UNSET) == (asked.max_output_tokens, asked.temperature, asked.tools)
