"""Bytes that pass on, and what is changed in them."""

import json
from dataclasses import replace

import pytest

from proxy.canonical.jsontext import dump
from proxy.dialects.anthropic_messages import FLAVOURS, counting, outline, patching
from proxy.dialects.base import Aim

USER = {"role": "user", "content": "Hi"}
PLAIN = Aim(model="m", flavour=FLAVOURS["anthropic_messages"])
THINKING = {"type": "enabled", "budget_tokens": 5000}


def patch(aim=PLAIN, **members):
    """Return what a body becomes."""
    body = dump({"model": "m", "max_tokens": 10_000, "messages": [USER], **members})
    return json.loads(patching.patch(outline.read(body), aim))


def patched(aim=PLAIN, **members):
    """Return the same without what every body has."""
    return {key: value for key, value in patch(aim, **members).items() if key not in {"model", "messages"}}


def test_nothing_to_change():
    """The very bytes pass."""
    body = b'{"model": "m" , "max_tokens":1,"messages":[{"role":"user","content":"Hi"}]}'

    assert body is patching.patch(outline.read(body), PLAIN)


def test_the_model_is_the_upstreams():
    """The bytes around it stay as they were."""
    body = b'{"model": "a" , "max_tokens":1,"messages":[{"role":"user","content":"Hi"}]}'

    assert body.replace(b'"a"', b'"b"') == patching.patch(outline.read(body), replace(PLAIN, model="b"))


def test_what_is_the_gateways_own_stays_here():
    """Anthropic refuses members that it does not know, and `fallbacks` would leave the lane."""
    ours = {"provider": {"only": ["x"]}, "models": ["n"], "session_id": "s", "user": "u", "trace": {}, "plugins": []}

    assert {"max_tokens": 10_000} == patched(**ours)
    assert {"max_tokens": 10_000} == patched(fallbacks=[{"model": "n"}])


@pytest.mark.parametrize(
    ("cap", "members", "said"),
    [
        (20_000, {}, {"max_tokens": 10_000}),
        (10_000, {"thinking": THINKING}, {"max_tokens": 10_000, "thinking": THINKING}),
        (100, {}, {"max_tokens": 100}),
        (8000, {"thinking": THINKING}, {"max_tokens": 8000, "thinking": THINKING}),
        (4000, {"thinking": THINKING}, {"max_tokens": 4000, "thinking": {**THINKING, "budget_tokens": 3999}}),
        (1000, {"thinking": THINKING}, {"max_tokens": 1000, "thinking": {"type": "disabled"}}),
        (1000, {"thinking": {"type": "adaptive"}}, {"max_tokens": 1000, "thinking": {"type": "adaptive"}}),
    ],
)
def test_a_cap_holds(cap, members, said):
    """The answer is no longer than the policies allow, and a thought has room in it or is not thought."""
    assert said == patched(replace(PLAIN, output_tokens=cap), **members)


def test_the_flavour_has_the_last_word():
    """It sees the body as it will be, with the upstream's model."""
    aim = Aim(model="claude-haiku-4-5", flavour=FLAVOURS["vertex_anthropic"], output_tokens=6000)
    body = patch(aim, thinking={"type": "adaptive"}, temperature=1)

    assert {
        "max_tokens": 6000,
        "messages": [USER],
        "thinking": {"type": "enabled", "budget_tokens": 3000},
        "anthropic_version": "vertex-2023-10-16",
    } == body


def test_a_count_gets_no_bound():
    """Only model, the gateway's own and the flavour change."""
    body = dump({"model": "a", "messages": [USER], "provider": {}})

    assert {"model": "b", "messages": [USER]} == json.loads(
        patching.patch_count(counting.read(body), replace(PLAIN, model="b", output_tokens=5))
    )
