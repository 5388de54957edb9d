"""Which endpoints of a lane can do the work, and in which order they are tried."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from proxy.catalog.endpoint import Endpoint
from proxy.pool.lane import Demand, Lane

ASSUMED_OUTPUT = 1024
"""Output tokens taken for the comparison of prices where the request sets no bound; no charge depends on it."""

UNPRICED = float("inf")
"""An endpoint without a price is the dearest: unknown is the worst case."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unfit:
    """An endpoint of the lane that cannot do what the request needs, and what it lacks."""

    endpoint: str
    lacks: str


def select(lane: Lane, demand: Demand) -> tuple[tuple[Endpoint, ...], tuple[Unfit, ...]]:
    """Return the endpoints to try, first to last, and those that cannot do the work."""
    unfit: list[Unfit] = []
    ordered: list[Endpoint] = []
    for endpoints in lane.choices:
        able = [endpoint for endpoint in endpoints if is_able(endpoint, demand)]
        unfit += [lacking(endpoint, demand) for endpoint in endpoints if not is_able(endpoint, demand)]
        ordered += arrange(able, lane, demand)
    return tuple(ordered), tuple(unfit)


def is_able(endpoint: Endpoint, demand: Demand) -> bool:
    """Say whether *endpoint* has every feature that *demand* needs.

    Length of context is not asked here: `input_tokens` is a bound from above, and would turn away prompts that fit.
    """
    return demand.needs <= endpoint.features


def lacking(endpoint: Endpoint, demand: Demand) -> Unfit:
    """Return what *endpoint* lacks for *demand*."""
    return Unfit(endpoint=endpoint.id, lacks=", ".join(sorted(demand.needs - endpoint.features)))


def arrange(endpoints: list[Endpoint], lane: Lane, demand: Demand) -> list[Endpoint]:
    """Return *endpoints* in the lane's order: named providers first, then by its sort, ties by id."""
    if len(endpoints) < 2:  # noqa: PLR2004 - nothing to order
        return endpoints
    key = ORDERINGS[lane.sort]
    rank = {provider: position for position, provider in enumerate(lane.order)}
    if not rank:
        return sorted(endpoints, key=lambda each: (key(each, demand), each.id))
    return sorted(endpoints, key=lambda each: (rank.get(each.provider, len(rank)), key(each, demand), each.id))


def estimated_cost(endpoint: Endpoint, demand: Demand) -> float:
    """Return what *demand* would cost at list price, in micro-USD times a million; for comparison only."""
    if endpoint.price is None:
        return UNPRICED
    output = demand.output_tokens or ASSUMED_OUTPUT
    return endpoint.price.input * demand.input_tokens + endpoint.price.output * output


ORDERINGS: Mapping[str, Callable[[Endpoint, Demand], float]] = {
    "price": estimated_cost,
    "id": lambda _endpoint, _demand: 0.0,
}
"""Sort name of a policy to the key it means; ids break ties in every one of them."""
