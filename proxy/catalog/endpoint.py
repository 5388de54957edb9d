"""An endpoint: one model at one provider in one region, with its price and facts."""

from dataclasses import dataclass, field

from proxy.catalog.governance import Governance
from proxy.catalog.price import Price
from proxy.catalog.provider import Timeouts
from proxy.catalog.secret import Secret

CHAT_ONLY = frozenset({"chat"})
"""What an endpoint is for that says nothing else: conversations, in whichever dialect."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Endpoint:
    """One way to have one model served.

    `upstream_model` is what the provider calls the model; `dialect` names the wire format as the provider speaks it at
    `base_url`, which ends before the dialect's own path (`https://api.openai.com/v1`). `auth` says how the credential is
    shown where the provider's usual way is not meant. `operations` are what it is for; `parameters` what of a request can
    be said in its dialect. `None` in `context_length`, `max_output_tokens`, `quantization` and `price` is unknown.
    """

    id: str
    provider: str
    model: str
    upstream_model: str
    dialect: str
    base_url: str
    credential: Secret | None
    place: str
    governance: Governance = field(default_factory=Governance)
    price: Price | None = None
    context_length: int | None = None
    max_output_tokens: int | None = None
    quantization: str | None = None
    features: frozenset[str] = frozenset()
    operations: frozenset[str] = CHAT_ONLY
    parameters: frozenset[str] = frozenset()
    auth: str | None = None
    timeouts: Timeouts = field(default_factory=Timeouts)
