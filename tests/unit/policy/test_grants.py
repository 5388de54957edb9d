"""Grants: a model is reachable if every grant has it."""

from proxy.policy.grants import granted_mask, has_model, missing_grant
from proxy.policy.principal import Grant
from tests.support.policies import EVERYTHING, catalog, endpoint, principal

OVER = catalog(endpoint("a", model="openai/gpt"), endpoint("b", model="mistralai/small"))
OPENAI = Grant(holder="health", models=("openai/*",), place="teams.yaml:9:1")


def test_a_child_never_reaches_more_than_its_parent():
    """Grants of the key, the team and all teams above intersect."""
    assert 0b11 == granted_mask((EVERYTHING,), OVER)
    assert 0b01 == granted_mask((EVERYTHING, OPENAI), OVER) == granted_mask((OPENAI, EVERYTHING), OVER)


def test_without_grants_nothing_is_reachable():
    """What nobody granted is not granted."""
    assert 0 == granted_mask((), OVER)


def test_the_grant_that_lacks_a_model_is_to_blame():
    """The first one that does not have it, or the principal itself where it has none."""
    caller = principal(grants=(EVERYTHING, OPENAI), place="teams.yaml:5:3")

    assert OPENAI == missing_grant(caller, "mistralai/small")
    assert missing_grant(caller, "openai/gpt") is None
    assert "teams.yaml:5:3" == missing_grant(principal(grants=(), place="teams.yaml:5:3"), "openai/gpt").place


def test_any_pattern_of_a_grant_will_do():
    """The models of one grant are a union."""
    assert has_model(Grant(holder="x", models=("a/b", "openai/*"), place=""), "openai/gpt")
    assert not has_model(Grant(holder="x", models=(), place=""), "openai/gpt")
