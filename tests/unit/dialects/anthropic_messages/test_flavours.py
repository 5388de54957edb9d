"""The hosts of Messages."""

import pytest

from proxy.canonical.request import CanonicalRequest, Message, Reasoning, Role
from proxy.dialects.anthropic_messages import ANTHROPIC_MESSAGES, FLAVOURS
from proxy.dialects.base import Aim
from proxy.dialects.flavour import Auth

ASKED = CanonicalRequest(
    model="any",
    messages=(Message(role=Role.USER, content="Hi"),),
    max_output_tokens=10_000,
    stream=True,
    temperature=0.5,
    reasoning=Reasoning(effort="high"),
)
SAID = {"max_tokens": 10_000, "messages": [{"role": "user", "content": "Hi"}], "stream": True}


def encode(flavour, model):
    """Return what the request becomes there."""
    encoded = ANTHROPIC_MESSAGES.encode_request(ASKED, Aim(model=model, flavour=FLAVOURS[flavour]))
    return encoded.document, encoded.dropped


def test_every_host_speaks_the_dialect():
    """Names are the keys, the plain one has the dialect's, and each says how it is asked."""
    assert {"anthropic_messages", "anthropic", "vertex_anthropic"} <= FLAVOURS.keys()
    assert all((name, "anthropic_messages") == (each.name, each.dialect) for name, each in FLAVOURS.items())
    assert all("anthropic-version" in each.headers or "anthropic_version" in each.adds for each in FLAVOURS.values())


def test_anthropic_goes_by_the_model():
    """What the model does not take is changed or taken out, and named."""
    document, dropped = encode("anthropic", "claude-opus-5-5")

    assert {
        "model": "claude-opus-5-5",
        **SAID,
        "thinking": {"type": "adaptive"},
        "output_config": {"effort": "high"},
    } == document
    assert ("temperature",) == dropped


def test_the_plain_flavour_sends_what_was_said():
    """It knows nothing of models."""
    document, dropped = encode("anthropic_messages", "claude-opus-5-5")

    assert (0.5, ()) == (document["temperature"], dropped)


def test_google_has_the_model_in_the_path():
    """The body has the version in its place; what the model takes is known before it goes."""
    flavour = FLAVOURS["vertex_anthropic"]
    document, dropped = encode("vertex_anthropic", "claude-opus-4-5@20251101")

    assert (Auth.GOOGLE, "publishers/anthropic/models/{model}:streamRawPredict") == (flavour.auth, flavour.stream_path)
    assert {
        **SAID,
        "thinking": {"type": "enabled", "budget_tokens": 8000},
        "output_config": {"effort": "high"},
        "anthropic_version": "vertex-2023-10-16",
    } == document
    assert ("temperature",) == dropped


@pytest.mark.parametrize("model", ["deepseek-chat", "claude-opus-5-5"])
def test_imitators_follow_the_older_api(model):
    """Whatever the name, thoughts have a budget there."""
    document, _ = encode("anthropic_compatible", model)

    assert {"type": "enabled", "budget_tokens": 8000} == document["thinking"]
