"""Expectations: each field of `expect` holds what it says, and a failure says what, and why."""

import pytest

from proxy.gateway.expectations import CHECKS
from proxy.policy.cases import Expectation
from tests.support.casework import failures

NURSE = "key: nurse, request: {model: acme/small}"
OTHER = "principal: {scope: acme/web}, request: {model: acme/small}"
SCREENED = "policy `phi-untrained` removed `west-small` at directory.yaml:47:21: `endpoint.training` is true"
PASSED = "policies about this call: `states-will-go`; not about it: `phi-untrained` (`request.tags` is [])"
REFUSED = "key: nurse, request: {model: acme/large}"


@pytest.mark.parametrize(
    "case",
    [
        f"{NURSE}, expect: {{effect: allow, in: [north-small, 'north-*'], out: ['west-*'], lane: [north-small]}}",
        f"{NURSE}, expect: {{first: north-small, models: [acme/small], caps: {{output_tokens: 100, deadline: 30s}}}}",
        f"{NURSE}, expect: {{removed_by: {{west-small: phi-untrained}}, warns: [], waivers: []}}",
        f"{NURSE}, expect: {{obligations: ['store: false']}}",
        f"{OTHER}, expect: {{warns: [states-will-go], obligations: [], lane: [west-small, north-small]}}",
        f"{REFUSED}, expect: {{effect: refuse, policy: phi-untrained, lane: [], models: []}}",
    ],
)
def test_what_is_so_holds(case):
    """An expectation that the engine meets is no failure."""
    assert [] == failures(case)


@pytest.mark.parametrize(
    ("case", "told"),
    [
        (
            f"{REFUSED}, expect: {{effect: allow}}",
            (
                "expected `effect: allow`, found `refuse`: policy `phi-untrained` (directory.yaml:47:21) leaves no endpoint "
                "for `acme/large`: `west-large` is out, because `endpoint.training` is true"
            ),
        ),
        (
            f"{OTHER}, expect: {{effect: refuse}}",
            f"expected `effect: refuse`, found `allow`: the lane `west-small`, `north-small`; {PASSED}",
        ),
        (
            f"{NURSE}, expect: {{in: ['west-s*']}}",
            f"expected `west-s*` in the lane, found the lane `north-small`: {SCREENED}",
        ),
        (
            f"{OTHER}, expect: {{out: ['west-*']}}",
            f"expected `west-*` out of the lane, found `west-small` in it: {PASSED}",
        ),
        (
            f"{NURSE}, expect: {{lane: [west-small, north-small]}}",
            f"expected the lane `west-small`, `north-small`, found the lane `north-small`: {SCREENED}",
        ),
        (
            f"{OTHER}, expect: {{lane: [west-small]}}",
            "expected the lane `west-small`, found the lane `west-small`, `north-small`: `north-small` is not expected; "
            + PASSED,
        ),
        (
            f"{OTHER}, expect: {{lane: [north-small, west-small]}}",
            (
                "expected the lane `north-small`, `west-small`, found the lane `west-small`, `north-small`: "
                "the order is `acme/small` by price"
            ),
        ),
        (
            f"{OTHER}, expect: {{first: north-small}}",
            "expected `north-small` first, found `west-small`: the order is `acme/small` by price",
        ),
        (
            f"{NURSE}, state: {{down: [north-small]}}, expect: {{first: north-small}}",
            "expected `north-small` first, found an empty plan: `north-small` is down in this case",
        ),
        (f"{NURSE}, expect: {{first: west-small}}", f"expected `west-small` first, found `north-small`: {SCREENED}"),
        (
            f"{NURSE}, expect: {{models: [acme/small, acme/large]}}",
            (
                "expected the models `acme/small`, `acme/large`, found `acme/small`: "
                "no fallback of this call comes to `acme/large`"
            ),
        ),
        (
            f"{OTHER}, expect: {{caps: {{output_tokens: 100}}}}",
            f"expected the cap `output_tokens` 100, found no such cap: {PASSED}",
        ),
        (
            f"{OTHER}, expect: {{policy: phi-untrained}}",
            f"expected a refusal by `phi-untrained`, found the lane `west-small`, `north-small`: {PASSED}",
        ),
        (
            f"{OTHER}, expect: {{removed_by: {{west-small: phi-untrained}}}}",
            f"expected `west-small` removed by `phi-untrained`, found it in the lane: {PASSED}",
        ),
        (
            f"{NURSE}, expect: {{removed_by: {{west-large: phi-untrained}}}}",
            (
                "expected `west-large` removed by `phi-untrained`, found another cause: "
                "`west-large` serves `acme/large`, and the call is for `acme/small`"
            ),
        ),
        (f"{OTHER}, expect: {{warns: []}}", f"expected `warns` none, found `states-will-go`: {PASSED}"),
        (f"{OTHER}, expect: {{waivers: [study]}}", f"expected `waivers` `study`, found none: {PASSED}"),
        (
            f"{OTHER}, expect: {{obligations: ['store: false']}}",
            f"expected `obligations` `store: false`, found none: {PASSED}",
        ),
    ],
)
def test_what_is_not_so_is_told_with_its_reason(case, told):
    """A failure names what was expected, what was found, and the line of the policy that made it so."""
    assert [told] == failures(case)


def test_a_refusal_that_no_policy_decided_is_told_apart():
    """A grant is no policy."""
    case = "principal: {scope: acme/web, models: [acme/large]}, request: {model: acme/small}"

    assert [
        (
            "expected a refusal by `phi-untrained`, found one that no policy decided: `acme/small` is not granted: `the "
            "principal of the case` was granted `acme/large`, and not `acme/small` (cases.yaml:4:5)"
        )
    ] == failures(f"{case}, expect: {{policy: phi-untrained}}")


def test_every_field_has_its_check():
    """A field that nobody checks would always hold."""
    assert len(Expectation.__dataclass_fields__) == len(CHECKS)
