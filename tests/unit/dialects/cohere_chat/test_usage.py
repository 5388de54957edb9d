"""Token counts of Cohere."""

import pytest

from proxy.canonical.usage import Usage
from proxy.dialects.cohere_chat import usage

TOKENS = {"input_tokens": 507.0, "output_tokens": 12.0}


def test_what_is_billed_counts():
    """Cohere's own words around the prompt are not; counts come as floats."""
    counted = usage.decode({"billed_units": {"input_tokens": 9.0, "output_tokens": 12.0}, "tokens": TOKENS})

    assert Usage(input_tokens=9, output_tokens=12) == counted


def test_without_billed_units_all_tokens_count():
    """Some hosts tell nothing else; a null is nothing."""
    assert Usage(input_tokens=507, output_tokens=12) == usage.decode({"tokens": TOKENS, "billed_units": None})
    assert Usage(input_tokens=507, output_tokens=12) == usage.decode({"tokens": TOKENS, "billed_units": {}})


def test_the_cache_is_part_of_the_prompt():
    """And never more than is billed of it."""
    billed = {"billed_units": {"input_tokens": 9, "output_tokens": 2, "search_units": 3}, "cached_tokens": 400}

    assert Usage(input_tokens=9, output_tokens=2, cache_read_tokens=9, tool_requests=3) == usage.decode(billed)


@pytest.mark.parametrize(
    "value",
    [
        None,
        [],
        {},
        {"tokens": {"input_tokens": 1}},
        {"tokens": {"input_tokens": -1, "output_tokens": 1}},
        {"tokens": {"input_tokens": True, "output_tokens": 1}},
    ],
)
def test_what_is_no_count_is_estimated_instead(value):
    """A call without usable counts must not look as if it had cost nothing."""
    assert usage.decode(value) is None


def test_counts_are_written_as_cohere_writes_them():
    """Billed units and tokens alike; cache and searches only where there were any."""
    tokens = {"input_tokens": 9, "output_tokens": 2}

    assert {"billed_units": tokens, "tokens": tokens} == usage.encode(Usage(input_tokens=9, output_tokens=2))
