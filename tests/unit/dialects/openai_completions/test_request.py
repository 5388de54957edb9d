"""Bodies of the legacy Completions, field by field; the golden cases have whole ones."""

import json

import pytest

from proxy.canonical.parameters import PARAMETERS as CANONICAL
from proxy.canonical.unset import UNSET
from proxy.dialects.openai_completions.request import PARAMETERS, decode
from proxy.errors import InvalidRequest


def asked(**members):
    """Return what a body with these members means."""
    return decode(json.dumps({"model": "m", "prompt": "a", **members}).encode())


def test_every_parameter_is_one_of_the_hubs():
    """Names on the right are canonical ones."""
    assert set(PARAMETERS.values()) <= CANONICAL


@pytest.mark.parametrize("name", sorted(PARAMETERS))
def test_a_null_sets_nothing(name):
    """It is as if it were not sent."""
    assert getattr(asked(**{name: None}), PARAMETERS[name]) is UNSET


def test_logprobs_say_two_things():
    """That they are wanted, and how many beside the chosen ones."""
    found = [(each.logprobs, each.top_logprobs) for each in (asked(), asked(logprobs=0), asked(logprobs=3))]

    assert [(UNSET, UNSET), (True, UNSET), (True, 3)] == found


def test_the_gateways_own_members_are_no_part_of_it():
    """Wishes of the lane stay here; what nobody knows is kept to be named as dropped."""
    found = asked(
        provider={"zdr": True}, models=["n"], transforms=["x"], stream_options={"include_usage": True, "z": 1}
    )

    assert ({"transforms": ["x"], "stream_options": {"z": 1}}, True) == (found.extra, found.include_usage)


@pytest.mark.parametrize(
    ("members", "param"),
    [({"max_tokens": 0}, "max_tokens"), ({"max_tokens": "1"}, "max_tokens"), ({"stop": 3}, "stop"),
     ({"logit_bias": {"1": "x"}}, "logit_bias"), ({"temperature": "hot"}, "temperature"), ({"model": None}, "model"),
     ({"stream_options": {"include_usage": 1}}, "include_usage")],
)  # fmt: skip
def test_the_field_at_fault_is_named(members, param):
    """What is not the dialect's is refused."""
    with pytest.raises(InvalidRequest, match=param):
        asked(**members)
