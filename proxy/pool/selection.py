"""Which endpoints of a lane can do the work, and in which order they are tried."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from proxy.catalog.endpoint import Endpoint
from proxy.pool.lane import Choice, Demand, Lane

Key: TypeAlias = Callable[[Endpoint], float]

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
    """Return the endpoints to try, first to last, and those that lack a feature the request needs.

    Length of context is not asked here: `input_tokens` is a bound from above, and would turn away prompts that fit.
    """
    unfit: list[Unfit] = []
    ordered: list[Endpoint] = []
    for choice in lane.choices:
        able = fitting(choice.endpoints, demand)
        if len(able) < len(choice.endpoints):
            unfit += [lacking(each, demand) for each in choice.endpoints if each not in able]
        ordered += arrange(able, choice, demand)
    return tuple(arrange(ordered, lane.choices[0], demand) if lane.across_models else ordered), tuple(unfit)


def fitting(endpoints: Iterable[Endpoint], demand: Demand) -> list[Endpoint]:
    """Return those of *endpoints* that can do what *demand* asks."""
    operation, needs, parameters = demand.operation, demand.needs, demand.parameters
    return [
        each
        for each in endpoints
        if operation in each.operations and needs <= each.features and parameters <= each.parameters
    ]


def lacking(endpoint: Endpoint, demand: Demand) -> Unfit:
    """Return what *endpoint* lacks for *demand*: what it is for, else its features and what its dialect cannot say."""
    if demand.operation not in endpoint.operations:
        return Unfit(endpoint=endpoint.id, lacks=demand.operation)
    missing = (demand.needs - endpoint.features) | (demand.parameters - endpoint.parameters)
    return Unfit(endpoint=endpoint.id, lacks=", ".join(sorted(missing)))


def arrange(endpoints: list[Endpoint], wanted: Choice, demand: Demand) -> list[Endpoint]:
    """Return *endpoints* as they are *wanted*: named providers and endpoints first, then by the sort.

    Sorting is stable, so the order in which they come breaks every tie.
    """
    if len(endpoints) < 2:  # noqa: PLR2004 - nothing to order
        return endpoints
    key = ORDERINGS[wanted.sort](demand)
    rank = {name: position for position, name in enumerate(wanted.order)}
    if not rank:
        return sorted(endpoints, key=key)
    last = len(rank)
    return sorted(endpoints, key=lambda each: (rank.get(each.id, rank.get(each.provider, last)), key(each)))


def by_price(demand: Demand) -> Key:
    """Return what *demand* would cost at list price, in micro-USD times a million; for comparison only."""
    tokens_in, tokens_out = demand.input_tokens, demand.output_tokens or ASSUMED_OUTPUT

    def cost(endpoint: Endpoint) -> float:
        price = endpoint.price
        return UNPRICED if price is None else price.input * tokens_in + price.output * tokens_out

    return cost


def by_id(_demand: Demand) -> Key:
    """Return the same for every endpoint: they come in the order of their ids."""
    return lambda _endpoint: 0.0


ORDERINGS: Mapping[str, Callable[[Demand], Key]] = {
    "price": by_price,
    "id": by_id,
    "throughput": by_price,
    "latency": by_price,
}
"""Sort name of a preference to what makes its keys for a demand; speed is not measured yet, so price stands in for it."""
