"""Which models a call may try, in order: the requested one, then the client's own list or the policies' fallback."""

from collections.abc import Iterable
from dataclasses import dataclass

from proxy.canonical.preferences import NO_PREFERENCES
from proxy.catalog.index import Catalog
from proxy.policy import client
from proxy.policy.document import Preference
from proxy.policy.program import Call
from proxy.policy.terms import Terms


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Itinerary:
    """The models of a call under its terms, each with the order of its endpoints; `reach` has the endpoints of all.

    `is_lasting` says that every call for this model under these terms has the same.
    """

    terms: Terms
    model: str
    routes: tuple[tuple[str, Preference], ...]
    reach: int
    is_lasting: bool


def plan_models(call: Call, terms: Terms, catalog: Catalog) -> Itinerary:
    """Return the itinerary of *call*; the client's list takes the place of a fallback, for nothing is more specific."""
    request, _ = call
    preference = client.preference(request.wishes, terms.preference)
    branches = terms.branches(request.model)
    if request.wishes.models:
        following = [(model, preference) for model in request.wishes.models]
    else:
        open_branches = (pair for pair in branches if pair[0].is_open(call))
        following = [(branch.model, client.preference(request.wishes, own)) for branch, own in open_branches]
    routes = unaliased([(request.model, preference), *following], catalog)
    reach = 0
    for model in routes:
        reach |= catalog.serving.get(model, 0)
    return Itinerary(
        terms=terms,
        model=request.model,
        routes=tuple(routes.items()),
        reach=reach,
        is_lasting=request.wishes is NO_PREFERENCES and all(branch.when is None for branch, _ in branches),
    )


def unaliased(routes: Iterable[tuple[str, Preference]], catalog: Catalog) -> dict[str, Preference]:
    """Return the order for each model, aliases resolved, each model where it comes first."""
    found: dict[str, Preference] = {}
    for name, preference in routes:
        found.setdefault(catalog.aliases.get(name, name), preference)
    return found
