"""An explanation: the decision in full, and the same one that a call would get."""

from proxy.canonical.jsontext import dump, parse
from proxy.gateway.explain import explain
from proxy.policy.document import Caps, Expression, Policy, Requirement
from tests.support.calls import make_call, make_snapshot
from tests.support.endpoints import make_endpoint
from tests.support.policies import policy
from tests.support.tables import documented

EUROPE = Policy(
    id="nordlys-only",
    title="Nordlys only",
    scope="acme",
    place="policies.yaml:1:1",
    match=Expression(text='"phi" in request.tags', place="policies.yaml:5:8"),
    require=(
        Requirement(
            field="where", expression=Expression(text='endpoint.provider == "nordlys"', place="policies.yaml:7:10")
        ),
    ),
    caps=Caps(output_tokens=100),
)
KEPT, OUT = make_endpoint("kept"), make_endpoint("out", provider="atlantic")


def test_everyone_is_in_or_out_and_the_lane_has_its_order():
    """Each endpoint of the model is in the lane or removed, never both, never neither."""
    told = explain(make_call(), make_snapshot(KEPT, OUT, policies=[EUROPE]))

    assert (["kept"], ["out"]) == (
        [each["endpoint"] for each in told["lane"]],
        [each["endpoint"] for each in told["removed"]],
    )
    assert ("nordlys-only", "policies.yaml:7:10") == (told["removed"][0]["policy"], told["removed"][0]["place"])


def test_it_says_who_asked_for_what_and_which_policies_applied():
    """Facts, principal, policies, caps and preference are all there."""
    told = explain(make_call(tags=("draft",)), make_snapshot(KEPT, policies=[EUROPE]))

    assert ("allow", ["draft", "phi"], "acme/health") == (
        told["effect"],
        list(told["request"]["tags"]),
        told["principal"]["scope"],
    )
    assert [("nordlys-only", "true")] == [(each["policy"], each["match"]) for each in told["policies"]]
    assert {"output_tokens": 100} == told["caps"]
    assert [{"model": "openai/gpt-oss-120b", "sort": "price", "order": []}] == told["choices"]


def test_a_refusal_is_explained_alike():
    """An empty lane is an effect, not an error."""
    told = explain(make_call(), make_snapshot(OUT, policies=[EUROPE]))

    assert ("refuse", []) == (told["effect"], told["lane"])


def test_what_cannot_do_the_work_is_told_apart():
    """An endpoint that the policies left and the request's needs rule out is unfit, not removed."""
    told = explain(make_call(needs=frozenset({"vision"})), make_snapshot(KEPT))

    assert ([{"endpoint": "kept", "lacks": "vision"}], []) == (told["unfit"], told["removed"])


def test_it_is_json():
    """An explanation can be sent and read back as it is."""
    told = explain(make_call(), make_snapshot(make_endpoint("unpriced", price=None), policies=[EUROPE]))

    assert told["lane"] == parse(dump(told))["lane"]
    assert told["lane"][0]["price"] is None


def test_it_has_the_facts_that_were_read_and_their_values():
    """Those that every record has are among them; what no policy reads is not."""
    told = explain(make_call(), make_snapshot(KEPT, policies=[EUROPE, policy(match="request.session == 's'")]))

    assert {"request.tags": ["phi"], "request.session": ""} == told["facts"]


def test_the_plan_keeps_to_the_caps():
    """As many attempts, and as much time, as a call would have."""
    capped = policy(caps=Caps(attempts=1, deadline=1.5))
    told = explain(make_call(), make_snapshot(make_endpoint("a"), make_endpoint("b"), policies=[capped]))

    assert {"endpoints": ["a"], "attempts": 1, "deadline": 1.5} == told["plan"]
    assert ["a", "b"] == [each["endpoint"] for each in told["lane"]]


def test_the_reference_page_has_every_field():
    """The page describes the object, no field more and none less."""
    told = explain(make_call(), make_snapshot(KEPT, OUT, policies=[EUROPE]))

    assert set(told) == documented("explain.md", "field")
    assert set(told["removed"][0]) == documented("explain.md", "field of a removal")
