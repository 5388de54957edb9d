"""What a client wishes of its own lane, asked beside the policies: it only ever narrows, and orders what is left.

An unknown fact does not meet a wish that needs it, as it does not meet a policy. A name means a provider or an endpoint by
its id; one with a region (`azure/swedencentral`) means nobody, since a region is an endpoint of its own here.
"""

from collections.abc import Callable, Iterable
from dataclasses import replace

from proxy.canonical.preferences import NO_PREFERENCES, ClientPreferences
from proxy.catalog.endpoint import Endpoint
from proxy.catalog.index import Catalog
from proxy.policy.document import Preference, Sort
from proxy.policy.patterns import write_list

MICRO = 1_000_000

Objection = tuple[str, str]
"""The wish as the client wrote it, and what was found instead."""


def why_not(endpoint: Endpoint, wishes: ClientPreferences) -> Objection | None:
    """Return the first wish that *endpoint* does not meet, or `None` where it meets all."""
    if wishes is NO_PREFERENCES:
        return None
    return next((found for rule in RULES if (found := rule(endpoint, wishes)) is not None), None)


def narrow(mask: int, catalog: Catalog, wishes: ClientPreferences) -> int:
    """Return those endpoints of *mask* that meet the client's wishes. INVARIANT: bits are only ever cleared."""
    rest = mask
    while rest:
        lowest = rest & -rest
        rest ^= lowest
        if why_not(catalog.endpoints[lowest.bit_length() - 1], wishes) is not None:
            mask ^= lowest
    return mask


def attempts_cap(wishes: ClientPreferences) -> int | None:
    """Return 1 where the client wants its first choice or nothing; an `order` closes the set instead."""
    return 1 if not wishes.allow_fallbacks and not wishes.order else None


def preference(wishes: ClientPreferences, inherited: Preference) -> Preference:
    """Return the order that the client wants, and that of the policies where it states none."""
    if wishes.sort is None and not wishes.order and not wishes.across_models:
        return inherited
    stated = replace(inherited, across_models=wishes.across_models)
    if wishes.sort is not None:
        stated = replace(stated, sort=Sort(wishes.sort), order=())
    return replace(stated, order=wishes.order) if wishes.order else stated


def is_named(endpoint: Endpoint, names: Iterable[str]) -> bool:
    """Say whether one of *names* means *endpoint*."""
    return any(name in {endpoint.provider, endpoint.id} for name in names)


def _only(endpoint: Endpoint, wishes: ClientPreferences) -> Objection | None:
    if wishes.only is None or is_named(endpoint, wishes.only):
        return None
    return f"provider.only: {write_list(wishes.only)}", f"the provider is `{endpoint.provider}`"


def _ignore(endpoint: Endpoint, wishes: ClientPreferences) -> Objection | None:
    """Ignore the whole provider where a region of it is named: more than was wished, and never less."""
    if not is_named(endpoint, [part for name in wishes.ignore for part in (name, name.partition("/")[0])]):
        return None
    return f"provider.ignore: {write_list(wishes.ignore)}", f"the provider is `{endpoint.provider}`"


def _order(endpoint: Endpoint, wishes: ClientPreferences) -> Objection | None:
    """Without fallbacks, an order is the whole set."""
    if wishes.allow_fallbacks or not wishes.order or is_named(endpoint, wishes.order):
        return None
    return (
        f"provider.order: {write_list(wishes.order)}, allow_fallbacks: false",
        f"the provider is `{endpoint.provider}`",
    )


def _zdr(endpoint: Endpoint, wishes: ClientPreferences) -> Objection | None:
    if not wishes.zdr or endpoint.governance.zdr is True:
        return None
    return "provider.zdr: true", f"`endpoint.zdr` is {_told(endpoint.governance.zdr)}"


def _collection(endpoint: Endpoint, wishes: ClientPreferences) -> Objection | None:
    """Deny whoever may train, and whoever keeps anything: `deny` excludes who stores more than in passing."""
    facts = endpoint.governance
    if not wishes.denies_collection or (facts.training is False and (facts.retention_days == 0 or facts.zdr is True)):
        return None
    found = (
        f"`endpoint.training` is {_told(facts.training)}, `endpoint.retention_days` is {_told(facts.retention_days)}"
    )
    return 'provider.data_collection: "deny"', found


def _quantizations(endpoint: Endpoint, wishes: ClientPreferences) -> Objection | None:
    """Compare number formats; one that nobody knows is `unknown`, which a client may allow by that name."""
    found = endpoint.quantization or "unknown"
    if wishes.quantizations is None or found in wishes.quantizations:
        return None
    return f"provider.quantizations: {write_list(wishes.quantizations)}", f"`endpoint.quantization` is {found}"


def _price(endpoint: Endpoint, wishes: ClientPreferences) -> Objection | None:
    """Compare prices in USD per million tokens; one that nobody knows is over every bound."""
    price = endpoint.price
    for name, bound, charged in (
        ("prompt", wishes.max_price_input, None if price is None else price.input),
        ("completion", wishes.max_price_output, None if price is None else price.output),
    ):
        if bound is not None and (charged is None or charged > round(bound * MICRO)):
            found = "unknown" if charged is None else f"{charged / MICRO:g}"
            return f"provider.max_price.{name}: {bound:g}", f"the price is {found}"
    return None


def _parameters(endpoint: Endpoint, wishes: ClientPreferences) -> Objection | None:
    """Ask for the features that the request needs, and for a dialect in which all that it sets can be said."""
    missing = wishes.requires - endpoint.features
    if missing:
        return "provider.require_parameters: true", f"`endpoint.features` lacks {', '.join(sorted(missing))}"
    unsaid = wishes.carries - endpoint.parameters
    if not unsaid:
        return None
    return (
        "provider.require_parameters: true",
        f"its dialect `{endpoint.dialect}` cannot say {', '.join(sorted(unsaid))}",
    )


def _told(fact: object) -> str:
    return "unknown" if fact is None else str(fact).lower()


Rule = Callable[[Endpoint, ClientPreferences], Objection | None]

RULES: tuple[Rule, ...] = (_only, _ignore, _order, _zdr, _collection, _quantizations, _price, _parameters)
"""Every wish that can rule an endpoint out."""
