"""Governance facts: what expired is unknown."""

from proxy.catalog.governance import Evidence, Governance

FACTS = Governance(
    headquarters="SE",
    retention_days=0,
    evidence=Evidence(source="https://provider.example/trust", verified_at="2026-01-01", valid_until="2026-06-30"),
)


def test_facts_hold_on_their_last_day():
    """Evidence is valid until the end of the day it names."""
    assert FACTS == FACTS.as_of("2026-06-30")


def test_expired_facts_are_unknown():
    """Past its date evidence supports nothing, so every fact is unknown and the evidence itself remains to be shown."""
    assert Governance(evidence=FACTS.evidence) == FACTS.as_of("2026-07-01")


def test_facts_without_an_end_do_not_expire():
    """Evidence that names no last day is the operator's own promise."""
    facts = Governance(evidence=Evidence(source="contract", verified_at="2020-01-01"))

    assert facts is facts.as_of("2099-12-31")
