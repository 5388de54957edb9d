"""One event of a stream."""

import pytest

from proxy.canonical.failure import FailureKind
from proxy.dialects import sse
from proxy.dialects.anthropic_messages import frame
from proxy.errors import MalformedStream


def event(raw):
    """Return the event that *raw* is."""
    return sse.Parser().feed(raw)[0]


@pytest.mark.parametrize("raw", [b": ping\n\n", b"event: ping\n\n", b"data: [DONE]\n\n", b"retry: 5\nid: 1\n\n"])
def test_silence(raw):
    """A keep-alive and an imitator's end say nothing."""
    assert b"" == frame.data_of(event(raw))


@pytest.mark.parametrize("raw", [b"<html>\n\n", b'{"type":"message"}\n\n'])
def test_a_page_is_no_event(raw):
    """Text that is no field of an event is a page or a body in the wrong place."""
    with pytest.raises(MalformedStream):
        frame.data_of(event(raw))


@pytest.mark.parametrize("data", [b"x", b"[]", b"{}", b'{"type":1}'])
def test_a_frame_says_its_type(data):
    """Anything else is another dialect."""
    with pytest.raises(MalformedStream):
        frame.read(data)


def test_an_error_by_its_event_or_by_its_type():
    """Imitators write one or the other."""
    for read in (
        frame.read(b'{"error":{"message":"m"}}', "error"),
        frame.read(b'{"type":"error","error":{"message":"m"}}'),
    ):
        failure = frame.failure(read)

        assert failure is not None
        assert ("m", FailureKind.SERVER) == (failure.message, failure.kind)


@pytest.mark.parametrize(
    ("told", "is_content"),
    [
        ({"type": "ping"}, False),
        ({"type": "message_start", "message": {}}, False),
        ({"type": "content_block_start", "content_block": {"type": "text", "text": ""}}, False),
        ({"type": "content_block_start", "content_block": {"type": "thinking"}}, False),
        ({"type": "content_block_start", "content_block": {"type": "tool_use"}}, True),
        ({"type": "content_block_start", "content_block": {"type": ["text"]}}, True),
        ({"type": "content_block_delta", "delta": {}}, True),
        ({"type": "content_block_stop"}, False),
        ({"type": "message_delta", "delta": {"stop_reason": "end_turn"}}, True),
        ({"type": "message_delta", "delta": {"stop_reason": None}}, False),
        ({"type": "x_new"}, False),
    ],
)
def test_content(told, is_content):
    """What a client would miss, so that no other provider can answer any more."""
    assert is_content is frame.has_content(told)


@pytest.mark.parametrize("told", [{"type": "x"}, {"type": "x", "index": "0"}, {"type": "x", "index": True}])
def test_a_block_has_a_number(told):
    """Without it, nobody knows what a delta adds to."""
    with pytest.raises(MalformedStream):
        frame.index_of(told)
