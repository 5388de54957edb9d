"""Money: integers, rounded up once."""

from hypothesis import given
from hypothesis import strategies as st

from proxy.canonical.usage import Usage
from proxy.catalog.price import Price
from proxy.ledger.money import cost_of, dollars

PRICE = Price(input=1_250_000, output=10_000_000, cache_read=125_000)
COUNTS = st.integers(min_value=0, max_value=10**9)


def test_a_million_tokens_cost_the_list_price():
    """Prices are per million tokens, in micro-USD."""
    assert 1_250_000 + 10_000_000 == cost_of(Usage(input_tokens=10**6, output_tokens=10**6), PRICE)


def test_cached_tokens_have_their_own_price_and_are_not_charged_twice():
    """Cache reads are inside the input; a dimension without a price of its own is plain input."""
    usage = Usage(input_tokens=10**6, cache_read_tokens=400_000, cache_write_tokens=100_000)

    assert 500_000 * 1.25 + 400_000 * 0.125 + 100_000 * 1.25 == cost_of(usage, PRICE)


def test_a_fraction_is_rounded_up_once():
    """One token of a cheap model still costs a micro-dollar, and two do not cost two for that alone."""
    cheap = Price(input=50_000, output=50_000)

    assert [0, 1, 1] == [cost_of(Usage(input_tokens=count), cheap) for count in (0, 1, 2)]


@given(COUNTS, COUNTS, st.integers(min_value=0, max_value=10**9))
def test_a_charge_is_never_below_the_cost_and_never_a_micro_dollar_over(tokens_in, tokens_out, price):
    """Rounding costs a caller less than one micro-dollar and never costs the organisation."""
    usage = Usage(input_tokens=tokens_in, output_tokens=tokens_out)
    exact = (tokens_in + tokens_out) * price

    assert 0 <= cost_of(usage, Price(input=price, output=price)) * 10**6 - exact < 10**6


def test_dollars_are_for_people():
    """Six decimals show a micro-dollar."""
    assert "$0.001234" == dollars(1234)
