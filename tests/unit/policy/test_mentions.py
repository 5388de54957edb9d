"""The constants that an expression compares facts with."""

import pytest

from proxy.policy.check import compile_expression
from proxy.policy.environment import Scope
from proxy.policy.mentions import mentions


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('request.model == "a"', ["request.model a"]),
        ('"a" != endpoint.provider', ["endpoint.provider a"]),
        ('request.model in ["a", "b"]', ["request.model a", "request.model b"]),
        ('"phi" in request.tags', ["request.tags phi"]),
        ('request.tags.exists(t, t in ["a", "b"])', ["request.tags a", "request.tags b"]),
        ('!principal.tags.all(t, t != "a")', ["principal.tags a"]),
        ('["a"].exists(t, t in request.tags)', []),
        ('request.metadata["project"] == "x"', ["request.metadata.project x"]),
        ('request.stream ? request.model == "a" : false', ["request.model a"]),
        ('request.model.startsWith("a")', []),
        ('request.input_tokens > 3 && "a" == "b"', []),
    ],
)
def test_a_mention_is_a_constant_and_its_fact(text, expected):
    """Comparisons and membership count, of elements in comprehensions too; parts of names do not."""
    found = mentions(compile_expression(text, Scope.REQUIRE))

    assert expected == [f"{'.'.join(mention.fact)} {mention.literal.value}" for mention in found]
