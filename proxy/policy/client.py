"""What a client wishes of its own lane, asked beside the policies: it only ever narrows and orders."""

from proxy.canonical.preferences import ClientPreferences
from proxy.catalog.endpoint import Endpoint
from proxy.catalog.index import Catalog
from proxy.policy.document import Preference


def why_not(endpoint: Endpoint, wishes: ClientPreferences) -> tuple[str, str] | None:
    """Return the wish that *endpoint* does not meet."""
    return None


def narrow(mask: int, catalog: Catalog, wishes: ClientPreferences) -> int:
    """Return the endpoints of *mask* that meet the client's wishes."""
    return mask


def attempts_cap(wishes: ClientPreferences) -> int | None:
    """Return how many endpoints may be tried."""
    return None


def preference(wishes: ClientPreferences, inherited: Preference) -> Preference:
    """Return the order."""
    return inherited
