"""Token counts."""

import pytest

from proxy.canonical.usage import Usage
from proxy.dialects.gemini import usage


def test_parts_are_inside_of_totals():
    """Thoughts, and what tools read, are counted beside at Google and inside here."""
    value = {
        "promptTokenCount": 10,
        "toolUsePromptTokenCount": 5,
        "candidatesTokenCount": 3,
        "thoughtsTokenCount": 4,
        "totalTokenCount": 22,
        "cachedContentTokenCount": 6,
        "promptTokensDetails": [{"modality": "AUDIO", "tokenCount": 2}, {"modality": "TEXT", "tokenCount": 8}],
        "toolUsePromptTokensDetails": [{"modality": "AUDIO", "tokenCount": 1}],
        "candidatesTokensDetails": [{"modality": "IMAGE", "tokenCount": 3}],
    }

    assert Usage(
        input_tokens=15,
        output_tokens=7,
        cache_read_tokens=6,
        reasoning_tokens=4,
        audio_input_tokens=3,
        image_output_tokens=3,
        tool_requests=2,
    ) == usage.decode(value, 2)


@pytest.mark.parametrize("value", [None, 7, {}, {"trafficType": "ON_DEMAND"}])
def test_no_count_is_none(value):
    """Such a call is charged by estimate."""
    assert None is usage.decode(value)


def test_zeros_are_left_out_by_google():
    """A prompt that got no answer has no count of it."""
    assert Usage(input_tokens=9) == usage.decode({"promptTokenCount": 9})


@pytest.mark.parametrize("count", [-1, True, "9", None, [], 1.5])
def test_what_is_no_number_counts_nothing(count):
    """A count of another kind is as if it were not told."""
    details = [{"modality": "AUDIO", "tokenCount": count}, {"modality": 7}, 7]
    value = {"promptTokenCount": 9, "candidatesTokenCount": count, "promptTokensDetails": details}

    assert Usage(input_tokens=9) == usage.decode(value)


def test_details_are_told_where_there_are_any():
    """What is neither audio nor image is text."""
    told = usage.encode(Usage(input_tokens=9, output_tokens=2, audio_input_tokens=4))

    assert [{"modality": "TEXT", "tokenCount": 5}, {"modality": "AUDIO", "tokenCount": 4}] == told[
        "promptTokensDetails"
    ]
    assert "candidatesTokensDetails" not in told
