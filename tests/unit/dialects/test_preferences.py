"""A client's wishes: read from OpenRouter's fields, refused where they cannot be honoured."""

import pytest

from proxy.canonical.preferences import NO_PREFERENCES, ClientPreferences
from proxy.dialects.preferences import MOST_MODELS, MOST_NAMES, read_preferences, split_model
from proxy.errors import InvalidRequest

NEEDS = frozenset({"tools"})
PARAMETERS = frozenset({"seed"})


def read(**document) -> ClientPreferences:
    """Read a body's wishes."""
    return read_preferences(document, (), NEEDS, PARAMETERS)


def wishes(**provider) -> ClientPreferences:
    """Read `provider{...}`."""
    return read(provider=provider)


@pytest.mark.parametrize(
    ("provider", "expected"),
    [
        ({"order": ["Azure", "openai", "azure"]}, {"order": ("azure", "openai")}),
        ({"only": []}, {"only": ()}),
        ({"ignore": ["x"]}, {"ignore": ("x",)}),
        ({"allow_fallbacks": False}, {"allow_fallbacks": False}),
        ({"require_parameters": True}, {"requires": NEEDS, "carries": PARAMETERS}),
        ({"require_parameters": False}, {}),
        ({"data_collection": "deny"}, {"denies_collection": True}),
        ({"data_collection": "allow"}, {"denies_collection": False}),
        ({"zdr": True}, {"zdr": True}),
        ({"quantizations": ["fp8", "bf16"]}, {"quantizations": ("fp8", "mxfp8", "bf16")}),
        ({"sort": "throughput"}, {"sort": "throughput"}),
        ({"sort": {"by": "price", "partition": "none"}}, {"sort": "price", "across_models": True}),
        ({"max_price": {"prompt": 1, "completion": "2.5"}}, {"max_price_input": 1.0, "max_price_output": 2.5}),
        ({"max_price": {"prompt": 1, "image": None}}, {"max_price_input": 1.0}),
        ({"sort": {"partition": "none"}}, {"across_models": True}),
        ({"preferred_min_throughput": 50}, {"min_throughput": 50.0}),
        ({"preferred_max_latency": {"p50": 1.5}}, {"max_latency": 1.5}),
        ({"enforce_distillable_text": False}, {}),
    ],
)
def test_each_field_is_read(provider, expected):
    """By its name in the request, which policies can read."""
    named = tuple(f"provider.{name}" for name in provider)

    assert ClientPreferences(named=named, **expected) == wishes(**provider)


@pytest.mark.parametrize(
    ("provider", "param"),
    [
        ({"order": "azure"}, "provider.order"),
        ({"order": [""]}, "provider.order"),
        ({"only": ["x"] * (MOST_NAMES + 1)}, "provider.only"),
        ({"ignore": ["x" * 201]}, "provider.ignore"),
        ({"zdr": "true"}, "provider.zdr"),
        ({"data_collection": "never"}, "provider.data_collection"),
        ({"quantizations": ["fp7"]}, "provider.quantizations"),
        ({"sort": "exacto"}, "provider.sort"),
        ({"sort": {"by": "price", "partition": "all"}}, "provider.sort.partition"),
        ({"sort": {"by": "price", "else": 1}}, "provider.sort.else"),
        ({"max_price": 5}, "provider.max_price"),
        ({"max_price": {"image": 1}}, "provider.max_price.image"),
        ({"max_price": {"prompt": -1}}, "provider.max_price.prompt"),
        ({"max_price": {"prompt": True}}, "provider.max_price.prompt"),
        ({"max_price": {"prompt": "nan"}}, "provider.max_price.prompt"),
        ({"preferred_max_latency": {"p99": 1}}, "provider.preferred_max_latency.p99"),
        ({"enforce_distillable_text": True}, "provider.enforce_distillable_text"),
        ({"allow_fallback": False}, "provider.allow_fallback"),
    ],
)
def test_what_cannot_be_honoured_is_refused_and_never_ignored(provider, param):
    """It may have been meant as a narrowing; the client learns which field it is."""
    with pytest.raises(InvalidRequest) as caught:
        wishes(**provider)

    assert param == caught.value.param


def test_an_unknown_wish_comes_with_what_may_be_meant():
    """Misspelling must not widen."""
    with pytest.raises(InvalidRequest, match="did you mean `allow_fallbacks`"):
        wishes(allow_fallback=False)


def test_models_are_names_in_order():
    """A bounded number of them."""
    assert ("a/b", "c/d") == read(models=["a/b:nitro", "c/d", "a/b"]).models
    with pytest.raises(InvalidRequest):
        read(models=["a/b"] * (MOST_MODELS + 1))
    with pytest.raises(InvalidRequest):
        read(models="a/b")


def test_nothing_is_wished_where_nothing_is_said():
    """So that most calls go by the shared value."""
    assert NO_PREFERENCES is read() is read(provider=None, models=None) is read(provider={})


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("a/b", ("a/b", ())),
        ("a/b:floor", ("a/b", ("floor",))),
        ("a/b:free:nitro", ("a/b:free", ("nitro",))),
        ("a/b:nitro:floor", ("a/b", ("nitro", "floor"))),
        ("a/b:beta", ("a/b:beta", ())),
    ],
)
def test_a_routing_suffix_is_split_off(name, expected):
    """Any other suffix is part of the name."""
    assert expected == split_model(name)


def test_the_last_routing_suffix_wins():
    """Over `sort` as well, and both are named."""
    found = read_preferences({"provider": {"sort": "latency"}}, ("nitro", "floor"), NEEDS, PARAMETERS)

    assert ("price", ("provider.sort", "model:nitro", "model:floor")) == (found.sort, found.named)


def test_a_name_of_any_length_is_told_briefly():
    """And at no cost that grows with it."""
    with pytest.raises(InvalidRequest) as caught:
        wishes(**{"x" * 4_000_000: 1})

    assert len(str(caught.value)) < 1000
