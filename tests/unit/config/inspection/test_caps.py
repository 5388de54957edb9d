"""Caps that this version only tells."""

from proxy.config.codes import Code
from tests.support.problems import policy, warnings


def test_caps_that_nothing_counts_are_told():
    """Each where it stands, so that nobody relies on it."""
    lines = warnings(policy("caps: {requests_per_minute: 6, tokens_per_minute: 7, concurrency: 8}"), Code.NOT_ENFORCED)

    assert ["5:29", "5:51", "5:67"] == [":".join(line.split(":")[:2]) for line in lines]


def test_caps_that_hold_are_left_alone():
    """Most of them do."""
    assert [] == warnings(policy("caps: {output_tokens: 6, attempts: 2, deadline: 5s}"), Code.NOT_ENFORCED)
