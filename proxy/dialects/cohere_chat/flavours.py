"""How Cohere is reached: with an API key as a bearer token."""

from collections.abc import Mapping
from types import MappingProxyType

from proxy.dialects.flavour import Flavour

DIALECT = "cohere_chat"

FLAVOURS: Mapping[str, Flavour] = MappingProxyType(
    {flavour.name: flavour for flavour in (Flavour(name="cohere", title="Cohere", dialect=DIALECT, prefix="v2/"),)}
)
"""By the name that a `provider` document gives."""
