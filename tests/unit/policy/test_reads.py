"""What an expression reads, for the compiler, the journal and people."""

import pytest

from proxy.policy.check import compile_expression
from proxy.policy.environment import Scope
from proxy.policy.reads import describe, facts, fields, reads, show_value
from proxy.policy.view import view_endpoint
from tests.support.policies import endpoint, principal, request_facts


def node(text: str):
    """Compile *text* where it may read everything."""
    return compile_expression(text, Scope.REQUIRE)


def test_a_clause_over_the_endpoint_alone_needs_no_call():
    """Such a clause is decided once, when policies are loaded."""
    assert reads(node("endpoint.zdr"), "endpoint")
    assert not reads(node("endpoint.zdr"), "request")
    assert reads(node("[1].exists(x, request.input_tokens == x)"), "request")


def test_fields_of_the_call_are_named_for_the_journal():
    """Endpoints' facts are not among them: the revision has those."""
    text = 'request.metadata["a"] == principal.labels.b && has(request.metadata.c) && endpoint.zdr'

    assert {"request.metadata", "principal.labels"} == fields(node(text))


def test_keys_that_are_read_by_a_constant_name_are_told_apart():
    """The journal has those alone; `test_recorded.py` has every way to read a map."""
    text = 'request.metadata["a"] == principal.labels.b && request.headers.size() > 0 && request.tags[0] == endpoint.id'

    assert ["request.metadata.a", "principal.labels.b", "request.headers", "request.tags"] == list(facts(node(text)))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("endpoint.retention_days <= 0", "`endpoint.retention_days` is 30"),
        ("!endpoint.training", "`endpoint.training` is unknown"),
        ("endpoint.price.input <= 3 && endpoint.price.input > 1", "`endpoint.price.input` is 1.25"),
        ("endpoint.processing.all(c, c in ['SE'])", '`endpoint.processing` is ["SE"]'),
        ("has(endpoint.price) && has(endpoint.training)", "`endpoint.price` is known, `endpoint.training` is unknown"),
        ("request.metadata.x == 'y' || request.stream", "`request.metadata.x` is absent, `request.stream` is false"),
        ("'k' in request.metadata", "`request.metadata.k` is absent"),
        ("request.metadata['a'] == 'c'", '`request.metadata.a` is "b"'),
        ("request.metadata.exists(k, k == 'c')", '`request.metadata` is {"a": "b"}'),
        ("[1].exists(x, x == 2)", ""),
    ],
)
def test_what_is_read_is_said_in_words(text, expected):
    """Every fact once, in the order of the text, with its value or why it has none."""
    call = (request_facts(metadata={"a": "b"}), principal(), view_endpoint(endpoint(retention_days=30, training=None)))

    assert expected == describe(node(text), call)


def test_a_long_value_is_shortened():
    """An explanation is a sentence; a client's metadata may be long."""
    call = (request_facts(session="x" * 500), principal(), None)

    assert 145 > len(describe(node("request.session == 'y'"), call))


def test_values_are_shown_as_cel_writes_them():
    """A value can be pasted back into an expression."""
    assert '[true, 1, 1.5, "a\\"b", {"k": "v"}]' == show_value((True, 1, 1.5, 'a"b', {"k": "v"}))
