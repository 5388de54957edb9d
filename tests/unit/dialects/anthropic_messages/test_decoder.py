"""The order of a stream; the golden cases hold what it says."""

import pytest

from proxy.canonical.events import Ended, Failed
from proxy.canonical.jsontext import dump
from proxy.dialects.anthropic_messages.decoder import Decoder
from proxy.errors import MalformedStream


def frame(kind, **members):
    """Return an event."""
    return b"data: " + dump({"type": kind, **members}) + b"\n\n"


START = frame("message_start", message={"id": "m", "model": "x"})
BEGIN = frame("content_block_start", index=0, content_block={"type": "text", "text": ""})
DELTA = frame("content_block_delta", index=0, delta={"type": "text_delta", "text": "a"})
STOP = frame("content_block_stop", index=0)
REASON = frame("message_delta", delta={"stop_reason": "end_turn"}, usage={"output_tokens": 1})
END = frame("message_stop")
ERROR = frame("error", error={"type": "api_error", "message": "m"})


@pytest.mark.parametrize(
    "stream",
    [
        BEGIN,
        END,
        START + START,
        START + DELTA,
        START + STOP,
        START + BEGIN + BEGIN,
        START + BEGIN + END,
        START + BEGIN + STOP + DELTA,
        START + frame("content_block_start", index=0),
        START + frame("content_block_delta", index=0, delta=1),
        START + frame("message_delta"),
        frame("message_start"),
        b"data: {\n\n",
    ],
)
def test_what_is_out_of_order(stream):
    """A stream that Anthropic's own SDK could not read is malformed."""
    with pytest.raises(MalformedStream):
        Decoder().feed(stream)


@pytest.mark.parametrize(
    "stream", [b"", START, START + BEGIN + DELTA, START + BEGIN + DELTA + STOP, START + BEGIN + DELTA + REASON]
)
def test_a_cut_is_noticed(stream):
    """Without a reason to stop, or inside a block, an end is none."""
    decoder = Decoder()
    decoder.feed(stream)

    with pytest.raises(MalformedStream):
        decoder.close()


def test_a_missing_end_is_forgiven():
    """The reason came and every block ended."""
    decoder = Decoder()
    decoder.feed(START + BEGIN + STOP + REASON)

    assert [Ended()] == decoder.close()


@pytest.mark.parametrize(("end", "last"), [(ERROR, Failed), (REASON + END, Ended)])
def test_nothing_follows_the_end(end, last):
    """After a failure or the end, whatever comes is not read."""
    decoder = Decoder()

    assert isinstance(decoder.feed(START + end + b"data: {\n\n" + START)[-1], last)
    assert [] == decoder.feed(b"<html>\n\n") + decoder.close()


def test_a_second_reason_is_no_second_end():
    """Counts may be told more than once, an end only once."""
    events = Decoder().feed(START + REASON + REASON + END)

    assert ["Started", "Finished", "UsageReported", "UsageReported", "Ended"] == [
        type(event).__name__ for event in events
    ]
