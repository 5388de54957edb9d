"""The relay of a stream."""

import pytest

from proxy.canonical.failure import FailureKind
from proxy.canonical.usage import Usage
from proxy.dialects.base import ProviderError, Where
from proxy.dialects.bedrock_converse import frame, outline
from proxy.dialects.bedrock_converse.tap import Tap
from proxy.errors import MalformedStream

OUTLINE = outline.read(b'{"messages":[]}', Where(model="m", stream=True))
START = frame.write("messageStart", {"role": "assistant", "p": "abc"})
TEXT = frame.write("contentBlockDelta", {"delta": {"text": "Hi"}, "contentBlockIndex": 0})
STOP = frame.write("messageStop", {"stopReason": "end_turn"})
LAST = frame.write("metadata", {"usage": {"inputTokens": 9, "outputTokens": 2, "totalTokens": 11}, "metrics": {}})


def test_frames_pass_and_facts_are_learned():
    """Byte for byte, padding included; usage comes after the end of the answer."""
    tap = Tap(OUTLINE)

    assert (START, False) == (tap.feed(START), tap.has_content)
    assert (TEXT, True) == (tap.feed(TEXT), tap.has_content)
    assert (STOP + LAST, Usage(input_tokens=9, output_tokens=2)) == (tap.feed(STOP + LAST), tap.usage)
    assert (b"", True) == (tap.close(), tap.is_complete)


def test_a_cut_is_not_complete():
    """Before the answer ends, or within a frame."""
    for stream in (START + TEXT, START + TEXT + STOP + LAST[:9]):
        tap = Tap(OUTLINE)
        tap.feed(stream)
        tap.close()
        assert not tap.is_complete


def test_an_error_is_kept_back_with_all_that_follows():
    """The gateway says its own in its place."""
    tap = Tap(OUTLINE)
    error = frame.write_exception("throttlingException", {"message": "Slow."})

    assert TEXT == tap.feed(TEXT + error + STOP)
    assert b"" == tap.feed(TEXT)
    assert ProviderError(message="Slow.", code="throttlingException", kind=FailureKind.RATE_LIMIT) == tap.failure
    assert not tap.is_complete


def test_bytes_of_another_kind_are_malformed():
    """A page in the stream's place."""
    with pytest.raises(MalformedStream):
        Tap(OUTLINE).feed(b"<html><body>502</body></html>")
