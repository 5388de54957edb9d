"""Token counts: every dimension, and the imitators' own ways."""

import pytest

from proxy.canonical.usage import Usage
from proxy.dialects.openai_chat.usage import decode, encode

FULL = Usage(
    input_tokens=100,
    output_tokens=50,
    cache_read_tokens=60,
    cache_write_tokens=20,
    reasoning_tokens=30,
    audio_input_tokens=5,
    audio_output_tokens=4,
)


@pytest.mark.parametrize("usage", [FULL, Usage(input_tokens=1), Usage()])
def test_usage_survives_the_wire(usage):
    """What is encoded is decoded to the same counts."""
    assert usage == decode(encode(usage))


def test_details_are_told_only_where_there_are_any():
    """A plain call has the three counts that every client reads, and no more."""
    assert {"prompt_tokens": 2, "completion_tokens": 3, "total_tokens": 5} == encode(
        Usage(input_tokens=2, output_tokens=3)
    )


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (
            {"prompt_tokens": 10, "completion_tokens": 5, "total_tokens": 45},
            Usage(input_tokens=10, output_tokens=35),
        ),
        ({"prompt_tokens": 10, "total_tokens": 10}, Usage(input_tokens=10)),
        (
            {"prompt_tokens": 10, "completion_tokens": 1, "prompt_cache_hit_tokens": 8},
            Usage(input_tokens=10, output_tokens=1, cache_read_tokens=8),
        ),
        (
            {"prompt_tokens": 1, "completion_tokens": 1, "prompt_tokens_details": None},
            Usage(input_tokens=1, output_tokens=1),
        ),
    ],
    ids=["reasoning beside the completion", "nothing completed", "DeepSeek's cache", "null details"],
)
def test_imitators_are_understood(value, expected):
    """No vendor's way of counting makes a call look cheaper than it was."""
    assert expected == decode(value)


@pytest.mark.parametrize(
    "value",
    [None, [], "7", {}, {"completion_tokens": 5}, {"prompt_tokens": 5}, {"prompt_tokens": -1, "completion_tokens": 1}],
)
def test_an_unusable_count_is_none(value):
    """A count that cannot be used must lead to an estimate, not to a free call."""
    assert decode(value) is None
