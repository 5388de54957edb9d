"""Conditions that ask a client less for declaring more."""

import pytest

from proxy.config.codes import Code
from tests.support.problems import policy, warnings


@pytest.mark.parametrize(
    ("rest", "words"),
    [
        ("match: '!(\"x\" in request.tags)'", "make this false, and escapes the policy"),
        ("match: request.tags.size() == 0", "make this false, and escapes the policy"),
        ("require: {where: '\"x\" in request.tags'}", "make this true, and reaches more"),
        ("variables: {free: request.tags.size() == 0}\nmatch: variables.free", "escapes the policy"),
    ],
)
def test_a_way_out_or_in_is_told(rest, words):
    """A client may add a tag and must not gain by it."""
    (line,) = warnings(policy(rest), Code.TAG_GAIN)

    assert words in line
    assert "`principal.tags`" in line


@pytest.mark.parametrize(
    "rest",
    [
        "match: '\"x\" in request.tags'",
        "match: '!(\"x\" in principal.tags)'",
        "require: {where: '!(\"x\" in request.tags) || endpoint.zdr'}",
    ],
)
def test_what_asks_more_for_a_tag_is_left_alone(rest):
    """So is what only the team documents can change."""
    assert [] == warnings(policy(rest), Code.TAG_GAIN)
