"""A body as the simulator reads it; what bodies mean stands in the golden cases."""

import pytest

from proxy.canonical.jsontext import dump
from proxy.canonical.request import Reasoning
from proxy.canonical.unset import UNSET
from proxy.dialects.base import NOWHERE, Where
from proxy.dialects.bedrock_converse import request
from proxy.errors import InvalidRequest

WHERE = Where(model="us.anthropic.claude-sonnet-4-5-20250929-v1%3A0", stream=True)


def decoded(**members):
    """Return what a body with *members* asks for."""
    return request.decode(dump({"messages": [], **members}), WHERE)


def test_model_and_stream_stand_in_the_path():
    """The name may be percent-encoded, and its colon is no suffix of a router's."""
    asked = decoded()

    assert ("us.anthropic.claude-sonnet-4-5-20250929-v1:0", True) == (asked.model, asked.stream)
    assert not request.decode(b"{}", Where(model="m")).stream


def test_a_path_without_a_model_is_the_clients_mistake():
    """A body of Converse does not name it."""
    with pytest.raises(InvalidRequest, match="modelId"):
        request.decode(b"{}", NOWHERE)


def test_wishes_of_the_lane_are_the_gateways():
    """They are no part of the request."""
    assert {"x": 1} == decoded(provider={"only": ["a"]}, models=["b"], x=1).extra


@pytest.mark.parametrize(
    ("members", "param"),
    [
        ({"messages": 3}, "messages"),
        ({"system": "a"}, "system"),
        ({"inferenceConfig": []}, "inferenceConfig"),
        ({"inferenceConfig": {"maxTokens": 0}}, "inferenceConfig.maxTokens"),
        ({"inferenceConfig": {"maxTokens": "1"}}, "inferenceConfig.maxTokens"),
        ({"inferenceConfig": {"temperature": "1"}}, "inferenceConfig.temperature"),
        ({"inferenceConfig": {"stopSequences": [3]}}, "inferenceConfig.stopSequences"),
        ({"messages": [{"role": "user", "content": [{"text": 3}]}]}, "messages[0].content[0].text"),
    ],
)
def test_what_is_not_converse_is_the_clients_mistake(members, param):
    """The member at fault is named."""
    with pytest.raises(InvalidRequest) as refusal:
        decoded(**members)
    assert param == refusal.value.param


def test_nulls_say_nothing():
    """As in botocore, a null is a member that was not sent."""
    asked = decoded(system=None, inferenceConfig={"maxTokens": None, "temperature": None}, toolConfig=None)

    assert (UNSET, UNSET, UNSET) == (asked.max_output_tokens, asked.temperature, asked.tools)


def test_what_a_known_member_has_beside_stays():
    """Under its own name."""
    beside = {
        "inferenceConfig": {"x": 1},
        "toolConfig": {"x": 2},
        "outputConfig": {"effort": "low"},
        "additionalModelRequestFields": {"anthropic_beta": ["b"], "inferenceConfig": {"x": 3}},
    }
    asked = decoded(
        inferenceConfig={"topP": 1, "x": 1},
        toolConfig={"x": 2},
        outputConfig={"effort": "low"},
        additionalModelRequestFields={"anthropic_beta": ["b"], "inferenceConfig": {"topK": 5, "x": 3}},
    )

    assert (1, 5, beside) == (asked.top_p, asked.top_k, asked.extra)


@pytest.mark.parametrize(
    "shape",
    [
        {"type": "json_schema", "structure": {"jsonSchema": {"schema": "{"}}},
        {"type": "json_schema", "structure": {"jsonSchema": {"schema": "[]"}}},
        {"type": "json_schema", "structure": {"jsonSchema": {"schema": "{}", "x": 1}}},
        {"type": "regex", "structure": {}},
        {"type": "json_schema", "structure": {"jsonSchema": {"schema": "{}"}}, "x": 1},
    ],
)
def test_a_shape_that_says_more_or_less_stays(shape):
    """What the hub cannot say whole is replayed as it is."""
    asked = decoded(outputConfig={"textFormat": shape})

    assert (UNSET, {"outputConfig": {"textFormat": shape}}) == (asked.response_format, asked.extra)


@pytest.mark.parametrize("tier", [{}, {"type": 3}, {"type": "flex", "x": 1}])
def test_a_tier_that_says_more_or_less_stays(tier):
    """The same."""
    assert {"serviceTier": tier} == decoded(serviceTier=tier).extra


def test_the_stop_sequence_is_asked_for_where_there_are_some():
    """A client's own list of fields is its own."""
    path = ["/stop_sequence"]

    assert {} == decoded(inferenceConfig={"stopSequences": ["a"]}, additionalModelResponseFieldPaths=path).extra
    assert {"additionalModelResponseFieldPaths": path} == decoded(additionalModelResponseFieldPaths=path).extra


def test_a_vendors_thinking_is_a_wish():
    """With the effort that goes with it."""
    fields = {"thinking": {"type": "adaptive"}}

    assert (
        Reasoning(effort="max")
        == decoded(additionalModelRequestFields=fields, outputConfig={"effort": "max"}).reasoning
    )
