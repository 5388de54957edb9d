"""Fallbacks that lead nowhere."""

import pytest

from proxy.config.codes import Code
from tests.support.problems import LARGE, MODEL, SMALL, policy, provider, warnings

TRAINS = MODEL + LARGE + provider(SMALL + ", training: true")
STRICT = "require: {training: false}\n"


def found(rest: str, before: str = TRAINS) -> list[str]:
    """Return what is said about a policy with *rest*, places and hints left out."""
    lines = warnings(before + policy(rest), Code.DEAD_FALLBACK)
    return [line.split(": ", 1)[1].partition(" (")[0] for line in lines]


@pytest.mark.parametrize(
    "fallback", ["[acme/large]", '{"*": [acme/large]}', "[{model: acme/large, when: request.stream}]"]
)
def test_a_model_that_nobody_serves_is_told(fallback):
    """Whatever form the list has."""
    assert ["no call can fall back on `acme/large`: no endpoint serves it"] == found(f"fallback: {fallback}")


def test_a_model_that_the_policy_itself_removes_is_told():
    """A policy cannot send calls where it forbids them to go."""
    expected = "no call can fall back on `acme/small`: `require` of this policy leaves none of its endpoints"

    assert [expected] == found(f"{STRICT}fallback: [acme/small]")


def test_a_policy_that_only_warns_removes_nothing():
    """Its requirements take no endpoint away."""
    assert [] == found(f"mode: audit\n{STRICT}fallback: [acme/small]")


def test_a_model_that_is_served_is_left_alone():
    """What the call decides may leave it."""
    assert [] == found("require: {where: 'endpoint.training || request.stream'}\nfallback: [acme/small]")
