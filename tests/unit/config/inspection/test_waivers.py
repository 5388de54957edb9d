"""Waivers that have ended, or soon will."""

from proxy.config.codes import Code
from tests.support.problems import policy, warnings


def found(code: Code, day: str) -> list[str]:
    """Return what is said about a waiver until *day*, hints left out."""
    waiver = f"kind: waiver\nid: w\npolicy: p\nscope: acme\nreason: r\napprover: a\nexpires: {day}\n"
    return [line.partition(" (")[0] for line in warnings(policy("waivable: true") + waiver, code)]


def test_a_waiver_past_its_day_is_told():
    """Its policy holds again, and the document misleads."""
    assert ["13:10: waiver `w` ended on 2026-11-23: policy `p` holds again"] == found(Code.WAIVER_EXPIRED, "2026-11-23")


def test_a_waiver_near_its_day_is_told():
    """There is time to do without."""
    assert ["13:10: waiver `w` ends in 1 day: then policy `p` holds again"] == found(Code.WAIVER_EXPIRES, "2026-11-25")


def test_a_waiver_far_from_its_day_is_left_alone():
    """The thirty-first day is not told."""
    assert [[], []] == [found(code, "2026-12-25") for code in (Code.WAIVER_EXPIRED, Code.WAIVER_EXPIRES)]
