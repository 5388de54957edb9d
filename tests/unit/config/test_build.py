"""The build: files become one world, or the problems of one stage; nothing in between."""

import pytest

from proxy.catalog.secret import Secret
from proxy.config.snapshot import Snapshot
from proxy.config.source import SourceFile, revision_of
from proxy.config.sources.shipped import shipped_schemas
from proxy.errors import InvalidConfiguration, SecretUnavailable
from tests.support.configuration import MODEL, POLICY, PROVIDER, TEAM, source
from tests.support.snapshots import build_snapshot

SCHEMAS = shipped_schemas()
KEY = "keys: [{id: k, sha256: " + "ab" * 32 + "}]\n"


def found(reference: str) -> Secret:
    """Stand for a machine that has every secret."""
    return Secret(f"value of {reference}", reference=reference)


def missing(reference: str) -> Secret:
    """Stand for a machine that has none."""
    raise SecretUnavailable(f"`{reference}` is not here")


def build(*files: SourceFile, secret=found, today: str = "2026-11-23", simulator_url=None) -> Snapshot:
    """Build *files* in a world of which a test changes one thing."""
    return build_snapshot(files, schemas=SCHEMAS, secret=secret, today=today, simulator_url=simulator_url)


def test_a_set_of_documents_becomes_a_world():
    """Catalogue, policies, principals and settings are built together."""
    files = [source(MODEL, PROVIDER, TEAM + KEY, POLICY)]
    snapshot = build(*files)

    assert revision_of(files) == snapshot.revision
    assert ["nordlys-small"] == [endpoint.id for endpoint in snapshot.catalog.endpoints]
    assert [bytes.fromhex("ab" * 32)] == list(snapshot.principals)
    assert Secret("value of env:NORDLYS", reference="env:NORDLYS") == snapshot.catalog.endpoints[0].credential


def test_no_documents_are_an_empty_world():
    """Nobody is granted anything; that is a configuration."""
    assert ((), {}) == (build().catalog.endpoints, dict(build().principals))


def test_the_order_of_files_never_matters():
    """Two machines that list a directory differently run the same world."""
    files = [source(text, path=f"{number}.yaml") for number, text in enumerate((MODEL, PROVIDER, TEAM + KEY))]
    forward, backward = build(*files), build(*reversed(files))

    assert (forward.revision, forward.catalog, forward.principals) == (
        backward.revision,
        backward.catalog,
        backward.principals,
    )


def test_secrets_that_cannot_be_read_are_problems_where_they_are_named():
    """A gateway that starts without its credentials would fail every call."""
    with pytest.raises(InvalidConfiguration) as caught:
        build(source(MODEL, PROVIDER), secret=missing)

    assert ["a.yaml:8:13: `env:NORDLYS` is not here"] == [str(problem) for problem in caught.value.problems]


def test_a_simulated_provider_needs_no_secret():
    """A demo runs on a machine that has none, and can send none."""
    snapshot = build(source(MODEL, PROVIDER), secret=missing, simulator_url="http://127.0.0.1:9")
    endpoint = snapshot.catalog.endpoints[0]

    assert ("http://127.0.0.1:9/nordlys", Secret("simulated", reference="env:NORDLYS")) == (
        endpoint.base_url,
        endpoint.credential,
    )


def test_a_world_ends_with_its_first_fact():
    """Days that have passed are past; the nearest to come is when to build again."""
    endpoints = "".join(
        f"  - {{id: e{number}, model: acme/small, upstream_model: s, evidence: "
        f"{{source: s, verified_at: 2026-01-01, valid_until: {day}}}}}\n"
        for number, day in enumerate(("2026-05-05", "2027-01-01", "2026-12-31"))
    )
    snapshot = build(source(MODEL, PROVIDER + endpoints))

    assert "2026-12-31" == snapshot.valid_until


def test_a_world_without_evidence_has_no_end():
    """Nothing in it expires."""
    assert None is build(source(MODEL, PROVIDER)).valid_until


def test_all_files_are_looked_at_in_the_stage_that_fails():
    """References of one file do not hide those of another."""
    with pytest.raises(InvalidConfiguration) as caught:
        build(source(PROVIDER, path="b.yaml"), source(POLICY + "fallback: [acme/none]\n"))

    assert ["a.yaml", "b.yaml"] == [str(problem).partition(":")[0] for problem in caught.value.problems]
