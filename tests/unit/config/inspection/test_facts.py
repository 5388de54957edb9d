"""Facts that policies ask for and that endpoints do not state."""

import pytest

from proxy.config.codes import Code
from tests.support.problems import MODEL, SMALL, policy, provider, warnings


def found(code: Code, endpoint: str, *policies: str, defaults: str = "") -> list[str]:
    """Return what is said about one *endpoint* under *policies*, hints left out."""
    lines = warnings(MODEL + provider(SMALL + endpoint, defaults=defaults) + "".join(policies), code)
    return [line.partition(" (")[0] for line in lines]


def test_a_fact_that_a_policy_needs_is_told_where_it_should_stand():
    """One warning for each endpoint and fact, with all policies that ask."""
    policies = [policy("require: {training: false}", name=name) for name in ("p", "q")]

    assert ["10:5: endpoint `nordlys-0` does not state `training`, so policies keep it out: `p`, `q`"] == found(
        Code.UNKNOWN_FACT, ", zdr: false", *policies
    )


@pytest.mark.parametrize(
    ("endpoint", "rest"),
    [
        (", training: false", "require: {training: false}"),
        (", zdr: true", ""),
        (", zdr: true", "require: {where: 'has(endpoint.training) && !endpoint.training'}"),
        (", zdr: true", "require: {where: 'has(endpoint.training) ? !endpoint.training : request.stream'}"),
        (", retention_days: 0", "require: {storage: [eu]}"),  # where nothing is kept, the place does not matter
        ("", "require: {training: false}"),  # nothing at all is stated
        (", retention_days: 9", "require: {retention_days: 0, training: false}"),  # out for what is known
        (", retention_days: 9", "require: {training: false, retention_days: 0}"),
    ],
)
def test_a_fact_that_nobody_needs_is_not_told(endpoint, rest):
    """Only a fact that keeps the endpoint out by being unknown is worth the work."""
    assert [] == found(Code.UNKNOWN_FACT, endpoint, policy(rest))


def test_a_fact_that_the_call_decides_about_is_told():
    """Where a policy asks only of some calls, it asks."""
    rest = policy("require: {where: '!request.stream || endpoint.zdr'}")

    assert 1 == len(found(Code.UNKNOWN_FACT, ", training: false", rest))


def test_ended_evidence_has_its_own_warning():
    """All facts are unknown then, for one reason."""
    ended = "defaults: {training: false, evidence: {source: s, verified_at: 2025-01-01, valid_until: 2026-01-01}}\n"

    assert [] == found(Code.UNKNOWN_FACT, "", policy("require: {training: false}"), defaults=ended)


@pytest.mark.parametrize(
    "rest",
    [
        "require: {where: endpoint.price.output <= 5}",
        "caps: {price_input: 5}",
        "prefer: {sort: price}",
        "fallback: [{model: acme/small, prefer: {sort: price}}]",
    ],
)
def test_a_price_that_is_asked_for_and_not_stated_is_told(rest):
    """Required, capped or sorted by."""
    assert ["10:5: endpoint `nordlys-0` has no `price`, and policies ask for it: `p`"] == found(
        Code.NO_PRICE, "", policy(rest)
    )


@pytest.mark.parametrize(
    ("endpoint", "rest"),
    [(", price: {input: 1, output: 2}", "prefer: {sort: price}"), ("", "prefer: {sort: id}"), ("", "")],
)
def test_a_price_that_is_stated_or_not_asked_for_is_left_alone(endpoint, rest):
    """A directory without prices is as good as one with them until somebody asks."""
    assert [] == found(Code.NO_PRICE, endpoint, policy(rest))
