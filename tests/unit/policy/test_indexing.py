"""Look-ups: which matches can be found by a table, and what is left to ask."""

import pytest

from proxy.policy.check import compile_expression
from proxy.policy.environment import Scope
from proxy.policy.indexing import index_of, tabulate
from proxy.policy.partial import key


def tree(text: str):
    """Check a match."""
    return compile_expression(text, Scope.MATCH)


@pytest.mark.parametrize(
    ("text", "values_of", "values"),
    [
        ('request.model == "a"', "(request.model,)", {"a"}),
        ('"a" == principal.team', "(principal.team,)", {"a"}),
        ('request.model in ["a", "b"]', "(request.model,)", {"a", "b"}),
        ('request.model == "a" || request.model == "b"', "(request.model,)", {"a", "b"}),
        ('"phi" in request.tags', "request.tags", {"phi"}),
        ('"k" in request.headers && request.headers["k"] == "v"', "(request.headers.get('k'),)", {"v"}),
        ('has(principal.labels.app) && "v" == principal.labels.app', "(principal.labels.get('app'),)", {"v"}),
        ('request.tags.exists(t, t in ["phi", "pii"])', "request.tags", {"phi", "pii"}),
        ('"a" in principal.tags || "b" in principal.tags', "principal.tags", {"a", "b"}),
    ],
)
def test_an_equality_is_a_look_up(text, values_of, values):
    """On one text or on a list of texts; alternatives about one fact are one look-up."""
    found = index_of(tree(text))

    assert found is not None
    assert (values_of, values, None) == (found.values_of, found.values, found.rest)


@pytest.mark.parametrize(
    "text",
    [
        "request.stream",
        'request.model != "a"',
        '!("phi" in request.tags)',
        'request.model == "a" || request.stream',
        'request.model == "a" || principal.team == "b"',
        'request.metadata.team == "a"',
        'has(request.metadata.team) && request.metadata.other == "a"',
        'has(request.metadata.team) && request.headers.team == "a"',
        "request.input_tokens == 5",
        'request.tags.all(t, t == "phi")',
        "request.model == principal.team",
    ],
)
def test_everything_else_is_asked(text):
    """Whatever could be true of more than the values of a table, or could fail in finding them."""
    assert index_of(tree(text)) is None


def test_the_rest_of_a_conjunction_is_still_asked():
    """Wherever the equality stands in it."""
    found = index_of(tree('request.stream && "phi" in request.tags && request.input_tokens > 5'))

    assert found is not None
    assert found.rest is not None
    assert key(tree("request.stream && request.input_tokens > 5")) == key(found.rest)


def test_tables_go_from_value_to_numbers():
    """In the order of the numbers."""
    matches = ['request.model in ["a", "b"]', 'request.model == "a"', '"t" in request.tags']
    indices = [(number, index_of(tree(text))) for number, text in enumerate(matches)]

    assert [("(request.model,)", {"a": [0, 1], "b": [0]}), ("request.tags", {"t": [2]})] == list(tabulate(indices))
