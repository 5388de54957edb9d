"""A decision: a lane or a refusal, never both."""

from proxy.catalog.endpoint import Endpoint
from proxy.policy.decision import Decision, ModelChoice
from proxy.policy.document import Caps, Preference


def endpoint(name: str, model: str) -> Endpoint:
    """Make an endpoint that differs in what a test is about."""
    return Endpoint(
        id=name,
        provider="nordlys",
        model=model,
        upstream_model=model,
        dialect="openai_chat",
        base_url="http://127.0.0.1/v1",
        credential=None,
        place="providers.yaml:1:1",
    )


def decision(*choices: ModelChoice) -> Decision:
    """Make a decision with these choices."""
    return Decision(
        revision="0123456789ab",
        model="a/a",
        choices=choices,
        caps=Caps(),
        obligations=frozenset(),
        policies=(),
    )


def test_an_empty_lane_is_a_refusal():
    """A call with no surviving endpoint is refused, never tried."""
    assert decision().is_refused
    assert () == decision().lane


def test_the_lane_keeps_the_order_of_models():
    """Endpoints of the requested model come before those of its fallbacks."""
    first = ModelChoice(model="a/a", endpoints=(endpoint("2", "a/a"), endpoint("3", "a/a")), preference=Preference())
    second = ModelChoice(model="b/b", endpoints=(endpoint("1", "b/b"),), preference=Preference())

    assert ["2", "3", "1"] == list(decision(first, second).lane)
    assert not decision(first, second).is_refused
