"""Builders with sane defaults; a test names only what it is about."""

from proxy.catalog.endpoint import Endpoint
from proxy.catalog.governance import Governance
from proxy.catalog.price import Price
from proxy.catalog.provider import Timeouts

PLAIN = Price(input=1_000_000, output=2_000_000)


def make_endpoint(
    name: str = "nordlys-gpt-oss",
    *,
    provider: str = "nordlys",
    model: str = "openai/gpt-oss-120b",
    price: Price | None = PLAIN,
    features: frozenset[str] = frozenset(),
    context_length: int | None = None,
    governance: Governance | None = None,
    base_url: str = "http://127.0.0.1:9/v1",
    timeouts: Timeouts | None = None,
) -> Endpoint:
    """Return an endpoint."""
    return Endpoint(
        id=name,
        provider=provider,
        model=model,
        upstream_model=model.partition("/")[2],
        dialect="openai_chat",
        base_url=base_url,
        credential=None,
        place="providers.yaml:1:1",
        governance=governance or Governance(),
        price=price,
        context_length=context_length,
        features=features,
        timeouts=timeouts or Timeouts(),
    )
