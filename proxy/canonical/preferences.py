"""What a client wishes of its own lane: OpenRouter's `provider{...}`, `models[]` and model suffixes, as one value.

Wishes only narrow and order what the policies left. The value can be hashed, since decisions are remembered by it.
Source: OpenRouter's OpenAPI, `ProviderPreferences`, and its guide to provider selection, both of 2026-08-22.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class ClientPreferences:
    """The wishes of one request; names of providers and endpoints are in lower case.

    `named` has the fields that the client set, as it wrote them (`models`, `provider.order`, `model:nitro`). `only`,
    `quantizations`, `max_price_input` and `max_price_output` (USD per 1M tokens) are `None` where they were not set;
    an empty `only` leaves nothing. `requires` are the features that an endpoint must have, `carries` the
    parameters that its dialect must be able to say. `sort` is a name of
    `policy.document.Sort`, or `None`. The two soft wishes, in tokens per second and in seconds, move endpoints to the end
    and never remove one.
    """

    named: tuple[str, ...] = ()
    models: tuple[str, ...] = ()
    order: tuple[str, ...] = ()
    only: tuple[str, ...] | None = None
    ignore: tuple[str, ...] = ()
    allow_fallbacks: bool = True
    requires: frozenset[str] = frozenset()
    carries: frozenset[str] = frozenset()
    denies_collection: bool = False
    zdr: bool = False
    quantizations: tuple[str, ...] | None = None
    sort: str | None = None
    across_models: bool = False
    max_price_input: float | None = None
    max_price_output: float | None = None
    min_throughput: float | None = None
    max_latency: float | None = None


NO_PREFERENCES = ClientPreferences()
"""Of a client that wishes for nothing."""
