"""An endpoint as CEL reads it: facts flat, lists in order, prices in USD per 1M tokens; `None` stays unknown.

Built once for every endpoint when policies are compiled. The credential and the address are not facts, and not here.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from proxy.catalog.endpoint import Endpoint
from proxy.catalog.price import Price

_MICRO = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceView:
    """`endpoint.price.*` in CEL."""

    input: float
    output: float
    cache_read: float | None
    cache_write: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class EndpointView:
    """`endpoint.*` in CEL; `environment.py` declares the types."""

    id: str
    provider: str
    model: str
    headquarters: str | None
    processing: tuple[str, ...] | None
    storage: tuple[str, ...] | None
    retention_days: int | None
    training: bool | None
    zdr: bool | None
    certifications: tuple[str, ...]
    quantization: str | None
    context_length: int | None
    max_output_tokens: int | None
    features: tuple[str, ...]
    price: PriceView | None
    contract: str | None


def view_endpoint(endpoint: Endpoint) -> EndpointView:
    """Return what policies may read of *endpoint*."""
    facts = endpoint.governance
    return EndpointView(
        id=endpoint.id,
        provider=endpoint.provider,
        model=endpoint.model,
        headquarters=facts.headquarters,
        processing=_in_order(facts.processing),
        storage=_in_order(facts.storage),
        retention_days=facts.retention_days,
        training=facts.training,
        zdr=facts.zdr,
        certifications=tuple(sorted(facts.certifications)),
        quantization=endpoint.quantization,
        context_length=endpoint.context_length,
        max_output_tokens=endpoint.max_output_tokens,
        features=tuple(sorted(endpoint.features)),
        price=_view_price(endpoint.price),
        contract=facts.contract,
    )


def _in_order(values: Iterable[str] | None) -> tuple[str, ...] | None:
    return None if values is None else tuple(sorted(values))


def _view_price(price: Price | None) -> PriceView | None:
    """Return prices as the doubles an author writes: 1_250_000 is the same number as `1.25`."""
    if price is None:
        return None
    return PriceView(
        input=price.input / _MICRO,
        output=price.output / _MICRO,
        cache_read=_dollars(price.cache_read),
        cache_write=_dollars(price.cache_write),
    )


def _dollars(micro: int | None) -> float | None:
    return None if micro is None else micro / _MICRO
