"""Every dialect by its name, and every flavour that a `provider` document may name as its `dialect`.

Where several providers speak a wire format, it is its own plain flavour. Adding a dialect is a package and a line here.
"""

from collections.abc import Mapping
from types import MappingProxyType

from proxy.canonical.outline import Outline
from proxy.canonical.parameters import DECIDING
from proxy.dialects.anthropic_messages import ANTHROPIC_MESSAGES
from proxy.dialects.anthropic_messages.flavours import FLAVOURS as ANTHROPIC_FLAVOURS
from proxy.dialects.base import ClientDialect, Dialect, ProviderDialect
from proxy.dialects.bedrock_converse import BEDROCK_CONVERSE
from proxy.dialects.bedrock_converse.flavours import FLAVOURS as BEDROCK_FLAVOURS
from proxy.dialects.cohere_chat.dialect import COHERE_CHAT
from proxy.dialects.cohere_chat.flavours import FLAVOURS as COHERE_FLAVOURS
from proxy.dialects.flavour import Flavour
from proxy.dialects.gemini import GEMINI, GEMINI_ARRAY
from proxy.dialects.gemini.flavours import FLAVOURS as GEMINI_FLAVOURS
from proxy.dialects.openai_chat import OPENAI_CHAT
from proxy.dialects.openai_chat.flavours import FLAVOURS as OPENAI_CHAT_FLAVOURS
from proxy.dialects.openai_completions import OPENAI_COMPLETIONS
from proxy.dialects.openai_responses import OPENAI_RESPONSES
from proxy.dialects.openai_responses.flavours import FLAVOURS as OPENAI_RESPONSES_FLAVOURS
from proxy.dialects.passing import OPERATIONS, Operation

NATIVE = "dialect {}"
"""What a request needs that only endpoints of its own wire format can take, as it is named among parameters."""

BOTH_WAYS: tuple[Dialect, ...] = (
    OPENAI_CHAT,
    OPENAI_RESPONSES,
    ANTHROPIC_MESSAGES,
    GEMINI,
    BEDROCK_CONVERSE,
    COHERE_CHAT,
)

CLIENTS_ALONE: tuple[ClientDialect, ...] = (GEMINI_ARRAY, OPENAI_COMPLETIONS)
"""What clients speak and no provider is sent."""

DIALECTS: Mapping[str, Dialect] = MappingProxyType({dialect.name: dialect for dialect in BOTH_WAYS})

CLIENTS: Mapping[str, ClientDialect] = MappingProxyType({**DIALECTS, **{each.name: each for each in CLIENTS_ALONE}})
SPOKEN: Mapping[str, ClientDialect | Operation] = MappingProxyType({**CLIENTS, **OPERATIONS})
"""Whatever a client may speak, conversations or not."""

PROVIDERS: Mapping[str, ProviderDialect] = DIALECTS

FLAVOURS: Mapping[str, Flavour] = MappingProxyType(
    {
        **OPENAI_CHAT_FLAVOURS,
        **OPENAI_RESPONSES_FLAVOURS,
        **ANTHROPIC_FLAVOURS,
        **GEMINI_FLAVOURS,
        **BEDROCK_FLAVOURS,
        **COHERE_FLAVOURS,
    }
)


def carried(flavour: Flavour) -> frozenset[str]:
    """Return the parameters that can be said to a provider of *flavour*, and the name of its wire format."""
    members = PROVIDERS[flavour.dialect].parameters
    said = {name for member, name in members.items() if member not in flavour.refuses}
    return frozenset(said | {NATIVE.format(flavour.dialect)})


CARRIED: Mapping[str, frozenset[str]] = MappingProxyType({name: carried(each) for name, each in FLAVOURS.items()})
"""Name of a flavour to what `carried` says of it."""


def demanded(outline: Outline, wire: str) -> frozenset[str]:
    """Return what an endpoint must carry for the request of *outline*, whose client speaks *wire*."""
    wanted = outline.parameters & DECIDING
    return wanted | {NATIVE.format(wire)} if has_no_substitute(outline) else wanted


def has_no_substitute(outline: Outline) -> bool:
    """Say whether the request cannot do without what only its own dialect has.

    A provider's own tool beside others (an agent that offers a web search among its functions) is dropped, and named: the
    model works with the rest. Where there is no other tool, the call is for that tool alone.
    """
    if not outline.natives:
        return False
    natives, tools = set(outline.natives), set(outline.tools)
    return not natives <= tools or tools <= natives
