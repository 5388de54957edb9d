"""Token counts of a response."""

import pytest

from proxy.canonical.usage import Usage
from proxy.dialects.openai_responses import usage

COUNTS = {"input_tokens": 9, "output_tokens": 2, "total_tokens": 11}


@pytest.mark.parametrize(
    "counts", [None, "x", {}, {"input_tokens": 9}, {"output_tokens": 2, "total_tokens": 2}, {"input_tokens": -1}]
)
def test_what_is_no_count_is_none(counts):
    """A call whose usage cannot be read is estimated, not free."""
    assert usage.decode({"usage": counts}) is None


def test_what_the_total_has_over_its_parts_is_output():
    """A provider that leaves reasoning out of the output but in the total is charged for it."""
    assert Usage(input_tokens=9, output_tokens=5) == usage.decode({"usage": {**COUNTS, "total_tokens": 14}})


def test_searches_are_counted_where_nobody_tells():
    """What OpenAI tells of its tools counts; without it, its calls in the output do."""
    output = [{"type": "web_search_call"}, {"type": "file_search_call"}, {"type": "message"}, 7]
    told = {"web_search": {"num_requests": 5}}

    assert 2 == usage.decode({"usage": COUNTS, "output": output}).tool_requests
    assert 5 == usage.decode({"usage": COUNTS, "output": output, "tool_usage": told}).tool_requests
    assert 0 == usage.decode({"usage": COUNTS, "output": None}).tool_requests


def test_a_cache_that_lasts_is_told_apart():
    """The twelve hours are the hub's longer time, and the rest is the shorter."""
    counted = Usage(input_tokens=9, output_tokens=2, cache_write_tokens=5, cache_write_1h_tokens=3)
    written = usage.encode(counted)

    assert {"ttl_12h_tokens": 3, "ttl_30m_tokens": 2} == written["input_tokens_details"]["cache_write_tokens_details"]
    assert counted == usage.decode({"usage": written})
