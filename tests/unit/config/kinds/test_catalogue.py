"""`kind: provider`, `model`, `alias`: defaults, what an endpoint states over them, and what is unknown."""

from proxy.catalog.governance import Evidence, Governance
from proxy.catalog.index import Catalog
from proxy.catalog.price import Price
from proxy.catalog.provider import Timeouts
from proxy.catalog.secret import Secret
from proxy.config.kinds.catalogue import Surroundings, read_catalog
from tests.support.configuration import MODEL, PROVIDER, read

FULL = """\
kind: provider
id: nordlys
title: Nordlys AI
dialect: openai_chat
base_url: https://api.nordlys.example/v1/
credential: env:NORDLYS
timeouts: {connect: 2s}
defaults:
  headquarters: se
  processing: [SE, ch]
  storage: [eu]
  retention_days: 0
  training: false
  zdr: true
  certifications: [iso27001]
  quantization: bf16
  contract: MSA-1
  evidence: {source: trust page, verified_at: 2026-01-01, valid_until: 2026-06-30}
  context_length: 1000
  max_output_tokens: 100
  features: [tools]
  price: {input: 0.5, output: 1}
endpoints:
  - {id: one, model: acme/small, upstream_model: small}
  - id: two
    model: acme/small
    upstream_model: small-2
    base_url: https://eu.nordlys.example
    credential: file:/run/eu
    timeouts: {idle: 9s}
    retention_days: 30
    zdr: false
    certifications: []
    features: [vision]
    price: {input: 0.25, output: 2, cache_read: 0.025}
"""
ALIAS = "kind: alias\nid: fast\nmodel: acme/small\n"


def catalog(*documents: str, today: str = "2026-01-02", base_urls=None) -> Catalog:
    """Read *documents* in surroundings of which a test changes one thing."""
    secrets = {("nordlys", name): Secret(name, reference=name) for name in ("env:NORDLYS", "file:/run/eu")}
    surroundings = Surroundings(
        secrets=secrets, base_urls=base_urls or {}, timeouts=Timeouts(response=7.0), today=today
    )
    return read_catalog(read(*documents), surroundings)


def test_an_endpoint_has_its_providers_defaults():
    """What is true of a provider is written once."""
    one = catalog(MODEL, FULL).endpoints[0]
    expected = Governance(
        headquarters="SE",
        processing=frozenset({"SE", "CH"}),
        storage=one.governance.storage,
        retention_days=0,
        training=False,
        zdr=True,
        certifications=frozenset({"iso27001"}),
        contract="MSA-1",
        evidence=Evidence(source="trust page", verified_at="2026-01-01", valid_until="2026-06-30"),
    )

    assert expected == one.governance
    assert (27, Price(input=500_000, output=1_000_000)) == (len(one.governance.storage or ()), one.price)
    assert ("bf16", 1000, 100, frozenset({"tools"})) == (
        one.quantization,
        one.context_length,
        one.max_output_tokens,
        one.features,
    )


def test_an_endpoints_own_fields_win():
    """What it does not state it inherits; lists are replaced, not joined."""
    two = catalog(MODEL, FULL).endpoints[1]

    assert ("https://eu.nordlys.example", "file:/run/eu") == (two.base_url, two.credential and two.credential.reference)
    assert (30, False, frozenset(), frozenset({"vision"})) == (
        two.governance.retention_days,
        two.governance.zdr,
        two.governance.certifications,
        two.features,
    )
    assert Price(input=250_000, output=2_000_000, cache_read=25_000) == two.price


def test_timeouts_come_from_the_nearest_level():
    """Endpoint, provider, gateway, in this order, one by one."""
    one, two = catalog(MODEL, FULL).endpoints

    assert Timeouts(connect=2.0, response=7.0) == one.timeouts
    assert Timeouts(connect=2.0, response=7.0, idle=9.0) == two.timeouts


def test_what_nobody_states_is_unknown():
    """Absent is never a default that would pass a policy."""
    endpoint = catalog(MODEL, PROVIDER).endpoints[0]

    assert (Governance(), None, None, None) == (
        endpoint.governance,
        endpoint.price,
        endpoint.context_length,
        endpoint.quantization,
    )


def test_expired_evidence_makes_facts_unknown():
    """The day after its last day, evidence supports nothing."""
    facts = [
        catalog(MODEL, FULL, today=today).endpoints[0].governance.training for today in ("2026-06-30", "2026-07-01")
    ]

    assert [False, None] == facts


def test_a_simulated_provider_has_one_address_for_all_its_endpoints():
    """No call of a simulation reaches the real address, overridden ones included."""
    endpoints = catalog(MODEL, FULL, base_urls={"nordlys": "http://127.0.0.1:9/v1"}).endpoints

    assert {"http://127.0.0.1:9/v1"} == {endpoint.base_url for endpoint in endpoints}


def test_titles_default_to_ids():
    """A title is for people and never needed."""
    found = catalog(MODEL, PROVIDER)

    assert ("acme/small", "nordlys") == (found.models["acme/small"].title, found.providers["nordlys"].title)


def test_places_are_those_of_the_documents():
    """A refusal can point at the endpoint it removed."""
    found = catalog(MODEL, ALIAS, PROVIDER)

    assert ["a.yaml:1:1", "a.yaml:8:1", "a.yaml:14:5"] == [
        found.models["acme/small"].place,
        found.providers["nordlys"].place,
        found.endpoints[0].place,
    ]
    assert "acme/small" == found.resolve("fast")
