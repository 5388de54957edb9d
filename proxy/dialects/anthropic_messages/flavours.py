"""The hosts of Messages.

Anthropic itself and Microsoft Foundry (`anthropic` 2.13.0, `lib/foundry.py`) differ in address alone. Amazon Bedrock has
Messages at `bedrock-mantle`, with a Bedrock API key as a bearer (`lib/bedrock/_mantle.py`). Google Cloud has the model in
the path and the version in the body (`lib/vertex/_client.py`). Many others offer Messages beside their own dialect (DeepSeek,
Moonshot and Z.ai under `/anthropic`); they follow the API of early 2025, in which a thought has a budget.

The flavours ask for the version 2023-06-01, which takes more than 2026-10-21 and answers in the same form.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from proxy.dialects.anthropic_messages import suiting
from proxy.dialects.anthropic_messages.models import Rules, rules_of
from proxy.dialects.anthropic_messages.names import NAME
from proxy.dialects.flavour import Auth, Flavour

VERSION = {"anthropic-version": "2023-06-01"}
GOOGLE_VERSION = {"anthropic_version": "vertex-2023-10-16"}
GOOGLE_PATH = "publishers/anthropic/models/{model}"

IMITATED = Rules(takes_adaptive=False, takes_system_turns=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class MessagesFlavour(Flavour):
    """A host of Messages; `rules` are what its models take, where that is not to be told by their names."""

    rules: Rules | None = None

    # The base's methods are called by name: a dataclass with slots is a new class, and `super()` would not know it.
    def changes(self, document: Mapping[str, Any]) -> dict[str, Any]:
        """Return what must change in the members of *document* for this host and the model that it names."""
        return {**self._suited(document)[0], **Flavour.changes(self, document)}

    def dropped(self, document: Mapping[str, Any]) -> tuple[str, ...]:
        """Return the members of *document* that host or model do not take, sorted."""
        return tuple(sorted({*self._suited(document)[1], *Flavour.dropped(self, document)}))

    def _suited(self, document: Mapping[str, Any]) -> tuple[dict[str, Any], frozenset[str]]:
        model = document.get("model")
        rules = self.rules or (rules_of(model) if isinstance(model, str) else None)
        return suiting.suit(document, rules) if rules else ({}, frozenset())


PLAIN = Flavour(name=NAME, title="Anthropic Messages", dialect=NAME, auth=Auth.X_API_KEY, headers=VERSION)
"""The dialect as it is: whatever it can say is sent, whether or not the model takes it."""

FLAVOURS: Mapping[str, Flavour] = MappingProxyType(
    {
        flavour.name: flavour
        for flavour in (
            PLAIN,
            MessagesFlavour(name="anthropic", title="Anthropic", dialect=NAME, auth=Auth.X_API_KEY, headers=VERSION),
            MessagesFlavour(
                name="vertex_anthropic",
                title="Claude on Google Cloud",
                dialect=NAME,
                auth=Auth.GOOGLE,
                omits=frozenset({"model"}),
                adds=GOOGLE_VERSION,
                path=f"{GOOGLE_PATH}:rawPredict",
                stream_path=f"{GOOGLE_PATH}:streamRawPredict",
            ),
            MessagesFlavour(
                name="foundry_anthropic",
                title="Claude in Microsoft Foundry",
                dialect=NAME,
                auth=Auth.X_API_KEY,
                headers=VERSION,
            ),
            MessagesFlavour(
                name="bedrock_anthropic",
                title="Claude in Amazon Bedrock",
                dialect=NAME,
                auth=Auth.BEARER,
                headers=VERSION,
            ),
            MessagesFlavour(
                name="anthropic_compatible",
                title="Any host of Messages",
                dialect=NAME,
                auth=Auth.X_API_KEY,
                headers=VERSION,
                rules=IMITATED,
            ),
        )
    }
)
