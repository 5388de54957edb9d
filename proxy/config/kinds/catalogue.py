"""`kind: provider`, `model` and `alias` to the catalogue."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from proxy.catalog.endpoint import CHAT_ONLY, Endpoint
from proxy.catalog.governance import Evidence, Governance
from proxy.catalog.index import Catalog, build_catalog
from proxy.catalog.model import Model
from proxy.catalog.price import Price
from proxy.catalog.provider import Provider, Timeouts
from proxy.catalog.regions import expand
from proxy.catalog.secret import Secret
from proxy.config.documents import Document
from proxy.config.fields import read_base_url, read_country, read_price
from proxy.config.kinds.gateway import read_timeouts

NO_DAY = ""
"""A day before every other, on which no evidence has expired."""

PRICES = ("input", "output", "cache_read", "cache_write")


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What endpoints need that does not stand in their document.

    `secrets` has the credential of each provider and reference; `base_urls` replaces the addresses of whole providers,
    and `auth` then how their credentials are shown. `carried` has the parameters that each dialect can say.
    Facts whose evidence is older than `today` allows are unknown.
    """

    secrets: Mapping[tuple[str, str], Secret]
    base_urls: Mapping[str, str]
    timeouts: Timeouts
    today: str
    auth: str | None = None
    carried: Mapping[str, frozenset[str]] = field(default_factory=dict)


def read_catalog(documents: Sequence[Document], surroundings: Surroundings) -> Catalog:
    """Return the catalogue that all *documents* together state."""
    providers = [document for document in documents if document.kind == "provider"]
    return build_catalog(
        [endpoint for document in providers for endpoint in _endpoints(document, surroundings)],
        [_model(document) for document in documents if document.kind == "model"],
        [_provider(document) for document in providers],
        {document.value["id"]: document.value["model"] for document in documents if document.kind == "alias"},
    )


def facts_of(document: Document, endpoint: Mapping[str, Any]) -> dict[str, Any]:
    """Return an endpoint's fields over the defaults of its provider *document*."""
    inherited = {
        name: document.value[name] for name in ("dialect", "base_url", "credential", "auth") if name in document.value
    }
    return {**inherited, **document.value.get("defaults", {}), **endpoint}


def _model(document: Document) -> Model:
    value = document.value
    return Model(id=value["id"], title=value.get("title", value["id"]), place=document.place)


def _provider(document: Document) -> Provider:
    value = document.value
    return Provider(id=value["id"], title=value.get("title", value["id"]), place=document.place)


def _endpoints(document: Document, surroundings: Surroundings) -> Iterable[Endpoint]:
    shared = read_timeouts(document.value, surroundings.timeouts)
    for index, endpoint in enumerate(document.value["endpoints"]):
        yield read_endpoint(
            document.value["id"],
            facts_of(document, endpoint),
            place=document.place_of("endpoints", index),
            timeouts=read_timeouts(endpoint, shared),
            surroundings=surroundings,
        )


def read_endpoint(
    provider: str, facts: Mapping[str, Any], *, place: str, timeouts: Timeouts, surroundings: Surroundings
) -> Endpoint:
    """Return the endpoint of *provider* with these *facts*, those of its provider included."""
    base_url = surroundings.base_urls.get(provider, facts["base_url"])
    return Endpoint(
        id=facts["id"],
        provider=provider,
        model=facts["model"],
        upstream_model=facts["upstream_model"],
        dialect=facts["dialect"],
        base_url=read_base_url(base_url),
        credential=surroundings.secrets.get((provider, facts.get("credential", ""))),
        place=place,
        governance=_governance(facts).as_of(surroundings.today),
        price=_price(facts.get("price")),
        context_length=facts.get("context_length"),
        max_output_tokens=facts.get("max_output_tokens"),
        quantization=facts.get("quantization"),
        features=frozenset(facts.get("features", ())),
        operations=frozenset(facts.get("operations", CHAT_ONLY)),
        parameters=surroundings.carried.get(facts["dialect"], frozenset()),
        auth=surroundings.auth or facts.get("auth"),
        timeouts=timeouts,
    )


def _governance(facts: Mapping[str, Any]) -> Governance:
    return Governance(
        headquarters=read_country(facts["headquarters"]) if "headquarters" in facts else None,
        processing=expand(facts["processing"]) if "processing" in facts else None,
        storage=expand(facts["storage"]) if "storage" in facts else None,
        retention_days=facts.get("retention_days"),
        training=facts.get("training"),
        zdr=facts.get("zdr"),
        certifications=frozenset(facts.get("certifications", ())),
        contract=facts.get("contract"),
        evidence=Evidence(**facts["evidence"]) if "evidence" in facts else None,
    )


def _price(value: Mapping[str, float] | None) -> Price | None:
    if value is None:
        return None
    return Price(**{name: read_price(value[name]) for name in PRICES if name in value})
