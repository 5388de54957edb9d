"""Expressions as Python: what is written means what CEL says, or raises."""

import pytest

from proxy.policy.check import compile_expression
from proxy.policy.environment import Scope
from proxy.policy.partial import fold
from proxy.policy.transpile import Writer
from proxy.policy.view import view_endpoint
from tests.support.generated import compile_condition, compile_verdict
from tests.support.policies import endpoint, principal, request_facts

REQUEST = request_facts(tags=("phi", "x"), metadata={"a": "1"}, input_tokens=7)
CALLER = principal(tags=frozenset({"b", "a"}))


def written(text: str) -> str:
    """Return the Python for an expression over a call."""
    return Writer().write(compile_expression(text, Scope.MATCH))


def value(text: str):
    """Evaluate an expression as generated Python."""
    return compile_condition(compile_expression(text, Scope.MATCH), ("request", "principal"))(REQUEST, CALLER)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('request.model in ["a", "b"]', "(request.model in k0)"),
        ('request.tags.exists(t, t in ["phi", "pii"])', "(not k0.isdisjoint(request.tags))"),
        ('request.tags.exists(t, "phi" == t)', "(not k0.isdisjoint(request.tags))"),
        ('"a" in principal.tags', "('a' in principal.tags)"),
        ('request.model.matches("^gpt-.*")', "request.model.startswith('gpt-')"),
        ('request.model.matches("g.t")', "k0(request.model)"),
        ("principal.tags.size() > 1", "(len(in_order(principal.tags)) > 1)"),
        ('request.tags.all(None, None == "a")', "all((v0 == 'a') for v0 in request.tags)"),
        ("request.input_tokens / 2 == 3", "(in_range(divide(request.input_tokens, 2)) == 3)"),
    ],
)
def test_what_is_written_is_short(text, expected):
    """Sets for constants, plain text operations for simple patterns, and no name of the author's."""
    assert expected == written(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("-7 / 2 == -3", True),
        ("-7 % 3 == -1", True),
        ("request.tags[1] == 'x'", True),
        ("principal.tags[0] == 'a'", True),
        ("request.tags.map(t, t.size()) == [3, 1]", True),
        ("request.tags.filter(t, t != 'x') == ['phi']", True),
        ("request.tags.map(t, t.startsWith('p'), t + '!') == ['phi!']", True),
        ("request.tags.exists_one(t, t == 'x')", True),
        ("request.metadata.exists(k, request.metadata[k] == '1')", True),
        ("has(request.metadata.b) || 'a' in request.metadata", True),
        ("1.0 / 0.0 > 1.0", True),
        ("(request.stream ? 1 : 2) == 2", True),
        ("request.time.getHours('UTC') == 12", True),
        ("request.tags.exists(a, request.tools.all(b, a == b))", True),
    ],
)
def test_values_are_those_of_cel(text, expected):
    """Where Python would say something else, one of our operators is called."""
    assert expected is value(text)


@pytest.mark.parametrize(
    "text",
    [
        "request.tags[9] == 'x'",
        "request.metadata.none == 'x'",
        "request.input_tokens / 0 == 1",
        "request.input_tokens + 9223372036854775807 > 0",
        "request.tags.map(t, 1 / 0) == [1]",
    ],
)
def test_what_has_no_value_raises(text):
    """Then the exact evaluator is asked."""
    with pytest.raises(Exception):  # noqa: B017, PT011 - any exception says that the value is not to be believed
        value(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("endpoint.training || request.input_tokens == 7", True),
        ("!(endpoint.training && request.input_tokens == 7)", False),
        ("!(endpoint.training && request.input_tokens == 8)", True),
        ("request.tags.exists(t, t == 'x' || endpoint.training)", True),
        ("request.tags.all(t, t != 'none' && (endpoint.training || t != 'x'))", False),
        ("request.stream ? endpoint.training : true", True),
    ],
)
def test_only_true_counts_and_a_known_error_is_a_no(text, expected):
    """No exception is needed to know that; `!` turns no error into a yes."""
    view = view_endpoint(endpoint(training=None))
    node = fold(compile_expression(text, Scope.REQUIRE), {"endpoint": view})

    assert expected is compile_verdict(node, ("request", "principal"))(REQUEST, CALLER)


def test_long_texts_are_passed_in():
    """Generated code stays readable."""
    assert "(request.model == k0)" == written(f'request.model == "{"x" * 100}"')


def test_the_text_does_not_grow_faster_than_the_tree():
    """Conditions nested in conditions: a policy file must not be able to hang whoever checks it."""
    text = "request.stream"
    for _ in range(14):
        text = f"({text} ? request.stream : endpoint.zdr)"
    node = compile_expression(text, Scope.REQUIRE)

    assert len(Writer().write_true(node)) < 20 * len(text)
