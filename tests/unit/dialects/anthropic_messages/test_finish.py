"""Why a model stopped."""

import pytest

from proxy.canonical.response import FinishReason
from proxy.dialects.anthropic_messages import finish


@pytest.mark.parametrize("word", finish.REASONS)
def test_anthropics_words_come_back(word):
    """Every word has a reason, and is said again."""
    reason, native = finish.decode(word)

    assert word == finish.encode(reason, native, sequence=None, has_calls=False)


@pytest.mark.parametrize(
    ("word", "told"),
    [("new", (FinishReason.OTHER, "new")), ("", (None, None)), (None, (None, None)), (1, (None, None))],
)
def test_words_that_are_none(word, told):
    """A word that comes later is another reason; no word is none."""
    assert told == finish.decode(word)


@pytest.mark.parametrize(
    ("reason", "sequence", "has_calls", "word"),
    [
        (FinishReason.STOP, "END", False, "stop_sequence"),
        (FinishReason.STOP, None, True, "tool_use"),
        (None, None, True, "tool_use"),
        (FinishReason.LENGTH, None, True, "max_tokens"),
        (FinishReason.CONTENT_FILTER, None, True, "refusal"),
    ],
)
def test_other_dialects_reasons(reason, sequence, has_calls, word):
    """Calls and sequences have words of their own; a cut answer stays one."""
    assert word == finish.encode(reason, "stop", sequence=sequence, has_calls=has_calls)
