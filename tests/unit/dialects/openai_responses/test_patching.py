"""The changes to a body that goes through."""

import json

import pytest

from proxy.dialects.base import Aim
from proxy.dialects.openai_responses import FLAVOURS, OPENAI_RESPONSES
from proxy.dialects.openai_responses.patching import patch

PLAIN = FLAVOURS["openai_responses_compatible"]


def patched(body, **aim):
    """Return *body* after the patch, parsed."""
    outline = OPENAI_RESPONSES.outline(body if isinstance(body, bytes) else json.dumps(body).encode())
    return json.loads(patch(outline, Aim(**{"model": "m", "flavour": PLAIN, **aim})))


def test_nothing_to_change_is_the_same_bytes():
    """A client that says `store: false` and asks for the endpoint's own model is passed on untouched."""
    body = b'{"model": "m",  "input": "hi", "store": false}'

    assert body is patch(OPENAI_RESPONSES.outline(body), Aim(model="m", flavour=PLAIN))


@pytest.mark.parametrize("beside", [{}, {"store": None}])
@pytest.mark.parametrize("stores", [True, False])
def test_nothing_is_stored(beside, stores):
    """OpenAI would store what does not say otherwise."""
    assert patched({"model": "m", "input": "hi", **beside}, stores=stores)["store"] is False


@pytest.mark.parametrize(
    ("asked", "cap", "bound"), [(None, None, None), (9, None, 9), (9, 5, 5), (3, 5, 3), (None, 5, 5)]
)
def test_the_answer_is_capped(asked, cap, bound):
    """The smaller bound counts."""
    body = {"model": "m", "input": "hi", "max_output_tokens": asked}

    assert bound == patched(body, output_tokens=cap)["max_output_tokens"]


@pytest.mark.parametrize(
    ("beside", "include"),
    [
        ({}, None),
        ({"reasoning": None}, None),
        ({"reasoning": {}}, None),
        ({"reasoning": {"effort": "none"}}, None),
        ({"reasoning": {"effort": "low"}}, ["reasoning.encrypted_content"]),
        (
            {"reasoning": {"summary": "auto"}, "include": ["message.output_text.logprobs"]},
            ["message.output_text.logprobs", "reasoning.encrypted_content"],
        ),
        (
            {"reasoning": {"effort": "low"}, "include": ["reasoning.encrypted_content"]},
            ["reasoning.encrypted_content"],
        ),
    ],
)
def test_thoughts_come_with_what_brings_them_back(beside, include):
    """Nothing is stored, so a client that wants thoughts gets their encrypted content to send back."""
    assert include == patched({"model": "m", "input": "hi", **beside}).get("include")


def test_what_is_the_gateway_s_stays_here():
    """Wishes of the lane are no business of the provider's; all else is."""
    body = {"model": "m:nitro", "input": "hi", "provider": {"order": ["a"]}, "session_id": "s", "future": 1}

    assert {"model": "m", "input": "hi", "future": 1, "store": False} == patched(body)


def test_a_flavour_has_the_last_word():
    """What a host does not take is taken out of bytes that pass through as well."""
    thought = {"type": "reasoning", "id": "rs_1", "summary": []}
    body = {"model": "m", "input": [thought, {"role": "user", "content": "hi"}]}

    assert [{"role": "user", "content": "hi"}] == patched(body, flavour=FLAVOURS["openai_responses"])["input"]
    assert [thought, {"role": "user", "content": "hi"}] == patched(body)["input"]
