"""The catalogue under `policies/catalog`: consistent in itself, sourced and dated, and as the documentation counts it.

It is read here with plain YAML, so that what is checked are the files and not the loader.
"""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
import yaml

from proxy.catalog.regions import expand
from proxy.dialects.registry import FLAVOURS
from proxy.dialects.registry import PROVIDERS as PROVIDERS_OF

ROOT = Path(__file__).parents[2]
CATALOGUE = ROOT / "policies" / "catalog"
PAGE = ROOT / "docs" / "explanation" / "catalogue.md"

FACTS = ("headquarters", "processing", "storage", "retention_days", "training", "zdr", "certifications")
COLUMNS = ("headquarters", "processing", "storage", "retention_days", "training")
GOVERNANCE = {*FACTS, "quantization", "contract", "evidence"}
FIELDS = {
    "provider": {
        "kind",
        "id",
        "title",
        "dialect",
        "auth",
        "base_url",
        "credential",
        "timeouts",
        "defaults",
        "endpoints",
    },
    "model": {"kind", "id", "title", "released", "source", "modalities", "open_weights"},
    "alias": {"kind", "id", "model"},
    "endpoint": {"id", "model", "upstream_model", "dialect", "auth", "base_url", "credential", "operations"}
    | {"price", "context_length", "max_output_tokens", "features", *GOVERNANCE},
}
FEATURES = {"tools", "json_schema", "vision", "audio", "files", "reasoning", "prompt_cache", "logprobs"}
PRICED = {"input", "output", "cache_read", "cache_write"}
ID = re.compile(r"[a-z0-9][a-z0-9._-]*")
MODEL_ID = re.compile(r"[a-z0-9][a-z0-9-]*/[a-z0-9][a-z0-9._-]*")
PRICE_SOURCE = re.compile(r"# prices: \S.* \d{4}-\d{2}-\d{2}")
YEAR = timedelta(days=366)


def documents(path: Path) -> list[dict]:
    """Read every document of one file."""
    return list(yaml.safe_load_all(path.read_text(encoding="utf-8")))


ALL = {path: documents(path) for path in sorted(CATALOGUE.rglob("*.yaml"))}
PROVIDERS = [document for found in ALL.values() for document in found if document["kind"] == "provider"]
MODELS = [document for found in ALL.values() for document in found if document["kind"] == "model"]
ALIASES = [document for found in ALL.values() for document in found if document["kind"] == "alias"]


def with_defaults() -> Iterator[tuple[str, dict]]:
    """Give each endpoint as it stands after the defaults of its provider, beside the provider's id."""
    for provider in PROVIDERS:
        for endpoint in provider["endpoints"]:
            yield provider["id"], {**provider.get("defaults", {}), **endpoint}


ENDPOINTS = list(with_defaults())
each_endpoint = pytest.mark.parametrize("endpoint", [found for _, found in ENDPOINTS], ids=lambda found: found["id"])


def test_the_catalogue_is_large_enough_to_start_from():
    """An organisation finds the providers and models it already uses: at least 14 and 60 endpoints."""
    assert len(PROVIDERS) >= 14
    assert len(ENDPOINTS) >= 60


def test_ids_are_unique_and_well_formed():
    """Provider, endpoint and model ids are unique in the whole catalogue, since policies and journals name them."""
    named = [
        *(("provider", provider["id"]) for provider in PROVIDERS),
        *(("endpoint", endpoint["id"]) for _, endpoint in ENDPOINTS),
        *(("model", name["id"]) for name in [*MODELS, *ALIASES]),
    ]
    assert [] == [name for name, count in Counter(named).items() if count > 1]
    assert [] == [name for kind, name in named if kind != "model" and not ID.fullmatch(name)]
    assert [] == [model["id"] for model in MODELS if not MODEL_ID.fullmatch(model["id"])]


def test_models_and_endpoints_belong_together():
    """Every endpoint and alias names a model with a document, and no model stands there that nobody serves."""
    served = {endpoint["model"] for _, endpoint in ENDPOINTS}
    known = {model["id"] for model in MODELS}
    assert known == served
    assert set() == {alias["model"] for alias in ALIASES} - known


def test_documents_use_only_fields_of_the_language():
    """A misspelt field would be a fact nobody reads."""
    found = [(document["kind"], set(document)) for documents in ALL.values() for document in documents]
    found += [("endpoint", set(endpoint)) for _, endpoint in ENDPOINTS]
    assert [] == [(kind, fields - FIELDS[kind]) for kind, fields in found if fields - FIELDS[kind]]
    assert set() == {key for provider in PROVIDERS for key in provider.get("defaults", {})} - GOVERNANCE


def test_each_provider_has_a_file_of_its_name():
    """One provider a file, named for it, so that an operator takes what is wanted and leaves the rest."""
    assert sorted(provider["id"] for provider in PROVIDERS) == sorted(
        path.stem for path in CATALOGUE.glob("providers/*.yaml")
    )


@each_endpoint
def test_facts_have_evidence_with_dates(endpoint):
    """Whoever states a governance fact says where it was read, when, and until when it may be relied on: a year."""
    if not {*FACTS} & set(endpoint):
        return
    evidence = endpoint["evidence"]
    assert {"source", "verified_at", "valid_until"} == set(evidence)
    assert evidence["source"].startswith("https://")
    assert isinstance(evidence["verified_at"], date)
    assert evidence["verified_at"] < evidence["valid_until"] <= evidence["verified_at"] + YEAR


