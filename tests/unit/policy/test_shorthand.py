"""Shorthands: each is the CEL that an expert would write, and means what its word says."""

import json

import pytest

from proxy.catalog.regions import UnknownRegion
from proxy.config.sources.shipped import shipped_schemas
from proxy.policy.check import check_expression
from proxy.policy.environment import Scope
from proxy.policy.shorthand import PRICE_CAPS, SHORTHANDS, write_out
from tests.support.policies import catalog, endpoint, lane, policy, policy_set, request_facts

ALPINE = '["AT", "CH"]'
AT_ALPINE_STORAGE = f"endpoint.storage.size() > 0 && endpoint.storage.all(country, country in {ALPINE})"


@pytest.mark.parametrize(
    ("field", "value", "expected"),
    [
        ("retention_days", 30, "endpoint.retention_days <= 30"),
        ("training", False, "!endpoint.training"),
        ("zdr", True, "endpoint.zdr"),
        (
            "processing",
            ["CH", "AT"],
            f"endpoint.processing.size() > 0 && endpoint.processing.all(country, country in {ALPINE})",
        ),
        (
            "storage",
            ["ch", "at"],
            f"endpoint.retention_days == 0 || ({AT_ALPINE_STORAGE})",
        ),
        ("providers", {"allow": ["b", "a"], "deny": []}, '(endpoint.provider in ["a", "b"])'),
        (
            "models",
            {"allow": ["a/*", "b/*"], "deny": ["a/x"]},
            '(endpoint.model.startsWith("a/") || endpoint.model.startsWith("b/")) && !(endpoint.model in ["a/x"])',
        ),
        ("models", {"deny": ["a/*"]}, '!(endpoint.model.startsWith("a/"))'),
        ("models", {}, "true"),
        (
            "certifications",
            ["soc2", "hipaa_baa"],
            '["hipaa_baa", "soc2"].all(needed, needed in endpoint.certifications)',
        ),
    ],
)
def test_a_shorthand_is_written_out(field, value, expected):
    """The text is what decides, and what an explanation shows; the order in the file does not matter."""
    assert expected == write_out(field, value)
    assert () == check_expression(expected, Scope.REQUIRE)


def test_every_shorthand_is_known_by_name():
    """The schema offers these words beside `where` in `require`, and the price caps."""
    properties = json.loads(shipped_schemas()["policy"])["properties"]

    assert set(SHORTHANDS) - set(PRICE_CAPS) == set(properties["require"]["properties"]) - {"where"}
    assert set(PRICE_CAPS) <= set(properties["caps"]["properties"])


def test_wishes_of_a_client_can_be_forbidden():
    """All of them, or all but some."""
    wishing = request_facts(preferences=("provider.sort",))
    forbids = policy(require=write_out("client_preferences", "forbid"))
    allows = policy(require=write_out("client_preferences", {"allow": ["provider.sort"]}))

    assert [[], ["nordlys-gpt"]] == [lane(policy_set(forbids), wishing), lane(policy_set(forbids))]
    assert [["nordlys-gpt"], []] == [
        lane(policy_set(allows), wishing),
        lane(policy_set(allows), request_facts(preferences=("models",))),
    ]


def test_a_price_cap_is_a_constraint():
    """So the smallest of several is what they leave together, and an endpoint without a price is out."""
    over = catalog(endpoint("cheap"), endpoint("free", price=None))

    assert ["cheap"] == lane(policy_set(policy(require=write_out("price_output", 10)), over=over))
    assert [] == lane(policy_set(policy(require=write_out("price_input", 1.2)), over=over))


def test_the_largest_group_is_within_the_bounds():
    """All countries of the world fit into one expression."""
    assert () == check_expression(write_out("storage", ["global"]), Scope.REQUIRE)


def test_an_unknown_region_is_named():
    """The caller knows the place in the file."""
    with pytest.raises(UnknownRegion, match="`atlantis`"):
        write_out("processing", ["eu", "atlantis"])


@pytest.mark.parametrize(
    ("field", "value", "facts", "passes"),
    [
        ("retention_days", 0, {"retention_days": 0}, True),
        ("retention_days", 0, {"retention_days": 1}, False),
        ("retention_days", 0, {"retention_days": None}, False),
        ("training", False, {"training": True}, False),
        ("training", False, {"training": None}, False),
        ("zdr", True, {"zdr": False}, False),
        ("processing", ["eu"], {"processing": frozenset({"SE", "FR"})}, True),
        ("processing", ["eu"], {"processing": frozenset({"SE", "US"})}, False),
        ("processing", ["eu"], {"processing": frozenset()}, False),
        ("processing", ["eu"], {"processing": None}, False),
        ("storage", ["eu"], {"retention_days": 0, "storage": None}, True),
        ("storage", ["eu"], {"retention_days": 0, "storage": frozenset({"US"})}, True),
        ("storage", ["eu"], {"retention_days": 30, "storage": frozenset({"US"})}, False),
        ("storage", ["eu"], {"retention_days": None, "storage": frozenset({"SE"})}, True),
        ("storage", ["eu"], {"retention_days": None, "storage": None}, False),
        ("certifications", ["a", "b"], {"certifications": frozenset({"a", "b", "c"})}, True),
        ("certifications", ["a", "b"], {"certifications": frozenset({"a"})}, False),
        ("models", {"allow": []}, {}, False),
        ("providers", {"deny": ["nord*"]}, {}, False),
        ("providers", {"allow": ["nordlys"]}, {}, True),
    ],
)
def test_a_shorthand_means_what_its_word_says(field, value, facts, passes):
    """Unknown facts and empty lists prove nothing; where nothing is kept, the place of storage does not matter."""
    policies = policy_set(policy(require=write_out(field, value)), over=catalog(endpoint("e", **facts)))

    assert (["e"] if passes else []) == lane(policies)
