"""Hints: the way out of a type error, in CEL that can be written down."""

import pytest

from proxy.policy.check import check_expression
from proxy.policy.environment import Scope


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("request.tags", "ask for an element, `x in list`"),
        ("request.metadata", 'ask for a key, `"x" in map`'),
        ("endpoint.price", "read one of its fields: `.input`, `.output`"),
        ("request.input_tokens", "compare it"),
        ("!request.time", "`request.time.getHours() < 18`"),
        ('request.stream == "yes"', "write `x` or `!x`"),
        ('endpoint.price.output <= "5"', "a number does not"),
        ('request.time < "2027"', "makes a time of a text"),
        ("endpoint.price <= 5", "`.cache_read`"),
        ('request.tags.contains("phi")', "`x in list` asks"),
        ('request.tags.includes("phi")', "`x in list` asks"),
        ('request.model.lower() == "a"', "known for string: `size`, `startsWith`"),
        ('request.headers.x-project == "a"', '`["x-project"]`'),
        ("request.model == openai", 'a text needs quotes: `"openai"`'),
        ('request.tags == "phi"', 'write `"phi" in request.tags`'),
        ('"phi" != principal.tags', 'write `"phi" in principal.tags`'),
        ("endpoint.country == 'SE'", "did you mean `contract`? fields are `id`, `provider`, `model`, `headquarters`"),
        ("request.zzz", "fields are `dialect`"),
    ],
)
def test_a_type_error_comes_with_the_way_out(text, hint):
    """Somebody who has never seen CEL can go on from the message alone."""
    problem = check_expression(text, Scope.REQUIRE)[0]

    assert hint in (problem.hint or "")
