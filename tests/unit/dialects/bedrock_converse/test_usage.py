"""Token counts of Converse."""

import pytest

from proxy.canonical.usage import Usage
from proxy.dialects.bedrock_converse import usage

PLAIN = {"inputTokens": 9, "outputTokens": 2, "totalTokens": 11}


def test_the_cache_is_added_to_the_input():
    """What came from the cache or went into it is beside `inputTokens`, and in the hub within them."""
    counts = {**PLAIN, "cacheReadInputTokens": 100, "cacheWriteInputTokens": 10}

    assert Usage(input_tokens=119, output_tokens=2, cache_read_tokens=100, cache_write_tokens=10) == usage.decode(
        counts
    )


def test_an_hour_is_told_apart_and_never_more_than_was_written():
    """`cacheDetails` has the writes by the time they are kept."""
    details = [{"ttl": "1h", "inputTokens": 6}, {"ttl": "5m", "inputTokens": 4}, {"ttl": "1h"}, 3]

    assert 6 == usage.decode({**PLAIN, "cacheWriteInputTokens": 10, "cacheDetails": details}).cache_write_1h_tokens
    assert 0 == usage.decode({**PLAIN, "cacheDetails": details}).cache_write_1h_tokens


@pytest.mark.parametrize(
    "value", [None, [], {}, {"inputTokens": 1}, {**PLAIN, "outputTokens": -1}, {**PLAIN, "inputTokens": True}]
)
def test_what_is_no_count_is_estimated_instead(value):
    """A call without usable counts must not look as if it had cost nothing."""
    assert usage.decode(value) is None


@pytest.mark.parametrize(
    ("counted", "written"),
    [
        (Usage(input_tokens=9, output_tokens=2), PLAIN),
        (
            Usage(
                input_tokens=119,
                output_tokens=2,
                cache_read_tokens=100,
                cache_write_tokens=10,
                cache_write_1h_tokens=10,
            ),
            {
                "inputTokens": 9,
                "outputTokens": 2,
                "totalTokens": 121,
                "cacheReadInputTokens": 100,
                "cacheWriteInputTokens": 10,
                "cacheDetails": [{"ttl": "1h", "inputTokens": 10}],
            },
        ),
    ],
)
def test_counts_are_written_as_bedrock_writes_them(counted, written):
    """The cache is told where it took part, and is beside the input again."""
    assert written == usage.encode(counted)
