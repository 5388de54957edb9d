"""What a body says to the gateway."""

import pytest

from proxy.canonical.preferences import NO_PREFERENCES
from proxy.dialects.anthropic_messages import wishes
from proxy.errors import InvalidRequest


def test_most_bodies_wish_nothing():
    """Without a member or a suffix there is nothing to read."""
    assert NO_PREFERENCES is wishes.read({"model": "m"}, (), frozenset(), frozenset())


def test_fallbacks_are_models():
    """The gateway itself tries them, in their order."""
    found = wishes.read({"fallbacks": [{"model": "A/b"}, {"model": "c/d"}]}, (), frozenset(), frozenset())

    assert (("fallbacks",), ("a/b", "c/d")) == (found.named, found.models)


def test_wishes_beside_fallbacks():
    """Suffix and provider are read as in any dialect."""
    found = wishes.read(
        {"fallbacks": [{"model": "b"}], "provider": {"only": ["x"]}}, ("floor",), frozenset({"tools"}), frozenset()
    )

    assert ("price", ("x",), {"fallbacks", "provider.only", "model:floor"}) == (found.sort, found.only, {*found.named})


@pytest.mark.parametrize(
    "members",
    [
        {"fallbacks": "default"},
        {"fallbacks": [{"model": "a", "max_tokens": 1}]},
        {"fallbacks": [{"model": 1}]},
        {"fallbacks": ["a"]},
        {"fallbacks": [{"model": "a"}] * 4},
        {"fallbacks": [{"model": "a"}], "models": ["b"]},
    ],
)
def test_fallbacks_that_cannot_be_honoured(members):
    """A wish is honoured or refused, never ignored."""
    with pytest.raises(InvalidRequest) as raised:
        wishes.read(members, (), frozenset(), frozenset())

    assert "fallbacks" == raised.value.param


@pytest.mark.parametrize("value", [None, []])
def test_no_fallbacks(value):
    """A null and an empty list are none."""
    assert () == wishes.read({"fallbacks": value}, (), frozenset(), frozenset()).models


def test_a_client_does_not_choose_where_it_is_served():
    """The policies decided a region; a member that overrides it is refused, and told how to go on."""
    wishes.refuse_geography({"inference_geo": None})

    with pytest.raises(InvalidRequest, match="leave it out"):
        wishes.refuse_geography({"inference_geo": "us"})
