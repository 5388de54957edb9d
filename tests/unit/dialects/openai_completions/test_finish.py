"""Three words for all reasons."""

import pytest

from proxy.canonical.response import FinishReason
from proxy.dialects.openai_completions.finish import encode


@pytest.mark.parametrize(
    ("reason", "word"),
    [(FinishReason.STOP, "stop"), (FinishReason.LENGTH, "length"), (FinishReason.CONTENT_FILTER, "content_filter"),
     (FinishReason.TOOL_CALLS, "stop"), (FinishReason.OTHER, "stop"), (None, None)],
)  # fmt: skip
def test_words(reason, word):
    """The SDK knows three; anything else is a stop."""
    assert word == encode(reason)
