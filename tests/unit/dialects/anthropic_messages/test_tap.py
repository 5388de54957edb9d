"""The relay between two parties that speak Messages."""

import pytest

from proxy.canonical.failure import FailureKind
from proxy.canonical.jsontext import dump
from proxy.canonical.usage import Usage
from proxy.dialects.anthropic_messages.tap import Tap, is_plain
from proxy.dialects.base import ProviderError
from proxy.errors import MalformedStream


def frame(kind, **members):
    """Return an event."""
    return b"event: " + kind.encode() + b"\ndata: " + dump({"type": kind, **members}) + b"\n\n"


START = frame(
    "message_start", message={"id": "m", "usage": {"input_tokens": 3, "cache_read_input_tokens": 4, "output_tokens": 1}}
)
BEGIN = frame("content_block_start", index=0, content_block={"type": "text", "text": ""})
DELTA = frame("content_block_delta", index=0, delta={"type": "text_delta", "text": "a"})
STOP = frame("content_block_stop", index=0)
REASON = frame("message_delta", delta={"stop_reason": "end_turn"}, usage={"output_tokens": 9})
END = frame("message_stop")
PING = frame("ping")
ERROR = frame("error", error={"type": "overloaded_error", "message": "busy"})


@pytest.mark.parametrize("size", [1, 7, 100, 10_000])
def test_a_stream_passes_unchanged_and_is_understood(size):
    """The client gets the provider's bytes; the gateway learns count and end, however the bytes arrive."""
    stream = b": hello\n\n" + START + PING + BEGIN + DELTA * 5 + PING + STOP + REASON + END
    tap = Tap()
    passed = b"".join(tap.feed(stream[at : at + size]) for at in range(0, len(stream), size))

    assert stream == passed + tap.close()
    assert (True, True, None) == (tap.has_content, tap.is_complete, tap.failure)
    assert Usage(input_tokens=7, output_tokens=9, cache_read_tokens=4) == tap.usage


@pytest.mark.parametrize("event", [b": ping\n\n", PING, START, BEGIN, frame("x_new")])
def test_lifecycle_frames_are_not_content(event):
    """Until content goes by, another provider can still answer, invisibly to the client."""
    tap = Tap()
    tap.feed(event)

    assert not tap.has_content


@pytest.mark.parametrize(
    "event", [DELTA, REASON, frame("content_block_start", index=0, content_block={"type": "tool_use"})]
)
def test_content_is_noticed(event):
    """Once any of these has gone by, the stream cannot be replaced."""
    tap = Tap()
    tap.feed(event)

    assert tap.has_content


@pytest.mark.parametrize("before", [b"", START, START + BEGIN + DELTA, START + BEGIN + DELTA + STOP + REASON])
def test_a_failure_is_kept_from_the_client(before):
    """The gateway says its own error in its place, and nothing follows."""
    tap = Tap()

    assert before == tap.feed(before + ERROR + DELTA) + tap.feed(DELTA)
    assert ProviderError(message="busy", code="overloaded_error", kind=FailureKind.OVERLOADED) == tap.failure
    assert not tap.is_complete


def test_nothing_follows_the_end():
    """What comes after it is no part of the answer."""
    tap = Tap()

    assert START + REASON + END == tap.feed(START + REASON + END + DELTA) + tap.feed(DELTA)


@pytest.mark.parametrize("cut", [START, START + BEGIN + DELTA, START + BEGIN + DELTA + DELTA[:10]])
def test_a_cut_is_no_end(cut):
    """Without a reason to stop the stream was cut, and half an event stays inside."""
    tap = Tap()

    assert cut.removesuffix(DELTA[:10]) == tap.feed(cut) + tap.close()
    assert not tap.is_complete


@pytest.mark.parametrize("stream", [b"<html>\n\n", b"data: {}\n\n", b"data: [1]\n\n", frame("message_start")])
def test_what_is_not_the_dialect(stream):
    """Another dialect, or a page, is not relayed."""
    with pytest.raises(MalformedStream):
        Tap().feed(stream)


@pytest.mark.parametrize(
    ("data", "plain"),
    [
        (DELTA, True),
        (DELTA * 3 + STOP + BEGIN, True),
        (DELTA + REASON, False),
        (DELTA + PING, False),
        (DELTA + ERROR, False),
        (DELTA[:-1], False),
        (DELTA[5:], False),
        (DELTA + DELTA[:20], False),
        (DELTA.replace(b"\n", b"\r\n"), False),
        (DELTA.replace(b'"a"', b'"message_"'), False),
        (DELTA.replace(b"content_block_delta\ndata", b"content_block_delta\ndata: 1\ndata"), False),
        (DELTA.replace(b'"type":"content_block_delta"', b'"type":"m\\u0065ssage_stop"'), False),
        (DELTA.replace(b'"type":"content_block_delta"', b'"type":"x"'), False),
    ],
)
def test_what_passes_unread(data, plain):
    """Whole events of blocks alone, by name and by type; anything else is read."""
    assert plain is is_plain(data)


def test_events_that_lie_about_their_name():
    """The data says what an event is; a count under another name is still read."""
    tap = Tap()
    tap.feed(START + BEGIN + DELTA)
    tap.feed(REASON.replace(b"event: message_delta", b"event: content_block_delta"))

    assert tap.is_complete
