"""Which values facts can have where a condition holds."""

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from proxy.policy import exact
from proxy.policy.check import compile_expression
from proxy.policy.domains import Domain, constrain, join, meet
from proxy.policy.environment import Scope
from tests.support.policies import principal, request_facts

FINITE = st.builds(Domain, values=st.frozensets(st.integers(0, 4)), is_complement=st.booleans())

ATOMS = (
    'request.model == "a"',
    'request.model != "a"',
    'request.model == "b"',
    'request.model in ["a", "b"]',
    '!(request.model in ["b", "c"])',
    "request.stream",
    "request.stream == false",
    '"x" in request.tags',
    "request.tags.size() == 0",
    "1 > 2",
    "true",
)
CONDITIONS = st.recursive(
    st.sampled_from(ATOMS),
    lambda inner: st.one_of(
        st.builds("!({})".format, inner),
        st.builds("({}) && ({})".format, inner, inner),
        st.builds("({}) || ({})".format, inner, inner),
        st.builds("(({}) ? ({}) : ({}))".format, inner, inner, inner),
    ),
    max_leaves=6,
)


def never(text: str) -> bool:
    """Say whether *text* is seen to be never true."""
    return constrain(compile_expression(text, Scope.MATCH)) is None


@pytest.mark.parametrize(
    "text",
    [
        "false",
        "1 > 2",
        "1 / 0 == 1",
        'request.model == "a" && request.model == "b"',
        'request.stream && request.model == "a" && "b" == request.model',
        'request.model in ["a", "b"] && request.model == "c"',
        "request.model in []",
        'request.model == "a" && !(request.model in ["a", "b"])',
        "request.stream && !request.stream",
        "request.stream == true && request.stream == false",
        '"x" in request.tags && !("x" in request.tags)',
        '(request.model == "a" || request.model == "b") && request.model == "c"',
        'request.stream ? request.model == "a" && request.model == "b" : false',
        '!(request.model != "a" || request.model != "b")',
    ],
)
def test_contradictions_are_seen(text):
    """A condition that no call meets has no domains."""
    assert never(text)


@pytest.mark.parametrize(
    "text",
    [
        "true",
        "2 > 1",
        'request.model == "a" || request.model == "b"',
        'request.model != "a" && request.model != "b"',
        'request.model == "a" && request.metadata.model == "b"',
        '"x" in request.tags && "y" in request.tags',
        '"x" in request.tags || !("x" in request.tags)',
        "request.input_tokens > 3 && request.input_tokens < 2",  # ranges are not understood
        "!(request.model in [])",
    ],
)
def test_what_may_be_true_is_left_alone(text):
    """Only what is certain is said."""
    assert not never(text)


@settings(deadline=None)
@given(CONDITIONS)
def test_what_is_never_true_is_false_of_every_call(text):
    """INVARIANT: `None` is certain: the exact evaluator agrees on every combination of values."""
    tree = compile_expression(text, Scope.MATCH)
    program = exact.build(tree, tuple(Scope.MATCH.names))
    values = [
        exact.evaluate(program, (request_facts(model=model, stream=stream, tags=tags), principal()))
        for model, stream, tags in product("abcd", (True, False), ((), ("x",), ("y",)))
    ]

    assert not any(values) or constrain(tree) is not None
    assert all(values) or constrain(tree, truth=False) is not None


@settings(deadline=None)
@given(FINITE, FINITE, st.integers(0, 9))
def test_domains_are_sets(one, other, value):
    """Meet and join are intersection and union, complements included."""

    def has(domain: Domain) -> bool:
        return (value in domain.values) is not domain.is_complement

    assert (has(one) and has(other)) is has(one.meet(other))
    assert (has(one) or has(other)) is has(one.join(other))


def test_nothing_holds_with_what_never_does():
    """One impossible part makes a conjunction impossible, and a disjunction only if it is the last."""
    assert (None, {}, None) == (meet([{}, None]), join([{}, None]), join([None]))
