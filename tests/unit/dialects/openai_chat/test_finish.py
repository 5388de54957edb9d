"""Why a model stopped."""

import pytest

from proxy.canonical.response import FinishReason
from proxy.canonical.unset import UNSET
from proxy.dialects.openai_chat.finish import decode, encode

STOP, TOOLS, OTHER = FinishReason.STOP, FinishReason.TOOL_CALLS, FinishReason.OTHER


@pytest.mark.parametrize(
    ("word", "native", "expected"),
    [
        ("stop", None, (STOP, None)),
        ("stop", "end_turn", (STOP, "end_turn")),
        ("function_call", None, (TOOLS, "function_call")),
        ("eos", None, (OTHER, "eos")),
        ("other", None, (OTHER, None)),
        ("", None, (None, None)),
        (None, "x", (None, "x")),
        (7, 7, (None, None)),
    ],
)
def test_words_become_reasons(word, native, expected):
    """OpenAI's words are normalised, an imitator's own word is kept, Ollama's empty one is none."""
    assert expected == decode(word, native)


@pytest.mark.parametrize("reason", [None, *FinishReason])
@pytest.mark.parametrize("native", [None, "", "stop", "other", "error", "end_turn"])
def test_reasons_survive_the_wire(reason, native):
    """Whatever was meant is understood again; the one word of two that `OTHER` needs is its native one."""
    word, beside = encode(reason, native)

    expected = (reason, native)
    assert expected == decode(word, None if beside is UNSET else beside)


def test_no_reason_is_written_as_a_failure():
    """The word `error` means a broken answer to readers of OpenRouter's streams, so it is never a reason."""
    assert ("other", "error") == encode(OTHER, "error")
