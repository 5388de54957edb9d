"""Which parameters Messages carries."""

import pytest

from proxy.canonical.parameters import PARAMETERS as CANONICAL
from proxy.canonical.request import CanonicalRequest
from proxy.dialects.anthropic_messages.parameters import CARRIED, USUAL, named_in, unsayable


def test_every_name_is_the_hubs():
    """What is said to be carried, and what is usual, are parameters, and none is both."""
    assert CARRIED | USUAL.keys() <= CANONICAL
    assert not CARRIED & USUAL.keys()


@pytest.mark.parametrize(
    ("members", "lost"),
    [
        ({}, set()),
        ({"temperature": 0.5, "user": "u"}, set()),
        ({"choices": 1, "logprobs": False, "modalities": ("text",), "store": False, "presence_penalty": 0.0}, set()),
        ({"choices": 2, "logprobs": True, "seed": 1, "store": True}, {"choices", "logprobs", "seed", "store"}),
        ({"prompt_cache_key": "k", "verbosity": "low"}, {"prompt_cache_key", "verbosity"}),
    ],
)
def test_what_cannot_be_said(members, lost):
    """A parameter without a word is lost, unless an answer is so anyway."""
    assert lost == unsayable(CanonicalRequest(model="m", messages=(), **members))


@pytest.mark.parametrize(
    ("document", "names"),
    [
        ({"model": "m", "messages": []}, set()),
        ({"max_tokens": 1, "temperature": None}, {"max_output_tokens"}),
        ({"output_config": {"effort": "low", "format": None}, "metadata": {"user_id": "u"}}, {"reasoning", "user"}),
        ({"tool_choice": {"type": "any", "disable_parallel_tool_use": True}}, {"tool_choice", "parallel_tool_calls"}),
        ({"output_config": "x", "stop_sequences": []}, {"stop"}),
    ],
)
def test_what_a_body_sets(document, names):
    """Members on the top and one below count, and a null does not."""
    assert names == named_in(document)
