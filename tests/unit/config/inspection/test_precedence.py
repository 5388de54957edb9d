"""Favours of which only the order of ids decides."""

import pytest

from proxy.config.codes import Code
from tests.support.problems import LARGE, MODEL, SMALL, policy, provider, warnings

WORLD = MODEL + LARGE + provider(SMALL, ", model: acme/large")
BY_ID, BY_PRICE = "prefer: {sort: id}\n", "prefer: {sort: price}\n"


def found(one: str, other: str, scope: str = "acme") -> list[str]:
    """Return what is said about two policies, hints left out."""
    lines = warnings(WORLD + policy(one, name="a") + policy(other, name="b", scope=scope), Code.AMBIGUOUS)
    return [line.partition(" (")[0].split(": ", 1)[1] for line in lines]


def test_two_preferences_for_the_same_calls_are_told():
    """The one that does not count has the warning."""
    expected = "policy `a` states `prefer` for the same scope, priority and calls as this one: it counts, for its id comes first"

    assert [expected] == found(BY_ID, BY_PRICE)


def test_two_fallbacks_for_the_same_models_are_told():
    """A list is for every model, and so for those of any pattern."""
    assert 1 == len(found("fallback: [acme/small]\n", 'fallback: {"acme/*": [acme/large]}\n'))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (f"{BY_ID}priority: 1", BY_PRICE),
        (f"{BY_ID}match: request.stream", f"{BY_PRICE}match: '!request.stream'"),
        (f"{BY_ID}match: request.model == 'acme/small'", f"{BY_PRICE}match: request.model == 'acme/large'"),
        (BY_ID, BY_ID),
        (BY_ID, "fallback: [acme/small]"),
        (BY_ID, f"{BY_PRICE}mode: warn"),
        ("fallback: {acme/small: [acme/large]}", "fallback: {acme/large: [acme/small]}"),
    ],
)
def test_what_cannot_compete_is_left_alone(one, other):
    """Another priority, other calls, the same words, another favour, no force, other models."""
    assert [] == found(one, other)


def test_the_more_specific_scope_needs_no_priority():
    """Which scope counts is no accident."""
    assert [] == found(BY_ID, BY_PRICE, scope="acme/web")


def test_matches_that_may_both_be_true_compete():
    """Only what provably excludes each other is let pass."""
    assert 1 == len(found(f"{BY_ID}match: request.stream", f"{BY_PRICE}match: request.input_tokens > 3"))
