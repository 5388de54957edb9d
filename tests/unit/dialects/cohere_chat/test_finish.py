"""Why a model stopped."""

import pytest

from proxy.canonical.response import FinishReason as Reason
from proxy.dialects.cohere_chat import finish


@pytest.mark.parametrize("word", [*finish.REASONS, "NEW_WORD"])
def test_a_word_survives(word):
    """What Cohere says is written again as it was."""
    assert word == finish.encode(*finish.decode(word))


@pytest.mark.parametrize("word", [None, "", 3])
def test_no_word_is_no_reason(word):
    """An answer that tells no reason has none."""
    assert (None, None) == finish.decode(word)


@pytest.mark.parametrize(
    ("reason", "native", "told", "word"),
    [
        (Reason.STOP, "stop", None, "COMPLETE"),
        (Reason.STOP, "stop", "END", "STOP_SEQUENCE"),
        (Reason.LENGTH, None, None, "MAX_TOKENS"),
        (Reason.TOOL_CALLS, "COMPLETE", None, "TOOL_CALL"),
        (Reason.CONTENT_FILTER, "content_filter", None, "COMPLETE"),
        (Reason.OTHER, "pause_turn", None, "pause_turn"),
        (Reason.OTHER, "ERROR", None, "COMPLETE"),
        (None, None, None, "COMPLETE"),
    ],
)
def test_other_dialects_words_are_put_into_coheres(reason, native, told, word):
    """A native word is written only where it means the reason, and never one that is a failure."""
    assert word == finish.encode(reason, native, told)