@each_endpoint
def test_zero_retention_is_consistent(endpoint):
    """`zdr: true` says that nothing is kept and nothing trained on; an endpoint must not contradict itself."""
    if endpoint.get("zdr"):
        assert endpoint["retention_days"] == 0
        assert endpoint["training"] is False


@each_endpoint
def test_regions_are_regions(endpoint):
    """Headquarters, processing and storage are ISO codes or groups the package knows."""
    named = [*endpoint.get("processing", []), *endpoint.get("storage", [])]
    headquarters = [endpoint["headquarters"]] if "headquarters" in endpoint else []
    assert [code.upper() for code in headquarters] == headquarters
    assert all(expand([name]) for name in [*named, *headquarters])


@each_endpoint
def test_prices_and_limits_are_exact(endpoint):
    """A price is whole in micro-USD per million tokens, a limit a positive integer, a feature one of the closed set."""
    price = endpoint.get("price", {"input": 0, "output": 0})
    assert {"input", "output"} <= set(price) <= PRICED
    assert all(Decimal(str(amount)) >= 0 for amount in price.values())
    assert [] == [amount for amount in price.values() if Decimal(str(amount)) * 1_000_000 % 1]
    assert all(endpoint.get(limit, 1) > 0 for limit in ("context_length", "max_output_tokens"))
    assert set() == set(endpoint.get("features", [])) - FEATURES


@pytest.mark.parametrize("path", sorted(CATALOGUE.glob("providers/*.yaml")), ids=lambda path: path.stem)
def test_prices_name_their_source(path):
    """A `# prices:` comment with a date stands above the first price of a file; without prices it needs none."""
    text = path.read_text(encoding="utf-8")
    before, priced, _ = text.partition("    price: {")
    assert not priced or PRICE_SOURCE.search(before)


def test_credentials_are_references():
    """A credential is the name of an environment variable; no secret stands in the catalogue."""
    stated = [
        document["credential"] for document in [*PROVIDERS, *(e for _, e in ENDPOINTS)] if "credential" in document
    ]
    assert [] == [credential for credential in stated if not re.fullmatch(r"env:[A-Z][A-Z0-9_]*", credential)]


SPOKEN = [
    {"dialect": provider["dialect"], "base_url": provider["base_url"], **endpoint}
    for provider in PROVIDERS
    for endpoint in provider["endpoints"]
]
"""Each endpoint with the dialect and the address that it has."""

ENDS = {
    "anthropic": "https://api.anthropic.com",
    "azure_openai": ".openai.azure.com",
    "bedrock_api_key": ".amazonaws.com",
    "gemini": "/v1beta",
    "openai": "/v1",
    "openai_responses": "/v1",
    "vertex_gemini": "/projects/YOUR-PROJECT/locations/eu",
}
"""How the address of a host ends: what stands below it is the dialect's, or the flavour's."""


@pytest.mark.parametrize("endpoint", SPOKEN, ids=lambda found: found["id"])
def test_dialects_and_addresses(endpoint):
    """A dialect is one that the gateway speaks; an address is https, without the dialect's own path, or this machine."""
    flavour, url = FLAVOURS[endpoint["dialect"]], endpoint["base_url"]
    route = PROVIDERS_OF[flavour.dialect].route(endpoint["upstream_model"], stream=False)
    assert url.startswith(("https://", "http://127.0.0.1:"))
    assert not url.endswith(("/", route))
    assert url.endswith(ENDS.get(flavour.name, ""))


def test_each_company_is_spoken_to_in_its_own_way():
    """Where the gateway knows a provider's own way, the catalogue uses it: a plain name would lose what is known."""
    others = {"bedrock": "bedrock_api_key"}
    known = {provider["id"]: provider["dialect"] for provider in PROVIDERS if provider["id"] in FLAVOURS}
    assert {name: others.get(name, name) for name in known} == known
    assert set() == {endpoint["dialect"] for endpoint in SPOKEN} & {"openai_chat", "anthropic_messages"}


def known(fact: str, endpoints: list[dict]) -> str:
    """Say of how many *endpoints* a fact is known: of all, of some, or of none."""
    count = sum(fact in endpoint for endpoint in endpoints)
    return "all" if count == len(endpoints) else "some" if count else "none"


def test_the_page_counts_as_the_files_do():
    """`docs/explanation/catalogue.md` states how many providers, endpoints and models there are, and which facts."""
    page = PAGE.read_text(encoding="utf-8")
    rows = [
        f"| {provider['id']} | {len(found)} | " + " | ".join(known(fact, found) for fact in COLUMNS) + " |"
        for provider in sorted(PROVIDERS, key=lambda provider: provider["id"])
        for found in [[endpoint for name, endpoint in ENDPOINTS if name == provider["id"]]]
    ]
    totals = f"{len(PROVIDERS)} providers, {len(ENDPOINTS)} endpoints and {len(MODELS)} models"
    assert rows == re.findall(r"^\| [a-z]+ \| \d+ \|.*$", page, re.MULTILINE)
    assert totals in page
