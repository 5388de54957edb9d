"""Deciding: what is granted, narrowed by every policy in scope, in the order that was preferred."""

import pytest

from proxy.policy.decision import Reason
from proxy.policy.document import Preference, Sort
from proxy.policy.principal import Grant
from proxy.policy.program import Verdict
from tests.support.policies import EVERYTHING, catalog, endpoint, lane, policy, policy_set, principal, request_facts

GPT, MINI, SMALL = "openai/gpt", "openai/mini", "mistralai/small"
OVER = catalog(
    endpoint("gpt-se", retention_days=0),
    endpoint("gpt-us", retention_days=30, provider="big"),
    endpoint("mini-se", model=MINI),
    endpoint("small-fr", model=SMALL),
    aliases={"cheap": SMALL},
)
BROKEN = "request.metadata.none == 'x'"


def decide(*policies, request=None, caller=None):
    """Decide over the catalogue above."""
    return policy_set(*policies, over=OVER).decide(request or request_facts(), caller or principal())


def ids(*policies, request=None, caller=None):
    """Return the lane over the catalogue above."""
    return lane(policy_set(*policies, over=OVER), request, caller)


def test_without_policies_the_lane_is_what_was_granted():
    """A decision carries its id, the revision and the model it is about."""
    decision = decide()

    assert ["gpt-se", "gpt-us"] == list(decision.lane)
    assert ("0123456789ab", GPT) == (decision.revision, decision.model)
    assert (Preference(), None, ()) == (decision.preference, decision.output_tokens, decision.policies)


def test_what_was_not_granted_is_not_in_the_lane():
    """Every grant must have the model."""
    narrow = Grant(holder="health", models=("mistralai/*",), place="teams.yaml:9:1")

    assert [] == ids(caller=principal(grants=(EVERYTHING, narrow)))
    assert ["small-fr"] == ids(request=request_facts(model=SMALL), caller=principal(grants=(EVERYTHING, narrow)))


def test_a_model_that_nobody_serves_is_refused():
    """Also one that does not exist at all."""
    assert decide(request=request_facts(model="no/such")).is_refused


@pytest.mark.parametrize(
    ("scope", "applies"),
    [("acme", True), ("acme/health", True), ("", True), ("acme/health/app", False), ("acmex", False), ("ac", False)],
)
def test_a_policy_covers_its_scope_and_all_below(scope, applies):
    """Scopes are paths of names, not prefixes of text."""
    policies = policy(scope=scope, require="endpoint.retention_days == 0")

    assert (["gpt-se"] if applies else ["gpt-se", "gpt-us"]) == ids(policies)
    assert ["gpt-se", "gpt-us"] == ids(policy(require="false"), caller=principal(scope="acmex"))


def test_a_policy_that_does_not_match_says_nothing():
    """Neither its lines nor its caps nor its name appear."""
    decision = decide(policy(match="request.stream", require="false", output_tokens=1))

    assert (2, None, ()) == (len(decision.lane), decision.output_tokens, decision.policies)


def test_a_match_without_an_answer_narrows_and_does_not_favour():
    """Error means no: constraints and caps hold as if it matched, preference and fallback do not."""
    favour = {"preference": Preference(sort=Sort.ID), "fallback": {"*": (SMALL,)}}
    decision = decide(policy("p", match=BROKEN, require="endpoint.retention_days == 0", output_tokens=9, **favour))

    assert ["gpt-se"] == list(decision.lane)
    assert (9, Preference(), ("p",)) == (decision.output_tokens, decision.preference, decision.policies)


def test_a_requirement_without_an_answer_removes():
    """Also where it would have been negated."""
    assert [] == ids(policy(require=f"!({BROKEN})"))


def test_the_smallest_cap_holds():
    """Whichever scope it comes from."""
    assert 5 == decide(policy("a", output_tokens=5), policy("b", scope="acme/health", output_tokens=9)).output_tokens


def test_the_most_specific_preference_holds():
    """Then the first id; a policy without one leaves it to the next."""
    outer, inner = Preference(order=("a",)), Preference(order=("b",))
    policies = [
        policy("a", preference=outer),
        policy("c", scope="acme/health", preference=inner),
        policy("d", scope="acme/health", preference=outer),
        policy("b", scope="acme/health"),
    ]

    assert inner == decide(*policies).preference


def test_fallbacks_follow_the_requested_model_inside_the_filter():
    """In their order, each once, aliases resolved, those without survivors left out."""
    fallback = policy("f", fallback={"openai/*": ("cheap", MINI, GPT, "no/such")})

    assert ["gpt-se", "gpt-us", "small-fr", "mini-se"] == ids(fallback)
    assert ["mini-se"] == ids(fallback, policy(require="endpoint.model == 'openai/mini'"))
    assert [MINI] == [
        choice.model for choice in decide(fallback, policy(require="endpoint.model == 'openai/mini'")).choices
    ]


def test_fallbacks_come_from_the_most_specific_scope_that_has_any_for_the_model():
    """A list for other models does not hide one for this; the first pattern that fits holds."""
    policies = [
        policy("outer", fallback={"openai/gpt": (MINI,), "*": (SMALL,)}),
        policy("inner", scope="acme/health", fallback={"mistralai/*": (GPT,)}),
    ]

    assert [GPT, MINI] == [choice.model for choice in decide(*policies).choices]


def test_fallbacks_are_granted_like_anything_else():
    """A policy cannot give what the team does not have."""
    narrow = (Grant(holder="health", models=("openai/*",), place=""),)

    assert ["gpt-se", "gpt-us"] == ids(policy(fallback={"*": (SMALL,)}), caller=principal(grants=narrow))


def test_policies_that_applied_are_named_in_order():
    """Shallow scopes first, then by id."""
    policies = [policy("b"), policy("a", scope="acme/health"), policy("c", match="request.stream")]

    assert ("b", "a") == decide(*policies).policies


def test_a_principal_is_looked_up_once():
    """The second call of a scope and of grants is answered from memory, and is answered the same."""
    policies = policy_set(policy(require="endpoint.retention_days == 0"), over=OVER)

    assert lane(policies) == lane(policies)
    assert lane(policies, caller=principal(scope="other")) != lane(policies)


def test_everything_outside_of_the_lane_is_explained():
    """Of the requested model and of its fallbacks, in their order; nothing that is in the lane."""
    policies = policy_set(
        policy("f", fallback={"*": (SMALL, MINI)}),
        policy("p", require="endpoint.retention_days == 0 && endpoint.id != 'small-fr'"),
        over=OVER,
    )
    removals = policies.explain(request_facts(), principal())

    assert [("gpt-us", Reason.POLICY), ("small-fr", Reason.POLICY)] == [
        (removal.endpoint, removal.reason) for removal in removals
    ]


def test_every_policy_in_scope_is_traced():
    """Those that did not match as well: their absence is what people look for."""
    policies = policy_set(policy("a"), policy("b", match="request.stream"), policy("c", scope="x"), over=OVER)

    assert [("a", Verdict.TRUE), ("b", Verdict.FALSE)] == [
        (trace.policy, trace.match) for trace in policies.trace(request_facts(), principal())
    ]
