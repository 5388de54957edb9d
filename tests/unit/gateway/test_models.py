"""Which models a key reaches."""

from dataclasses import replace

import pytest

from proxy.errors import ModelNotFound
from proxy.gateway.models import SIMPLEST, Caller, reach, reach_all
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


VECTORS = replace(make_endpoint("vectors", model="openai/vectors"), operations=frozenset({"embeddings"}))
NO_EMBEDDING = Policy(
    id="no-embedding",
    title="Nothing is embedded",
    scope="acme",
    place="p.yaml:1:1",
    match=Expression(text='request.dialect == "openai_embeddings"', place="p.yaml:2:1"),
    require=(Requirement(field="where", expression=Expression(text="false", place="p.yaml:3:1")),),
)


def names(*endpoints, principal=ADA, **facts):
    """Return the names that *principal* reaches."""
    caller = Caller(principal=principal, tags=(), now=NOW)
    return [each.name for each in reach_all(make_snapshot(*endpoints, **facts), caller)]


def test_a_key_reaches_what_it_was_granted():
    """Without policies, the grant is the list."""
    narrow = replace(ADA, grants=(Grant(holder="key", models=("openai/*",), place="t.yaml:1:1"),))

    assert ["mistralai/small", "openai/large"] == names(SMALL, LARGE)
    assert ["openai/large"] == names(SMALL, LARGE, principal=narrow)


def test_a_model_that_only_its_fallback_could_answer_is_not_listed():
    """A policy may leave a model nowhere to run; being answered by another model is not reaching it."""
    assert ["mistralai/small"] == names(SMALL, LARGE, policies=[NORDLYS])


def test_only_the_endpoints_that_are_left_are_told():
    """Prices and bounds are those of the endpoints that a call of this key could use."""
    other = make_endpoint("other", provider="atlantic", model="mistralai/small")
    found = reach(
        "mistralai/small", make_snapshot(SMALL, other, policies=[NORDLYS]), Caller(principal=ADA, tags=(), now=NOW)
    )

    assert ["small"] == [endpoint.id for endpoint in found.endpoints]


def test_each_model_is_asked_for_what_it_is_for():
    """A policy about embeddings hides a model that embeds, and no other."""
    assert ["mistralai/small", "openai/vectors"] == names(SMALL, VECTORS)
    assert ["mistralai/small"] == names(SMALL, VECTORS, policies=[NO_EMBEDDING])
    assert ("openai_transcription", "audio") == SIMPLEST["transcription"]


def test_an_alias_is_reached_where_its_model_is():
    """Under its own name, with the model's endpoints."""
    snapshot = make_snapshot(SMALL, LARGE)
    snapshot = replace(snapshot, catalog=replace(snapshot.catalog, aliases={"fast": "mistralai/small"}))
    caller = Caller(principal=ADA, tags=(), now=NOW)

    assert ["fast", "mistralai/small", "openai/large"] == [each.name for each in reach_all(snapshot, caller)]
    assert ("fast", "mistralai/small") == (
        reach("fast", snapshot, caller).name,
        reach("fast", snapshot, caller).model.id,
    )


@pytest.mark.parametrize("name", ["openai/large", "nobody/knows"])
def test_what_is_not_reached_is_not_found(name):
    """Whether it is there for others or not at all."""
    with pytest.raises(ModelNotFound):
        reach(name, make_snapshot(SMALL, LARGE, policies=[NORDLYS]), Caller(principal=ADA, tags=(), now=NOW))


def test_a_model_has_the_best_of_its_endpoints():
    """The longest bounds that are known, all that it is for, and the lowest price; no price comes last."""
    unpriced = make_endpoint("a", model="mistralai/small", price=None, context_length=100)
    dear = make_endpoint("b", model="mistralai/small", price=replace(SMALL.price, output=9_000_000))
    found = reach("mistralai/small", make_snapshot(unpriced, dear, SMALL), Caller(principal=ADA, tags=(), now=NOW))

    assert ("small", 100, None, {"chat"}) == (
        found.cheapest.id,
        found.context_length,
        found.max_output_tokens,
        set(found.operations),
    )
