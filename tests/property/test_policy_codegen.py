"""Four ways to evaluate one expression: exactly, as Python, as Python where only TRUE counts, and folded beforehand."""

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from proxy.policy import exact
from proxy.policy.check import compile_expression
from proxy.policy.compile import ENGINES
from proxy.policy.environment import Scope
from proxy.policy.ir import Node
from proxy.policy.partial import fold
from proxy.policy.program import Verdict, judge
from proxy.policy.selftest import compare, with_engine
from tests.nightly.decisions import compare_once
from tests.property.test_policy_decisions import callers, endpoints, policies, requests
from tests.support.expressions import make_call, make_view, write_expression
from tests.support.generated import compile_condition, compile_verdict
from tests.support.policies import catalog, endpoint, policy, policy_set

NAMES = tuple(Scope.REQUIRE.names)
CALLS_FOR_EACH = 10


def believed(run, activation, otherwise: Verdict) -> Verdict:
    """Return what generated Python says, or what the exact evaluator does where it raises."""
    try:
        value = run(*activation)
    except Exception:  # noqa: BLE001 - whatever generated Python raises, it is not believed
        return otherwise
    return Verdict.TRUE if value else Verdict.FALSE


def exactly(node: Node, activation) -> Verdict:
    """Return what the exact evaluator says."""
    return judge(exact.build(node, NAMES), activation)


@settings(deadline=None, max_examples=300)
@given(st.randoms(use_true_random=False))
def test_all_ways_agree(rng: Random):
    """A verdict that is believed is the specification's; what only asks for TRUE is true exactly there."""
    text = write_expression(rng, Scope.REQUIRE)
    node = compile_expression(text, Scope.REQUIRE)
    python = compile_condition(node, NAMES)
    for _ in range(CALLS_FOR_EACH):
        view = make_view(rng)
        activation = (*make_call(rng), view)
        expected = exactly(node, activation)
        folded = fold(node, {"endpoint": view})
        only_true = compile_verdict(folded, NAMES)
        truth = believed(only_true, activation, expected) is Verdict.TRUE

        assert expected is believed(python, activation, expected), text
        assert expected is exactly(folded, activation), text
        assert (expected is Verdict.TRUE) == truth, text


@settings(deadline=None)
@given(policies, endpoints, st.lists(requests, min_size=1, max_size=5), callers)
def test_engines_decide_the_same(documents, over, asked, caller):
    """Whole decisions: lanes, orders, caps, who matched and what is only noted."""
    built = policy_set(*documents, over=catalog(*over))
    engines = {engine: with_engine(built, engine) for engine in ENGINES}
    for request in asked:
        assert compare(engines, (request, caller)) is None


@pytest.mark.parametrize("seed", range(25))
def test_whole_decisions_agree(seed):
    """A thousand on every run; `python -m tests.nightly.decisions` makes as many as there is time for."""
    assert compare_once(seed) is None


@pytest.mark.parametrize("seed", range(5))
def test_generated_policies_agree_on_whole_decisions(seed):
    """Policies whose match and line nobody thought of, over many calls."""
    rng = Random(seed)
    documents = [
        policy(
            f"p{number}",
            scope="",
            match=write_expression(rng, Scope.MATCH),
            require=write_expression(rng, Scope.REQUIRE),
        )
        for number in range(6)
    ]
    over = catalog(endpoint("a", training=None), endpoint("b", retention_days=30, zdr=None), endpoint("c", price=None))
    built = policy_set(*documents, over=over)
    engines = {engine: with_engine(built, engine) for engine in ENGINES}
    for _ in range(50):
        assert compare(engines, make_call(rng)) is None
