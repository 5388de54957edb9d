"""What of an expression can fail, and what guards it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from proxy.policy import exact
from proxy.policy.check import compile_expression
from proxy.policy.environment import Scope
from proxy.policy.hazards import find_hazards
from proxy.policy.operators import EvaluationError
from tests.support.policies import principal, request_facts

UNGUARDED = (
    ('request.metadata.x == "a"', "has(request.metadata.x)"),
    ('request.metadata["x"] == "a"', '"x" in request.metadata'),
    ('request.headers["x-project"] == "a"', '"x-project" in request.headers'),
    ('principal.labels.team == "a"', "has(principal.labels.team)"),
    ('request.metadata[request.model] == "a"', "the key in request.metadata"),
    ('has(request.metadata.y) && request.metadata.x == "a"', "has(request.metadata.x)"),
    ('has(request.metadata.x) || request.metadata.x == "a"', "has(request.metadata.x)"),
    ('has(request.metadata.x) ? true : request.metadata.x == "a"', "has(request.metadata.x)"),
    ('request.tags[0] == "a"', "request.tags.size() > 0"),
    ('request.tags.size() > 1 && request.tags[2] == "a"', "request.tags.size() > 2"),
    ("10 / request.input_tokens > 1", "request.input_tokens != 0"),
    ("request.input_tokens % request.max_output_tokens == 1", "request.max_output_tokens != 0"),
    ("request.input_tokens >= 0 && 10 / request.input_tokens > 1", "request.input_tokens != 0"),
)
GUARDED = (
    'has(request.metadata.x) && request.metadata.x == "a"',
    'request.metadata.x == "a" && has(request.metadata.x)',
    '"x" in request.metadata && request.metadata.x == "a"',
    'request.stream && ("x" in request.metadata && request.metadata["x"] == "a")',
    '!has(request.metadata.x) || request.metadata.x == "a"',
    'has(request.metadata.x) ? request.metadata.x == "a" : false',
    '!("x" in request.metadata) ? false : request.metadata.x == "a"',
    'request.metadata.exists(k, request.metadata[k] == "a")',
    'request.tags.size() > 0 && request.tags[0] == "a"',
    'size(request.tags) >= 3 && request.tags[2] == "a"',
    'request.tags.size() != 0 && request.tags[0] == "a"',
    '0 < request.tags.size() && request.tags[0] == "a"',
    "request.input_tokens > 0 && 10 / request.input_tokens > 1",
    "request.input_tokens != 0 && 10 / request.input_tokens > 1",
    "request.input_tokens == 0 || 10 / request.input_tokens > 1",
    "request.input_tokens / 2 > 1",
    '["a", "b"][1] == request.model',
    "has(request.metadata.x)",
)


def guards(text: str) -> list[str]:
    """Return the guards that *text* lacks."""
    return [hazard.guard for hazard in find_hazards(compile_expression(text, Scope.MATCH))]


@pytest.mark.parametrize(("text", "guard"), UNGUARDED)
def test_what_can_fail_is_found_with_its_guard(text, guard):
    """The hint is the condition to write, in CEL."""
    assert [guard] == guards(text)


@pytest.mark.parametrize("text", GUARDED)
def test_what_is_guarded_is_left_alone(text):
    """A guard before or behind, in the condition of `?:`, or negated before `||`."""
    assert [] == guards(text)


def test_unknown_facts_are_no_hazard():
    """That an unknown fact fails is what it is for."""
    tree = compile_expression("endpoint.price.output <= 5 && !endpoint.training", Scope.REQUIRE)

    assert [] == list(find_hazards(tree))


@settings(deadline=None)
@given(
    st.recursive(
        st.sampled_from(GUARDED + tuple(text for text, _ in UNGUARDED)),
        lambda inner: st.one_of(
            st.builds("!({})".format, inner),
            st.builds("({}) && ({})".format, inner, inner),
            st.builds("({}) || ({})".format, inner, inner),
        ),
        max_leaves=4,
    ),
    st.sampled_from(({}, {"x": "a"}, {"y": "a"})),
    st.sampled_from(((), ("a",), ("a", "b", "c"))),
    st.integers(0, 3),
)
def test_what_has_no_hazard_does_not_fail(text, metadata, tags, count):
    """INVARIANT: an expression in which nothing is found has a value for every call."""
    facts = request_facts(metadata=metadata, tags=tags, input_tokens=count, max_output_tokens=count)
    program = exact.build(compile_expression(text, Scope.MATCH), tuple(Scope.MATCH.names))
    try:
        exact.evaluate(program, (facts, principal()))
    except EvaluationError:
        assert guards(text)
