"""Partial evaluation: what is left when the endpoint is known, and that errors stay until something absorbs them."""

import pytest

from proxy.policy.check import compile_expression
from proxy.policy.environment import Scope
from proxy.policy.ir import Node, Op
from proxy.policy.partial import fold, is_closed, is_total, key
from proxy.policy.view import view_endpoint
from tests.support.policies import endpoint

VIEW = view_endpoint(endpoint(training=None, storage=None, price=None, processing=frozenset({"SE", "US"})))


def tree(text: str) -> Node:
    """Check *text* where it may read the endpoint."""
    return compile_expression(text, Scope.REQUIRE)


def rest(text: str) -> Node:
    """Fold *text* over the endpoint above."""
    return fold(tree(text), {"endpoint": VIEW})


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("endpoint.retention_days == 0", True),
        ("endpoint.retention_days + 1 > 1", False),
        ("has(endpoint.training)", False),
        ("has(endpoint.price.input)", False),
        ("has(endpoint.zdr)", True),
        ("endpoint.processing.all(c, c in ['SE', 'US', 'DE'])", True),
        ("endpoint.training || endpoint.zdr", True),
        ("endpoint.training && false", False),
        ("request.stream || endpoint.zdr", True),
        ("['SE', 'FR'].exists(c, c in endpoint.processing || endpoint.training)", True),
        ("!(endpoint.processing.map(c, size(c)) == [2])", True),
    ],
)
def test_what_reads_the_endpoint_alone_is_a_constant(text, expected):
    """Facts, `has`, macros over facts; and whatever a constant decides."""
    assert (Op.LITERAL, expected) == (rest(text).op, rest(text).value)


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("request.stream && endpoint.zdr", "request.stream"),
        ("endpoint.zdr ? request.stream : endpoint.training", "request.stream"),
        ("request.stream ? endpoint.zdr : false", "request.stream"),
        ("request.stream ? !endpoint.zdr : true", "!request.stream"),
        ("endpoint.context_length >= request.input_tokens", "128000 >= request.input_tokens"),
        ("request.tags.exists(t, t == endpoint.provider)", "request.tags.exists(t, t == 'nordlys')"),
    ],
)
def test_the_rest_is_about_the_call_alone(text, same):
    """Two trees that mean the same to a call have one key, wherever they stand."""
    assert key(tree(same)) == key(rest(text))


@pytest.mark.parametrize(
    "text",
    [
        "endpoint.training",
        "!endpoint.training",
        "endpoint.storage.size() == 0 && true",
        "endpoint.price.input < 1.0 || false",
        "(endpoint.training ? 1 : 1) == 1",
        "request.model == 'x' && endpoint.training || endpoint.training",
        "1 / 0 == 1",
        "endpoint.processing.exists_one(c, endpoint.training)",
        "request.input_tokens > 0 && [request.model, endpoint.quantization] == []",
    ],
)
def test_an_unknown_fact_is_an_error_until_something_absorbs_it(text):
    """No negation, choice or comparison makes a value of it."""
    view = view_endpoint(endpoint(training=None, storage=None, price=None, quantization=None))
    found = fold(tree(text), {"endpoint": view})

    assert any(each.op is Op.ERROR for each in (found, *found.args))


def test_what_is_unknown_goes_by_its_name():
    """So that a person who reads generated code knows which fact it was."""
    assert "endpoint.training" == rest("endpoint.training").value


def test_a_condition_that_can_fail_is_not_forgotten():
    """An absent key is an error, whichever branch would have been taken."""
    assert Op.CONDITIONAL is rest("request.metadata.x == 'y' ? endpoint.zdr : endpoint.zdr").op


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("'a' in request.tags && request.time > timestamp('2026-01-01T00:00:00Z')", True),
        ("has(request.metadata.a) || request.model.matches('a+')", True),
        ("principal.tags.exists_one(t, t.startsWith('a'))", True),
        ("request.tags[0] == 'a'", False),
        ("request.metadata.a == 'a'", False),
        ("request.input_tokens + 1 > 1", False),
        ("request.time.getHours() > 7", False),
    ],
)
def test_what_cannot_fail_is_known(text, expected):
    """Keys, indices, arithmetic and the parts of a time can; equal branches are folded only where the condition cannot."""
    assert expected == is_total(tree(text))
    assert (Op.LITERAL if expected else Op.CONDITIONAL) is rest(f"({text}) ? endpoint.zdr : endpoint.zdr").op


def test_values_that_python_holds_equal_are_told_apart():
    """`1` is not `1.0` and zero has a sign, or two rests that differ would share one answer."""
    texts = ["1 / request.input_tokens == 1", "1.0 / endpoint.price.input == 1.0", "0.0 < 1.0", "-0.0 < 1.0", "true"]

    assert len(texts) == len({key(tree(text)) for text in texts})
    assert key(tree("request.stream")) == key(tree("  request.stream"))


def test_a_tree_is_closed_when_it_binds_all_it_reads():
    """A macro's variable is known inside of its body alone."""
    assert is_closed(tree("[1, 2].exists(x, x == 2)"))
    assert not is_closed(tree("[1, 2].exists(x, x == request.input_tokens)"))
