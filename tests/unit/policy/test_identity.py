"""When two parts of expressions are the same thing."""

import pytest

from proxy.policy.check import compile_variable
from proxy.policy.identity import identify, key_of, path_of


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("request.metadata.project", 'request.metadata["project"]'),
        ("request.model   ==  'a'", 'request.model == "a"'),
        ("request.tags.exists(t, t == 'x')", "request.tags.exists(t, t == 'x')"),
    ],
)
def test_spelling_and_place_make_no_difference(one, other):
    """Two texts that always have one value are one thing."""
    assert identify(compile_variable(one)) == identify(compile_variable(other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("request.metadata.a", "request.headers.a"),
        ("request.metadata.a", "request.metadata.b"),
        ("has(request.metadata.a)", "request.metadata.a"),
        ("[true]", "[1]"),
        ("1", "1.0"),
        ("request.tags.exists(t, t == 'x')", "request.tags.all(t, t == 'x')"),
    ],
)
def test_other_things_are_other_things(one, other):
    """What can differ is told apart, also where Python would call it equal."""
    assert identify(compile_variable(one)) != identify(compile_variable(other))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("request.model", ("request", "model")),
        ('request.metadata["a.b"]', ("request", "metadata", "a.b")),
        ("endpoint.price.input", ("endpoint", "price", "input")),
        ("request.tags[0]", None),
        ("request.metadata[request.model]", None),
        ("'text'", None),
    ],
)
def test_a_fact_has_a_path(text, expected):
    """What is reached by constant names alone has a path, and nothing else does."""
    assert expected == path_of(compile_variable(text))


def test_only_maps_are_looked_up():
    """A field of a record is always there."""
    assert ("a", None) == (key_of(compile_variable("request.metadata.a")), key_of(compile_variable("request.model")))
