"""A plan: the ordered attempts of one call, and the step from one to the next."""

from collections.abc import Sequence

from proxy.catalog.endpoint import Endpoint
from proxy.pool.outcome import FALLS_BACK, Attempt
from proxy.values import value


@value
class Plan:
    """Endpoints to try, in order, until `deadline` (on the monotonic clock).

    INVARIANT: `endpoints` is a subset of the call's lane; `gateway/serve.py` makes it from `selection.select`, which
    only ever drops and orders.
    """

    endpoints: tuple[Endpoint, ...]
    deadline: float
    output_tokens: int | None = None
    """The policies' cap, which every attempt carries."""
    stores: bool = True
    """Whether a request that wishes to be stored may be."""


def next_endpoint(plan: Plan, attempts: Sequence[Attempt], now: float) -> Endpoint | None:
    """Return where to go after *attempts*, or `None` where the call is over.

    The next endpoint follows an attempt that falls back, while there is time; no endpoint is tried twice.
    """
    if now >= plan.deadline or len(attempts) >= len(plan.endpoints):
        return None
    if attempts and attempts[-1].outcome not in FALLS_BACK:
        return None
    return plan.endpoints[len(attempts)]
