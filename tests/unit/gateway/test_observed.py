"""What is observed of a case's call is what a real call would get, and reasons are found for each endpoint."""

from proxy.gateway.explain import explain
from proxy.gateway.observed import why_in, why_out
from tests.support.casework import one

NURSE = "key: nurse, request: {model: fast}, expect: {effect: allow}"


def test_what_is_observed_is_what_an_explanation_shows():
    """Lane and removals are the same objects of the same engine."""
    outcome = one(NURSE)
    told = explain(outcome.arranged.call, outcome.arranged.world)

    assert [each["endpoint"] for each in told["lane"]] == list(outcome.observed.ids)
    assert [each["endpoint"] for each in told["removed"]] == [each.endpoint for each in outcome.observed.removals]


def test_the_plan_goes_round_what_is_down():
    """The lane stays: health is no policy's business."""
    observed = one(f"{NURSE}, state: {{down: [north-small]}}").observed

    assert (("north-small",), ()) == (observed.ids, observed.plan)


def test_every_endpoint_out_of_the_lane_has_a_reason():
    """Removed, serving another model, or not there at all."""
    observed = one(NURSE).observed

    assert [
        "policy `phi-untrained` removed `west-small` at directory.yaml:47:21: `endpoint.training` is true",
        "`west-large` serves `acme/large`, and the call is for `acme/small`",
        "`nobody` does not exist here, and the call is for `acme/small`",
    ] == [why_out(observed, name) for name in ("west-small", "west-large", "nobody")]


def test_a_lane_is_explained_by_the_policies_that_let_it_pass():
    """Those that were not about the call say what they read."""
    assert "policies about this call: `phi-untrained`, `states-will-go`" == why_in(one(NURSE).observed)
