"""The relay of a stream."""

import pytest

from proxy.canonical.failure import FailureKind
from proxy.canonical.usage import Usage
from proxy.dialects.base import ProviderError
from proxy.dialects.cohere_chat import event, outline
from proxy.dialects.cohere_chat.tap import Tap
from proxy.errors import MalformedStream

OUTLINE = outline.read(b'{"model":"m","messages":[{}],"stream":true}')
START = event.write("message-start", {"id": "a"})
TEXT = event.write("content-delta", {"index": 0, "delta": {"message": {"content": {"text": "Hi"}}}})
LAST = event.write(
    "message-end",
    {"delta": {"finish_reason": "COMPLETE", "usage": {"tokens": {"input_tokens": 9, "output_tokens": 2}}}},
)


def test_events_pass_and_facts_are_learned():
    """Byte for byte, keep-alives too."""
    tap = Tap(OUTLINE)

    assert (b": hi\n\n" + START, False) == (tap.feed(b": hi\n\n" + START), tap.has_content)
    assert (TEXT, True) == (tap.feed(TEXT), tap.has_content)
    assert not tap.is_complete
    assert (LAST, True) == (tap.feed(LAST), tap.is_complete)
    assert (b"", Usage(input_tokens=9, output_tokens=2)) == (tap.close(), tap.usage)


def test_a_failure_is_kept_back_with_all_that_follows():
    """The gateway says its own in its place."""
    tap = Tap(OUTLINE)

    assert TEXT == tap.feed(TEXT + event.write_failure("boom", "ERROR") + TEXT)
    assert b"" == tap.feed(TEXT)
    assert ProviderError(message="boom", code="ERROR", kind=FailureKind.SERVER) == tap.failure
    assert not tap.is_complete


def test_bytes_of_another_kind_are_malformed():
    """A page in the stream's place."""
    with pytest.raises(MalformedStream):
        Tap(OUTLINE).feed(b"<html>\n\n")
