"""Which models a key reaches."""

from dataclasses import replace

from proxy.gateway.models import reachable_models
from proxy.policy.document import Expression, Policy, Requirement
from proxy.policy.principal import Grant
from tests.support.calls import ADA, NOW, make_snapshot
from tests.support.endpoints import make_endpoint
from tests.support.policies import fallback

SMALL = make_endpoint("small", model="mistralai/small")
LARGE = make_endpoint("large", provider="atlantic", model="openai/large")
NORDLYS = Policy(
    id="nordlys-only",
    title="Nordlys only",
    scope="acme",
    place="p.yaml:1:1",
    require=(
        Requirement(field="where", expression=Expression(text='endpoint.provider == "nordlys"', place="p.yaml:2:1")),
    ),
    fallback=fallback({"*": ("mistralai/small",)}),
)


def test_a_key_reaches_what_it_was_granted():
    """Without policies, the grant is the list."""
    narrow = replace(ADA, grants=(Grant(holder="key", models=("openai/*",), place="t.yaml:1:1"),))
    snapshot = make_snapshot(SMALL, LARGE)

    assert ("mistralai/small", "openai/large") == reachable_models(snapshot, ADA, (), NOW)
    assert ("openai/large",) == reachable_models(snapshot, narrow, (), NOW)


def test_a_model_that_only_its_fallback_could_answer_is_not_listed():
    """A policy may leave a model nowhere to run; being answered by another model is not reaching it."""
    assert ("mistralai/small",) == reachable_models(make_snapshot(SMALL, LARGE, policies=[NORDLYS]), ADA, (), NOW)
