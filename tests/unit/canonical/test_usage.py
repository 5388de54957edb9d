"""Usage: counts in every billed dimension."""

from proxy.canonical.usage import Usage


def test_parts_are_inside_the_totals():
    """Cached and reasoning tokens are never counted twice."""
    assert 30 == Usage(input_tokens=20, output_tokens=10, cache_read_tokens=5, reasoning_tokens=4).total_tokens


def test_counts_leave_out_what_was_not_used():
    """A record stays short: dimensions of zero are left out, the totals never."""
    assert {"input_tokens": 3, "output_tokens": 0} == Usage(input_tokens=3).counts()
