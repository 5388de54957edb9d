"""Explaining: the first cause, its place, its text, and what was read."""

from proxy.policy.decision import Reason, Removal
from proxy.policy.principal import Grant
from tests.support.policies import EVERYTHING, catalog, endpoint, policy, policy_set, principal, request_facts

OVER = catalog(endpoint("e", retention_days=30, training=None))


def explain(*policies, caller=None) -> Removal:
    """Return why the one endpoint is out."""
    [removal] = policy_set(*policies, over=OVER).explain(request_facts(), caller or principal())
    return removal


def test_a_removal_names_the_line_and_what_it_read():
    """An author finds the line, a client understands the refusal."""
    expected = Removal(
        endpoint="e",
        reason=Reason.POLICY,
        policy="p",
        place="policies.yaml:5:3",
        clause="endpoint.retention_days <= 0",
        detail="`endpoint.retention_days` is 30",
    )

    assert expected == explain(policy("p", require=["endpoint.zdr", "endpoint.retention_days <= 0", "false"]))


def test_an_unknown_fact_has_a_reason_of_its_own():
    """The way out is evidence, not another policy."""
    removal = explain(policy(require="!endpoint.training"))

    assert (Reason.UNKNOWN_FACT, "`endpoint.training` is unknown") == (removal.reason, removal.detail)


def test_an_error_says_what_failed():
    """The policy's author has to mend it."""
    removal = explain(policy(require="request.metadata.x == 'y'"))

    assert Reason.POLICY_ERROR is removal.reason
    assert "`request.metadata.x` is absent; cannot be evaluated: no key `x`" == removal.detail


def test_a_match_without_an_answer_is_told():
    """Otherwise nobody would know why a policy applied to a call that it is not about."""
    removal = explain(policy(match="request.metadata.x == 'y'", require="endpoint.retention_days <= 0"))

    assert Reason.POLICY_ERROR is removal.reason
    assert "`endpoint.retention_days` is 30; `match` cannot be evaluated, so the policy counts as matching" == (
        removal.detail
    )


def test_a_clause_that_reads_nothing_says_so():
    """A constant is no fact."""
    assert "the clause reads no fact" == explain(policy(require="false")).detail


def test_a_grant_comes_before_any_policy():
    """What was never granted needs no policy to keep it out."""
    narrow = Grant(holder="acme/health", models=("mistralai/*",), place="teams.yaml:9:3")
    expected = Removal(
        endpoint="e",
        reason=Reason.NOT_GRANTED,
        policy=None,
        place="teams.yaml:9:3",
        clause='models: ["mistralai/*"]',
        detail="`acme/health` was granted `mistralai/*`, and not `openai/gpt`",
    )

    assert expected == explain(policy(require="false"), caller=principal(grants=(EVERYTHING, narrow)))


def test_a_principal_without_grants_is_told_so():
    """Its own document is the place to look."""
    removal = explain(caller=principal(grants=(), place="teams.yaml:3:5"))

    assert ("teams.yaml:3:5", "`k-1` was granted nothing, and not `openai/gpt`") == (removal.place, removal.detail)


def test_the_first_cause_is_by_depth_then_id_then_line():
    """The same endpoint is removed by the same line, whatever the order of files."""
    policies = [
        policy("a", scope="acme/health", require="false"),
        policy("c", require="false"),
        policy("b", require=["true", "endpoint.id == 'x'", "false"]),
    ]

    assert ("b", "policies.yaml:5:3") == (explain(*policies).policy, explain(*policies).place)
