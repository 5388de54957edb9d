"""What an endpoint charges, in integers: micro-USD per million tokens, so that $1.25 per 1M is 1_250_000."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Price:
    """List prices per million tokens; a dimension the provider does not price apart is `None`."""

    input: int
    output: int
    cache_read: int | None = None
    cache_write: int | None = None
