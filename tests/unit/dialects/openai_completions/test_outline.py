"""Completions from a distance."""

import json

import pytest

from proxy.dialects.openai_completions.outline import read
from proxy.errors import InvalidRequest


def outline(**members):
    """Return the outline of a body with these members."""
    return read(json.dumps({"model": "acme/m", "prompt": "a", **members}).encode())


def test_what_policies_see():
    """Text alone, no tools, no bound unless one is set."""
    found = outline(user="ada", stream=True, stream_options={"include_usage": True})

    assert ("acme/m", ("text",), (), None) == (found.model, found.modalities, found.tools, found.max_output_tokens)
    assert (True, True, "ada", len(found.body)) == (found.stream, found.include_usage, found.user, found.input_tokens)


def test_parameters_have_the_hubs_names():
    """One number asks for two things; null and zero ask for less."""
    names = outline(logprobs=2, n=2, max_tokens=9, stop=None, seed=1).parameters

    assert {"logprobs", "top_logprobs", "choices", "max_output_tokens", "seed"} == names
    assert {"logprobs"} == outline(logprobs=0).parameters


def test_wishes_are_read():
    """A suffix, fallbacks, and `require_parameters` with what is set."""
    found = outline(model="acme/m:floor", models=["acme/n"], provider={"require_parameters": True}, seed=1)

    assert ("acme/m", ("acme/n",), {"seed"}) == (found.model, found.preferences.models, set(found.preferences.carries))


@pytest.mark.parametrize(
    ("members", "param"),
    [({"model": ""}, "model"), ({"prompt": None}, "prompt"), ({"n": 0}, "n"), ({"n": 17}, "n"), ({"echo": True}, "echo"),
     ({"max_tokens": -1}, "max_tokens"), ({"stream": "yes"}, "stream"), ({"logprobs": True}, "logprobs")],
)  # fmt: skip
def test_the_field_at_fault_is_named(members, param):
    """Before anything is decided."""
    with pytest.raises(InvalidRequest, match=f"`{param}`"):
        outline(**members)
