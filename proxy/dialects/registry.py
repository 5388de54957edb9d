"""Every dialect by its name, and every flavour that a `provider` document may name as its `dialect`.

A wire format under its own name is its plain flavour. Adding a dialect is a package and a line here.
"""

from collections.abc import Mapping
from types import MappingProxyType

from proxy.canonical.outline import Outline
from proxy.canonical.parameters import DECIDING
from proxy.dialects.base import ClientDialect, Dialect, ProviderDialect
from proxy.dialects.flavour import Flavour
from proxy.dialects.openai_chat import OPENAI_CHAT
from proxy.dialects.openai_chat.flavours import FLAVOURS as OPENAI_CHAT_FLAVOURS
from proxy.dialects.passing import OPERATIONS, Operation

NATIVE = "dialect {}"
"""What a request needs that only endpoints of its own wire format can take, as it is named among parameters."""

DIALECTS: Mapping[str, Dialect] = MappingProxyType({dialect.name: dialect for dialect in (OPENAI_CHAT,)})

CLIENTS: Mapping[str, ClientDialect] = DIALECTS
SPOKEN: Mapping[str, ClientDialect | Operation] = MappingProxyType({**CLIENTS, **OPERATIONS})
"""Whatever a client may speak, conversations or not."""

PROVIDERS: Mapping[str, ProviderDialect] = DIALECTS

FLAVOURS: Mapping[str, Flavour] = MappingProxyType({**OPENAI_CHAT_FLAVOURS})


def carried(flavour: Flavour) -> frozenset[str]:
    """Return the parameters that can be said to a provider of *flavour*, and the name of its wire format."""
    parameters = PROVIDERS[flavour.dialect].parameters
    refused = {parameters.get(member, member) for member in flavour.refuses}
    return frozenset(parameters.values()) - refused | {NATIVE.format(flavour.dialect)}


CARRIED: Mapping[str, frozenset[str]] = MappingProxyType({name: carried(each) for name, each in FLAVOURS.items()})
"""Name of a flavour to what `carried` says of it."""


def demanded(outline: Outline, wire: str) -> frozenset[str]:
    """Return what an endpoint must carry for the request of *outline*, whose client speaks *wire*."""
    wanted = outline.parameters & DECIDING
    return wanted | {NATIVE.format(wire)} if outline.natives else wanted
