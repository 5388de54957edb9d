"""A client's wishes beside the policies: they narrow and order, and never bring anything back."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from proxy.canonical.preferences import NO_PREFERENCES, ClientPreferences
from proxy.catalog.price import Price
from proxy.policy.client import attempts_cap, narrow, preference, why_not
from proxy.policy.decision import Reason
from proxy.policy.document import Preference, Sort
from tests.support.policies import catalog, endpoint, lane, policy, policy_set, principal, request_facts

GOOD = endpoint("good", provider="azure", quantization="fp8", features=frozenset({"tools"}))
BAD = endpoint(
    "bad", provider="bargain", zdr=False, training=None, retention_days=30, price=Price(input=9_000_000, output=1)
)
UNKNOWN = endpoint("unknown", provider="mystery", zdr=None, training=None, retention_days=None, price=None)
OVER = catalog(GOOD, BAD, UNKNOWN)


def left(**stated) -> list[str]:
    """Return the endpoints that meet these wishes."""
    mask = narrow(0b111, OVER, ClientPreferences(named=("x",), **stated))
    return [found.id for found in OVER.of_mask(mask)]


@pytest.mark.parametrize(
    ("stated", "expected"),
    [
        ({}, ["bad", "good", "unknown"]),
        ({"only": ("azure", "unknown")}, ["good", "unknown"]),
        ({"only": ()}, []),
        ({"ignore": ("azure", "bad")}, ["unknown"]),
        ({"ignore": ("azure/sweden",)}, ["bad", "unknown"]),
        ({"only": ("azure/sweden",)}, []),
        ({"order": ("azure",)}, ["bad", "good", "unknown"]),
        ({"order": ("azure",), "allow_fallbacks": False}, ["good"]),
        ({"zdr": True}, ["good"]),
        ({"denies_collection": True}, ["good"]),
        ({"quantizations": ("fp8",)}, ["good"]),
        ({"quantizations": ("unknown",)}, ["bad", "unknown"]),
        ({"max_price_input": 5.0}, ["good"]),
        ({"max_price_output": 5.0}, ["bad"]),
        ({"requires": frozenset({"tools"})}, ["good"]),
    ],
)
def test_each_wish_narrows(stated, expected):
    """An unknown fact does not meet a wish that needs it."""
    assert expected == left(**stated)


def test_without_fallbacks_only_the_first_choice_is_tried():
    """An order closes the set instead."""
    assert (1, None, None) == (
        attempts_cap(ClientPreferences(allow_fallbacks=False)),
        attempts_cap(ClientPreferences(allow_fallbacks=False, order=("a",))),
        attempts_cap(NO_PREFERENCES),
    )


def test_the_clients_order_goes_before_the_policies():
    """Where it states one; what it leaves open stays theirs."""
    theirs = Preference(sort=Sort.ID, order=("x",))

    assert theirs == preference(NO_PREFERENCES, theirs)
    assert Preference(sort=Sort.LATENCY) == preference(ClientPreferences(sort="latency"), theirs)
    assert Preference(sort=Sort.ID, order=("y",)) == preference(ClientPreferences(order=("y",)), theirs)


@pytest.mark.parametrize("cents", [201, 110, 435, 1999])
def test_a_price_at_the_bound_is_not_over_it(cents):
    """Dollars as floats are not, and micro-dollars are."""
    over = catalog(endpoint("exact", price=Price(input=cents * 10_000, output=0)))

    assert 1 == narrow(1, over, ClientPreferences(max_price_input=cents / 100))
    assert 0 == narrow(1, over, ClientPreferences(max_price_input=(cents - 1) / 100))


def test_an_order_across_models_is_a_wish_of_its_own():
    """Whatever the sort."""
    assert preference(ClientPreferences(across_models=True), Preference(sort=Sort.ID)) == Preference(
        sort=Sort.ID, across_models=True
    )


def test_an_objection_says_the_wish_and_what_was_found():
    """In the client's own words."""
    assert ('provider.only: ["azure"]', "the provider is `bargain`") == why_not(BAD, ClientPreferences(only=("azure",)))
    assert ("provider.max_price.prompt: 5", "the price is unknown") == why_not(
        UNKNOWN, ClientPreferences(max_price_input=5.0)
    )
    assert why_not(BAD, NO_PREFERENCES) is None


def test_a_decision_narrows_by_wishes_and_explains_them():
    """After grants and policies, so that those are blamed first."""
    policies = policy_set(policy(require="endpoint.zdr"), over=OVER)
    asked = request_facts(wishes=ClientPreferences(named=("provider.only",), only=("bargain",)))
    removals = {each.endpoint: each.reason for each in policies.explain(asked, principal())}

    assert [] == lane(policies, asked)
    assert {
        "bad": Reason.POLICY,
        "good": Reason.CLIENT_PREFERENCE,
        "unknown": Reason.UNKNOWN_FACT,
    } == removals
    assert (
        1 == policies.decide(request_facts(wishes=ClientPreferences(allow_fallbacks=False)), principal()).caps.attempts
    )


names = st.lists(st.sampled_from(["azure", "bargain", "good", "bad", "azure/x"]), max_size=3).map(tuple)
some_wishes = st.builds(
    ClientPreferences,
    named=st.just(("x",)),
    only=st.none() | names,
    ignore=names,
    order=names,
    allow_fallbacks=st.booleans(),
    zdr=st.booleans(),
    denies_collection=st.booleans(),
    quantizations=st.none() | st.just(("fp8",)),
    max_price_input=st.none() | st.floats(0, 10),
    models=st.lists(st.sampled_from(["openai/gpt", "x/y"]), max_size=2).map(tuple),
)


@settings(deadline=None)
@given(some_wishes, st.integers(0, 7))
def test_wishes_only_clear_bits_and_once_is_enough(stated, mask):
    """Nothing a client writes brings an endpoint back."""
    once = narrow(mask, OVER, stated)

    assert once & ~mask == 0
    assert once == narrow(once, OVER, stated)


@settings(deadline=None)
@given(some_wishes)
def test_wishes_never_leave_the_filter(stated):
    """Whatever is wished, the lane is part of what policies leave without the wish, for every model it names."""
    policies = policy_set(policy(require="endpoint.zdr", fallback={"*": ("x/y",)}), over=OVER)

    assert set(lane(policies, request_facts(wishes=stated))) <= set(lane(policies))


@settings(deadline=None)
@given(some_wishes, st.sampled_from(["azure", "bargain", "mystery"]))
def test_ignoring_more_never_adds(stated, name):
    """One more name can only take away."""
    more = replace(stated, ignore=(*stated.ignore, name))

    assert narrow(0b111, OVER, more) & ~narrow(0b111, OVER, stated) == 0
