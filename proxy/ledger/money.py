"""Money in integer micro-USD, and what a usage costs at a price.

Rounding: each call is rounded up to the next micro-USD once, over all its dimensions together, so that a sum of
charges is never below the sum of costs.
"""

from dataclasses import replace

from proxy.canonical.usage import Cost, Usage
from proxy.catalog.price import Price

MILLION = 1_000_000


def cost_of(usage: Usage, price: Price) -> int:
    """Return what *usage* costs at *price*, in micro-USD.

    Cached tokens are inside the input; a dimension without a price of its own is charged as plain input.
    """
    plain = usage.input_tokens - usage.cache_read_tokens - usage.cache_write_tokens
    total = (
        max(plain, 0) * price.input
        + usage.cache_read_tokens * priced(price.cache_read, price)
        + usage.cache_write_tokens * priced(price.cache_write, price)
        + usage.output_tokens * price.output
    )
    return -(-total // MILLION)


def costs_of(usage: Usage, price: Price) -> Cost:
    """Return what *usage* costs at *price*, with the shares of input and output; the output's share takes the rounding."""
    total = cost_of(usage, price)
    read = cost_of(replace(usage, output_tokens=0), price)
    return Cost(total=total, input=read, output=total - read)


def priced(own: int | None, price: Price) -> int:
    """Return a dimension's own price, or the input price where it has none."""
    return price.input if own is None else own


def dollars(micro_usd: int) -> str:
    """Return *micro_usd* as dollars for people: `$0.001234`."""
    return f"${micro_usd / MILLION:.6f}"
