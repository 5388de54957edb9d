"""Why a model stopped."""

import pytest

from proxy.canonical.response import FinishReason
from proxy.dialects.gemini import finish

TYPES = pytest.importorskip("google.genai.types")


def test_every_word_of_the_sdk_is_known():
    """A word that google-genai has and we do not is one to look at."""
    words = {word.value for word in TYPES.FinishReason} - {"FINISH_REASON_UNSPECIFIED"}

    assert set() == words - set(finish.REASONS) - finish.OTHERS


def test_a_call_is_why_it_stopped():
    """Google says `STOP` for both; the parts tell."""
    assert (FinishReason.TOOL_CALLS, "STOP") == finish.decode("STOP", has_calls=True)
    assert (FinishReason.LENGTH, "MAX_TOKENS") == finish.decode("MAX_TOKENS", has_calls=True)


@pytest.mark.parametrize("word", [None, "", 7, []])
def test_no_word_is_no_reason(word):
    """A candidate that is not finished has no reason."""
    assert (None, None) == finish.decode(word, has_calls=False)


@pytest.mark.parametrize(
    ("reason", "native", "word"),
    [
        (FinishReason.STOP, None, "STOP"),
        (FinishReason.TOOL_CALLS, "tool_use", "STOP"),
        (FinishReason.CONTENT_FILTER, "RECITATION", "RECITATION"),
        (FinishReason.CONTENT_FILTER, "refusal", "SAFETY"),
        (FinishReason.OTHER, "MALFORMED_FUNCTION_CALL", "MALFORMED_FUNCTION_CALL"),
        (FinishReason.OTHER, "pause_turn", "OTHER"),
        (FinishReason.LENGTH, "STOP", "MAX_TOKENS"),
        (None, "STOP", None),
    ],
)
def test_the_native_word_is_said_where_it_is_googles(reason, native, word):
    """Clients know Google's words alone, and the reason decides."""
    assert word == finish.encode(reason, native)


def test_a_blocked_prompt_says_why():
    """Feedback without a reason blocks nothing."""
    assert "SAFETY" == finish.blocked({"blockReason": "SAFETY"})
    assert [None] * 3 == [finish.blocked(told) for told in (None, {"safetyRatings": []}, {"blockReason": ""})]
