"""Why a model stopped."""

import pytest

from proxy.canonical.response import FinishReason as Reason
from proxy.dialects.bedrock_converse import finish
from tests.support.bedrock import service_model


def test_every_word_of_the_service_model_is_read():
    """A word that botocore knows is either one of ours, or a malformed answer."""
    words = set(service_model().shape_for("StopReason").enum)

    assert {"malformed_model_output", "malformed_tool_use"} == words - set(finish.REASONS)


@pytest.mark.parametrize("word", [*finish.REASONS, "malformed_tool_use", "new_word"])
def test_a_word_survives(word):
    """What Converse says is written again as it was."""
    assert word == finish.encode(*finish.decode(word))


@pytest.mark.parametrize("word", [None, "", 3])
def test_no_word_is_no_reason(word):
    """An answer that tells no reason has none."""
    assert (None, None) == finish.decode(word)


@pytest.mark.parametrize(
    ("reason", "native", "told", "word"),
    [
        (Reason.STOP, None, None, "end_turn"),
        (Reason.STOP, None, "END", "stop_sequence"),
        (Reason.STOP, "stop", None, "end_turn"),
        (Reason.LENGTH, "length", None, "max_tokens"),
        (Reason.TOOL_CALLS, "end_turn", None, "tool_use"),
        (Reason.CONTENT_FILTER, None, None, "content_filtered"),
        (Reason.OTHER, "pause_turn", None, "pause_turn"),
        (Reason.OTHER, None, None, "end_turn"),
        (None, None, None, "end_turn"),
    ],
)
def test_other_dialects_words_are_put_into_converses(reason, native, told, word):
    """A native word is written only where it means the reason."""
    assert word == finish.encode(reason, native, told)
