"""Deciding: what is granted, narrowed by every policy in scope, in the order that was preferred."""

from dataclasses import replace

import pytest

from proxy.policy.decision import Reason
from proxy.policy.document import Caps, FallbackEntry, Mode, Obligation, Preference, Sort
from proxy.policy.principal import Grant
from proxy.policy.program import Verdict
from tests.support.policies import (
    EVERYTHING,
    at,
    catalog,
    endpoint,
    lane,
    policy,
    policy_set,
    principal,
    request_facts,
    waiver,
)

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
    assert (Preference(), Caps(), ()) == (decision.choices[0].preference, decision.caps, decision.policies)


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

    assert (2, Caps(), ()) == (len(decision.lane), decision.caps, decision.policies)


def test_a_match_without_an_answer_narrows_and_does_not_favour():
    """Error means no: constraints and caps hold as if it matched, preference and fallback do not."""
    favour = {"preference": Preference(sort=Sort.ID), "fallback": {"*": (SMALL,)}}
    decision = decide(policy("p", match=BROKEN, require="endpoint.retention_days == 0", output_tokens=9, **favour))

    assert ["gpt-se"] == list(decision.lane)
    assert (9, ("p",)) == (decision.caps.output_tokens, decision.policies)
    assert Preference() == decision.choices[0].preference


def test_a_requirement_without_an_answer_removes():
    """Also where it would have been negated."""
    assert [] == ids(policy(require=f"!({BROKEN})"))


def test_the_smallest_cap_holds():
    """Whichever scope it comes from."""
    decision = decide(policy("a", output_tokens=5), policy("b", scope="acme/health", output_tokens=9))

    assert 5 == decision.caps.output_tokens


def test_the_most_specific_preference_holds():
    """Then the first id; a policy without one leaves it to the next."""
    outer, inner = Preference(order=("a",)), Preference(order=("b",))
    policies = [
        policy("a", preference=outer),
        policy("c", scope="acme/health", preference=inner),
        policy("d", scope="acme/health", preference=outer),
        policy("b", scope="acme/health"),
    ]

    assert inner == decide(*policies).choices[0].preference


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


def test_what_does_not_enforce_removes_nothing_and_is_noted():
    """A warning or an audit says what would have been removed from this very lane; its caps do not apply."""
    policies = [
        policy("warns", mode=Mode.WARN, require="endpoint.retention_days == 0", output_tokens=1),
        policy("audits", mode=Mode.AUDIT, match="request.metadata.x == 'y'", require="endpoint.zdr && false"),
        policy("agrees", mode=Mode.AUDIT, require="endpoint.zdr"),
    ]
    decision = decide(*policies)

    assert (["gpt-se", "gpt-us"], Caps(), ()) == (list(decision.lane), decision.caps, decision.policies)
    assert [("audits", ("gpt-se", "gpt-us")), ("warns", ("gpt-us",))] == [
        (shadow.policy, shadow.removes) for shadow in decision.shadows
    ]


def test_obligations_unite():
    """Each that any matching policy states holds."""
    policies = [policy(each.name.lower(), obligations=frozenset({each})) for each in Obligation]

    assert frozenset(Obligation) == decide(*policies, policy("none")).obligations


def test_priority_decides_between_preferences_of_one_scope():
    """A deeper scope comes before any priority, and the id decides what is left."""
    low, high = Preference(order=("low",)), Preference(order=("high",))
    outer = policy("outer", preference=low, priority=1000)
    policies = [
        policy("a", scope="acme/health", preference=low),
        policy("z", scope="acme/health", preference=high, priority=1),
    ]

    assert high == decide(outer, *policies).choices[0].preference


def test_a_fallback_entry_has_an_order_and_a_condition_of_its_own():
    """One whose condition says no, or has no answer, is left out."""
    own = Preference(order=("z",))
    entries = (
        FallbackEntry(model=MINI, preference=own),
        FallbackEntry(model=SMALL, when=at("request.stream")),
    )
    fallback = policy(fallback={"*": entries}, preference=Preference(sort=Sort.ID))

    assert [(GPT, Preference(sort=Sort.ID)), (MINI, own)] == [
        (choice.model, choice.preference) for choice in decide(fallback).choices
    ]
    assert [GPT, MINI, SMALL] == [
        choice.model for choice in decide(fallback, request=request_facts(stream=True)).choices
    ]
    broken = policy(fallback={"*": (FallbackEntry(model=SMALL, when=at(BROKEN)),)})
    assert ["gpt-se", "gpt-us"] == ids(broken)


def test_a_waiver_lifts_a_policy_for_its_scope_alone():
    """Only one that says it can be waived; the decision names the waiver."""
    strict = policy("strict", waivable=True, require="endpoint.retention_days == 0")
    waivers = [waiver(of="strict", scope="acme/health")]
    lifted = policy_set(strict, over=OVER, waivers=waivers)
    decision = lifted.decide(request_facts(), principal())

    assert (["gpt-se", "gpt-us"], ("w",), ()) == (list(decision.lane), decision.waivers, decision.policies)
    assert ["gpt-se"] == lane(lifted, caller=principal(scope="acme/web"))
    assert ["gpt-se"] == lane(policy_set(replace(strict, waivable=False), over=OVER, waivers=waivers))


def test_a_refused_client_reads_the_policys_own_words():
    """Those of the policy that is asked for, or nothing."""
    policies = policy_set(policy("p", message="ask {policy.owner}", owner="ada"), policy("silent"), over=OVER)

    assert ["ask ada", None, None, None] == [
        policies.message(name, request_facts(), principal()) for name in ("p", "silent", "none", None)
    ]


def test_what_depends_on_the_caller_is_made_ready_before_the_first_call():
    """A call of a known principal compiles nothing."""
    policies = policy_set(policy(), policy("q", scope="acme/web"), over=OVER)
    policies.prepare([principal()])

    assert (["acme/health"], 1) == (list(policies._by_scope), len(policies._by_grants))


def test_what_is_remembered_is_bounded(monkeypatch):
    """When there is too much, it starts anew, and the answers are the same."""
    monkeypatch.setattr("proxy.policy.evaluate.MOST_ENTRIES", 2)
    policies = policy_set(policy(match="request.stream"), over=OVER)
    calls = [request_facts(model=model, stream=stream) for model in (GPT, MINI, SMALL) for stream in (True, False)]
    first = [policies._decide((call, principal())) for call in calls]

    assert first == [policies._decide((call, principal())) for call in calls]
    assert len(policies._decisions) <= 2
