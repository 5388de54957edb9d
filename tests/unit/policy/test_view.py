"""An endpoint as policies read it."""

from proxy.catalog.price import Price
from proxy.policy.view import view_endpoint
from tests.support.policies import endpoint


def test_prices_are_the_numbers_that_an_author_writes():
    """$1.25 per 1M tokens equals `1.25`, to the last bit."""
    price = view_endpoint(endpoint(price=Price(input=1_250_000, output=150_000, cache_read=75_000))).price

    assert (1.25, 0.15, 0.075, None) == (price.input, price.output, price.cache_read, price.cache_write)


def test_unknown_facts_stay_unknown():
    """`None` is not an empty list and not zero."""
    view = view_endpoint(endpoint(storage=None, retention_days=None, price=None))

    assert (None, None, None) == (view.storage, view.retention_days, view.price)


def test_sets_become_lists_in_order():
    """What is indexed or joined has the same order in every process."""
    view = view_endpoint(endpoint(processing=frozenset({"SE", "DE"}), features=frozenset({"vision", "tools"})))

    assert ("DE", "SE") == view.processing
    assert ("tools", "vision") == view.features
