"""The catalogue's look-ups: names to models, models to endpoints, masks to endpoints."""

from dataclasses import replace

import pytest

from proxy.catalog.endpoint import Endpoint
from proxy.catalog.governance import Evidence, Governance
from proxy.catalog.index import as_of, build_catalog
from proxy.catalog.model import Model
from proxy.catalog.provider import Provider
from proxy.errors import ModelNotFound


def endpoint(name: str, model: str = "openai/gpt-oss-120b") -> Endpoint:
    """Make an endpoint that differs in what a test is about."""
    return Endpoint(
        id=name,
        provider="nordlys",
        model=model,
        upstream_model="gpt-oss",
        dialect="openai_chat",
        base_url="http://127.0.0.1/v1",
        credential=None,
        place="providers.yaml:1:1",
    )


def catalog(*endpoints: Endpoint):
    """Make a catalogue of two models and an alias."""
    models = [
        Model(id=name, title=name, place="models.yaml:1:1") for name in ("openai/gpt-oss-120b", "mistralai/small")
    ]
    providers = [Provider(id="nordlys", title="Nordlys", place="providers.yaml:1:1")]
    return build_catalog(endpoints, models, providers, {"fast": "mistralai/small"})


def test_order_of_documents_never_matters():
    """The same endpoints in another order make the same catalogue."""
    assert catalog(endpoint("a"), endpoint("b")) == catalog(endpoint("b"), endpoint("a"))


def test_a_mask_names_the_endpoints_of_a_model():
    """Bits in a mask are positions in the catalogue."""
    built = catalog(endpoint("a"), endpoint("b", "mistralai/small"), endpoint("c"))

    assert ["a", "c"] == [found.id for found in built.of_mask(built.serving["openai/gpt-oss-120b"])]
    assert () == built.of_mask(0)


def test_an_alias_resolves_to_its_model():
    """A client may use either name."""
    assert "mistralai/small" == catalog().resolve("fast") == catalog().resolve("mistralai/small")


def test_an_unknown_model_suggests_its_neighbour():
    """A typing error is answered with the name that was meant."""
    with pytest.raises(ModelNotFound, match="did you mean `openai/gpt-oss-120b`"):
        catalog().resolve("openai/gpt-oss-120")


def test_facts_are_those_of_a_day():
    """The day after their evidence's last they are unknown, and the catalogue itself stays as it was stated."""
    evidence = Evidence(source="s", verified_at="2026-01-01", valid_until="2026-12-31")
    stated = catalog(replace(endpoint("a"), governance=Governance(training=False, evidence=evidence)))
    facts = [as_of(stated, day).endpoints[0].governance.training for day in ("2026-12-31", "2027-01-01")]

    assert ([False, None], False) == (facts, stated.endpoints[0].governance.training)
