"""Evidence that is too old, or soon will be."""

import pytest

from proxy.config.codes import Code
from tests.support.problems import MODEL, SMALL, provider, warnings


def evidence(day: str) -> str:
    """Return evidence that is good until *day*."""
    return f"evidence: {{source: s, verified_at: 2025-01-01, valid_until: {day}}}"


def found(code: Code, day: str) -> list[str]:
    """Return what is said about evidence good until *day*, hints left out."""
    text = MODEL + provider(SMALL, SMALL, defaults=f"defaults: {{{evidence(day)}}}\n")
    return [line.partition(" (")[0] for line in warnings(text, code)]


def test_evidence_past_its_day_is_told_once_for_all_who_rely_on_it():
    """The place is the day's own."""
    expected = "9:72: the evidence for `nordlys-0`, `nordlys-1` ended on 2026-11-23: their facts count as unknown"

    assert [expected] == found(Code.EVIDENCE_EXPIRED, "2026-11-23")


@pytest.mark.parametrize(("day", "when"), [("2026-11-24", "today"), ("2026-12-24", "in 30 days")])
def test_evidence_near_its_day_is_told(day, when):
    """Thirty days are time enough to read a page again."""
    (line,) = found(Code.EVIDENCE_EXPIRES, day)

    assert f"ends {when}" in line
    assert [] == found(Code.EVIDENCE_EXPIRED, day)


@pytest.mark.parametrize("code", [Code.EVIDENCE_EXPIRED, Code.EVIDENCE_EXPIRES])
def test_evidence_far_from_its_day_is_left_alone(code):
    """The thirty-first day is not told."""
    assert [] == found(code, "2026-12-25")


def test_an_endpoint_with_its_own_evidence_does_not_rely_on_the_defaults():
    """What nobody relies on may be as old as it likes."""
    own = f"{SMALL}, {evidence('2027-12-01')}"
    text = MODEL + provider(own, defaults=f"defaults: {{{evidence('2020-01-01')}}}\n")

    assert [] == warnings(text, Code.EVIDENCE_EXPIRED)
