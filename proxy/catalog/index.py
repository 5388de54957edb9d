"""The catalogue as one immutable value with the look-ups a call needs, all built once."""

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from proxy.catalog.endpoint import Endpoint
from proxy.catalog.model import Model
from proxy.catalog.provider import Provider
from proxy.errors import ModelNotFound


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalog:
    """Everything that exists, made by `build_catalog`.

    An endpoint's position in `endpoints` is its bit in every mask; `serving` maps a model to the mask of the endpoints
    that serve it.
    """

    endpoints: tuple[Endpoint, ...]
    models: Mapping[str, Model]
    providers: Mapping[str, Provider]
    aliases: Mapping[str, str]
    serving: Mapping[str, int]

    def resolve(self, name: str) -> str:
        """Return the model that *name*, a model or an alias, stands for; `ModelNotFound` with suggestions otherwise."""
        model = self.aliases.get(name, name)
        if model not in self.models:
            raise ModelNotFound(name, difflib.get_close_matches(name, [*self.models, *self.aliases], 3))
        return model

    def of_mask(self, mask: int) -> tuple[Endpoint, ...]:
        """Return the endpoints whose bits *mask* has, in catalogue order."""
        found = []
        while mask:
            lowest = mask & -mask
            found.append(self.endpoints[lowest.bit_length() - 1])
            mask ^= lowest
        return tuple(found)


def build_catalog(
    endpoints: Iterable[Endpoint],
    models: Iterable[Model],
    providers: Iterable[Provider],
    aliases: Mapping[str, str],
) -> Catalog:
    """Build the catalogue; endpoints are ordered by id, so that the order of files never matters."""
    ordered = tuple(sorted(endpoints, key=lambda endpoint: endpoint.id))
    serving: dict[str, int] = {}
    for position, endpoint in enumerate(ordered):
        serving[endpoint.model] = serving.get(endpoint.model, 0) | 1 << position
    return Catalog(
        endpoints=ordered,
        models={model.id: model for model in models},
        providers={provider.id: provider for provider in providers},
        aliases=dict(aliases),
        serving=serving,
    )


def as_of(catalog: Catalog, today: str) -> Catalog:
    """Return *catalog* with what may be relied on *today* (ISO day): facts whose evidence has expired are unknown."""
    endpoints = tuple(replace(endpoint, governance=endpoint.governance.as_of(today)) for endpoint in catalog.endpoints)
    return replace(catalog, endpoints=endpoints)
