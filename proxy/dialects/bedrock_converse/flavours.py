"""How Bedrock is reached: with a signature of AWS's, or with a Bedrock API key (User Guide, "Use an API key")."""

from collections.abc import Mapping
from types import MappingProxyType

from proxy.dialects.flavour import Auth, Flavour

DIALECT = "bedrock_converse"

FLAVOURS: Mapping[str, Flavour] = MappingProxyType(
    {
        flavour.name: flavour
        for flavour in (
            Flavour(name="bedrock", title="Amazon Bedrock", dialect=DIALECT, auth=Auth.SIGV4),
            Flavour(name="bedrock_api_key", title="Amazon Bedrock, by API key", dialect=DIALECT, auth=Auth.BEARER),
        )
    }
)
"""By the name that a `provider` document gives."""
