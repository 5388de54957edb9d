"""Itineraries: which models, in which order, and whether the next call has the same."""

from proxy.canonical.preferences import ClientPreferences
from proxy.policy.document import FallbackEntry, Preference
from proxy.policy.itinerary import plan_models, unaliased
from proxy.policy.terms import unite
from tests.support.policies import at, catalog, endpoint, policy, policy_set, principal, request_facts

OVER = catalog(endpoint("a"), endpoint("b", model="x/b"), endpoint("c", model="x/c"), aliases={"cheap": "x/c"})


def plan(*policies, **facts):
    """Return the itinerary of a call."""
    built = policy_set(*policies, over=OVER)
    return plan_models((request_facts(**facts), principal()), unite(built.programs, [], []), OVER)


def models(*policies, **facts) -> list[str]:
    """Return the models of an itinerary."""
    return [model for model, _ in plan(*policies, **facts).routes]


def test_the_requested_model_comes_first_and_each_once():
    """Aliases are models by then."""
    assert ["openai/gpt", "x/c"] == models(policy(fallback={"*": ("cheap", "openai/gpt", "x/c")}))
    assert {"x/c": Preference()} == unaliased([("cheap", Preference()), ("x/c", Preference())], OVER)


def test_the_clients_own_list_takes_the_place_of_a_fallback():
    """Nothing is more specific than the client."""
    wishes = ClientPreferences(models=("x/b",), named=("models",))

    assert ["openai/gpt", "x/b"] == models(policy(fallback={"*": ("x/c",)}), wishes=wishes)


def test_its_reach_is_what_serves_those_models():
    """A bit for every endpoint of any of them."""
    assert (0b101, 0b001) == (plan(policy(fallback={"*": ("x/c",)})).reach, plan().reach)


def test_an_itinerary_lasts_unless_the_call_had_a_say():
    """A condition or a wish may be otherwise the next time."""
    conditional = policy(fallback={"*": (FallbackEntry(model="x/b", when=at("request.stream")),)})

    assert [True, True, False, False] == [
        plan().is_lasting,
        plan(policy(fallback={"*": ("x/c",)})).is_lasting,
        plan(conditional).is_lasting,
        plan(wishes=ClientPreferences(named=("models",))).is_lasting,
    ]
