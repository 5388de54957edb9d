"""From a call to its records: what is written is what happened."""

from dataclasses import replace

from proxy.gateway.call import Progress
from proxy.gateway.records import decided, refusal, settled, warnings
from proxy.ledger.records import Decided, Settled
from proxy.policy.decision import Decision, Reason, Removal, Shadow
from proxy.policy.document import Caps, Mode, Obligation
from proxy.pool.outcome import Attempt, Outcome
from tests.support.calls import make_call

AT = "2026-11-23T08:00:00.000000Z"
REFUSED = Decision(revision="r", model="a/b", choices=(), caps=Caps(), obligations=frozenset(), policies=())


def removal(endpoint: str, policy: str | None) -> Removal:
    """Return the removal of an endpoint by a policy, or by a grant."""
    reason = Reason.NOT_GRANTED if policy is None else Reason.POLICY
    return Removal(endpoint=endpoint, reason=reason, policy=policy, place=f"{policy}:1:1", clause="false", detail="no")


def test_every_attempt_is_in_the_settlement():
    """A settlement names each try with its outcome, so that an outage can be read from the journal."""
    progress = Progress()
    progress.attempts.append(
        Attempt(endpoint="a", outcome=Outcome.UPSTREAM_ERROR, detail="secret words", seconds=0.25, status=503)
    )

    row = settled(make_call(), progress, "r", cost=None, at=AT)["attempts"][0]

    assert {"endpoint": "a", "outcome": "upstream_error", "status": 503, "milliseconds": 250.0} == row


def test_a_refusal_names_the_policy_that_removed_the_most():
    """The first thing to read is the policy that decided; all reasons follow."""
    error = refusal(make_call(), REFUSED, [removal("a", "x"), removal("b", "y"), removal("c", "y")])

    assert ("y", 3) == (error.policy, len(error.reasons))
    assert "policy `y` (y:1:1)" in str(error)


def test_a_refusal_begins_with_the_policys_own_words():
    """Whoever wrote the policy knows best what a developer should do next; the reasons follow."""
    error = refusal(make_call(), REFUSED, [removal("a", "x")], "ask privacy@acme.example")

    assert str(error).startswith("ask privacy@acme.example: policy `x` (x:1:1) leaves no endpoint")


def test_a_refusal_by_the_clients_own_wish_blames_nobody_else():
    """A wish that nothing meets is told as the client wrote it."""
    wish = replace(removal("a", None), reason=Reason.CLIENT_PREFERENCE, clause='provider.only: ["x"]')
    error = refusal(make_call(), REFUSED, [removal("b", "p"), wish, replace(wish, endpoint="c")])

    assert """meets the request's own `provider.only: ["x"]`""" in str(error)


def test_what_warns_is_told_and_what_audits_is_not():
    """An audit is for the journal alone."""
    shadows = tuple(Shadow(policy=mode, mode=mode, removes=("a",)) for mode in (Mode.AUDIT, Mode.WARN))
    decision = replace(REFUSED, shadows=shadows)

    assert ("warn",) == warnings(decision)
    assert ["audit", "warn"] == [row["policy"] for row in decided(make_call(), decision, AT)["shadows"]]


def test_caps_and_obligations_are_recorded_by_name():
    """Only those that apply."""
    stated = replace(REFUSED, caps=Caps(attempts=2, deadline=1.5), obligations=frozenset(Obligation))
    row = decided(make_call(), stated, AT)

    assert ({"attempts": 2, "deadline": 1.5}, ["log_prompts: never", "store: false"]) == (
        row["caps"],
        row["obligations"],
    )


def test_a_refusal_by_grant_alone_names_no_policy():
    """Where no policy decided, none is blamed."""
    error = refusal(make_call(), REFUSED, [removal("a", None)])

    assert error.policy is None
    assert "not granted" in str(error)


def test_a_model_without_any_endpoint_is_refused_too():
    """Nothing serves the model: no reason to give, and still a clear no."""
    assert "no endpoint serves `a/b`" in str(refusal(make_call(), REFUSED, []))


def test_an_unknown_cost_is_null_not_zero():
    """A call that reported no usage is told apart from one that cost nothing."""
    row = settled(make_call(), Progress(), "r", cost=None, at=AT)

    assert (None, None) == (row["usage"], row["cost_micro_usd"])


def test_an_empty_lane_is_recorded_as_a_refusal():
    """The effect follows from the lane; the two cannot disagree."""
    row = decided(make_call(), REFUSED, AT, [removal("a", "x")])

    assert ("refuse", [], ["a"]) == (row["effect"], row["lane"], [each["endpoint"] for each in row["reasons"]])


def test_facts_that_policies_read_are_recorded():
    """Under their names; a call of which nothing more was read has none."""
    assert {"request.session": "s"} == decided(make_call(), REFUSED, AT, facts={"request.session": "s"})["facts"]
    assert {} == decided(make_call(), REFUSED, AT)["facts"]


def test_a_record_has_the_formats_fields_and_no_other():
    """What is written is what the format lists."""
    assert set(Decided.__annotations__) == set(decided(make_call(), REFUSED, AT))
    assert set(Settled.__annotations__) == set(settled(make_call(), Progress(), "r", cost=None, at=AT))
