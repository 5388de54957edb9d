"""Which models a key can reach, and where: the policies' answer to the simplest request for each."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from proxy.catalog.endpoint import Endpoint
from proxy.catalog.index import Catalog
from proxy.catalog.model import Model
from proxy.config.snapshot import Snapshot
from proxy.dialects.passing import OPERATIONS
from proxy.errors import ModelNotFound
from proxy.gateway.call import CHAT
from proxy.policy.facts import RequestFacts
from proxy.policy.principal import Principal

SIMPLEST: Mapping[str, tuple[str, str]] = {
    CHAT: ("openai_chat", "text"),
    **{each.operation: (each.name, each.modality) for each in OPERATIONS.values()},
}
"""What a call is for, to the dialect and the modality of the simplest request for it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reached:
    """A model under one of its names, and the endpoints where a key reaches it, by their ids."""

    name: str
    model: Model
    endpoints: tuple[Endpoint, ...]

    @property
    def operations(self) -> frozenset[str]:
        """What it is for."""
        return frozenset().union(*(endpoint.operations for endpoint in self.endpoints))

    @property
    def context_length(self) -> int | None:
        """The longest that any endpoint takes, where one is known."""
        return longest(endpoint.context_length for endpoint in self.endpoints)

    @property
    def max_output_tokens(self) -> int | None:
        """The most that any endpoint writes, where that is known."""
        return longest(endpoint.max_output_tokens for endpoint in self.endpoints)

    @property
    def cheapest(self) -> Endpoint:
        """The endpoint with the lowest price for input and output together; one without a price comes last."""
        return min(self.endpoints, key=listed)


@dataclass(frozen=True, slots=True, kw_only=True)
class Caller:
    """Who asks what there is, with which tags, and when."""

    principal: Principal
    tags: tuple[str, ...]
    now: datetime


def reach_all(snapshot: Snapshot, caller: Caller) -> tuple[Reached, ...]:
    """Return every model and alias that *caller* can reach, fallbacks aside, by name."""
    names = sorted({*snapshot.catalog.models, *snapshot.catalog.aliases})
    found = {model: reached_at(model, snapshot, caller) for model in snapshot.catalog.models}
    return tuple(made for name in names if (made := make(name, snapshot.catalog, found)) is not None)


def reach(name: str, snapshot: Snapshot, caller: Caller) -> Reached:
    """Return the model or alias *name*; `ModelNotFound` where there is none that *caller* can reach."""
    model = snapshot.catalog.resolve(name)
    made = make(name, snapshot.catalog, {model: reached_at(model, snapshot, caller)})
    if made is None:
        raise ModelNotFound(name)
    return made


def make(name: str, catalog: Catalog, found: Mapping[str, tuple[Endpoint, ...]]) -> Reached | None:
    """Return what is reached under *name*, where anything is."""
    model = catalog.aliases.get(name, name)
    endpoints = found.get(model, ())
    return Reached(name=name, model=catalog.models[model], endpoints=endpoints) if endpoints else None


def reached_at(model: str, snapshot: Snapshot, caller: Caller) -> tuple[Endpoint, ...]:
    """Return where plain requests for *model*, one for each thing that it is for, would be answered by the model itself."""
    serving = snapshot.catalog.of_mask(snapshot.catalog.serving.get(model, 0))
    operations = frozenset().union(*(endpoint.operations for endpoint in serving))
    kept = {each.id for operation in operations for each in lane(model, operation, snapshot, caller)}
    return tuple(endpoint for endpoint in serving if endpoint.id in kept)


def lane(model: str, operation: str, snapshot: Snapshot, caller: Caller) -> Iterable[Endpoint]:
    """Return the endpoints of *model* that are left for the simplest request of that *operation*."""
    dialect, modality = SIMPLEST[operation]
    facts = RequestFacts(
        dialect=dialect,
        model=model,
        tags=caller.tags,
        tools=(),
        modalities=(modality,),
        stream=False,
        input_tokens=1,
        max_output_tokens=0,
        session="",
        time=caller.now,
    )
    choices = snapshot.policies.decide(facts, caller.principal).choices
    if not choices or choices[0].model != model:
        return ()
    return (endpoint for endpoint in choices[0].endpoints if operation in endpoint.operations)


def listed(endpoint: Endpoint) -> float:
    """Return what *endpoint* charges for a token in and a token out, for comparison only."""
    price = endpoint.price
    return float("inf") if price is None else price.input + price.output


def longest(lengths: Iterable[int | None]) -> int | None:
    """Return the longest that is known."""
    return max((length for length in lengths if length is not None), default=None)
