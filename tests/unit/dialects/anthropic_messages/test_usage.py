"""Counts."""

import pytest

from proxy.canonical.usage import Usage
from proxy.dialects.anthropic_messages import usage


@pytest.mark.parametrize(
    ("value", "counted"),
    [
        ({"input_tokens": 1, "output_tokens": 2}, Usage(input_tokens=1, output_tokens=2)),
        ({"output_tokens": 2}, Usage(output_tokens=2)),
        (
            {"input_tokens": 1, "cache_read_input_tokens": 10, "cache_creation_input_tokens": 100},
            Usage(input_tokens=111, cache_read_tokens=10, cache_write_tokens=100),
        ),
        (
            {"input_tokens": 1, "cache_creation": {"ephemeral_1h_input_tokens": 5, "ephemeral_5m_input_tokens": 6}},
            Usage(input_tokens=12, cache_write_tokens=11, cache_write_1h_tokens=5),
        ),
        (
            {"output_tokens": 9, "output_tokens_details": {"thinking_tokens": 4}},
            Usage(output_tokens=9, reasoning_tokens=4),
        ),
        (
            {"output_tokens": 1, "server_tool_use": {"web_search_requests": 2, "web_fetch_requests": 1}},
            Usage(output_tokens=1, tool_requests=3),
        ),
        ({"input_tokens": 1, "cache_read_input_tokens": None, "cache_creation": None}, Usage(input_tokens=1)),
        ({}, None),
        ({"input_tokens": "1", "output_tokens": -1}, None),
        ({"input_tokens": True, "output_tokens": 1.5}, None),
        (None, None),
        ([1], None),
    ],
)
def test_counts_are_read(value, counted):
    """The cache's part is beside the input at Anthropic and inside it in the hub; what is no count is no count."""
    assert counted == usage.decode(value)


def test_counts_are_written():
    """What comes back is what was counted, told in Anthropic's way."""
    counted = Usage(
        input_tokens=100,
        output_tokens=9,
        cache_read_tokens=10,
        cache_write_tokens=30,
        cache_write_1h_tokens=20,
        reasoning_tokens=4,
        tool_requests=2,
    )
    written = usage.encode(counted, "default")

    assert counted == usage.decode(written)
    assert (60, "standard") == (written["input_tokens"], written["service_tier"])


def test_parts_that_exceed_their_total_write_no_negative():
    """Some providers count the cache beside the input; a client must not see less than nothing."""
    assert 0 == usage.encode(Usage(input_tokens=5, cache_read_tokens=9))["input_tokens"]


def test_later_counts_replace_what_they_tell():
    """Counts at the end of a stream are totals; what is left out, or null, stays."""
    start = {"input_tokens": 5, "output_tokens": 1}

    assert {"input_tokens": 5, "output_tokens": 9} == usage.joined(start, {"output_tokens": 9, "input_tokens": None})
    assert start == usage.joined(start, None)
