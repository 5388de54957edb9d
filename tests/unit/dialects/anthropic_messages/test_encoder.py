"""Streams that are written, beside what the golden cases hold."""

from proxy.canonical.events import Ended, Extra, Finished, Started, TextDelta, ToolArgumentsDelta, UsageReported
from proxy.canonical.response import FinishReason
from proxy.canonical.usage import Usage
from proxy.dialects.anthropic_messages.encoder import Encoder


def test_counts_that_are_known_stand_at_the_start():
    """Clients show how full the context is from the first event on."""
    encoder = Encoder()
    encoder.encode(UsageReported(usage=Usage(input_tokens=9)))

    assert b'"input_tokens":9' in encoder.encode(Started(id="m", model="x", created=0))


def test_a_start_is_made_where_none_was_told():
    """SDKs refuse a stream that begins with anything else."""
    encoder = Encoder()

    assert encoder.encode(TextDelta(text="a")).startswith(b"event: message_start\n")
    assert b"message_start" not in encoder.encode(TextDelta(text="b"))


def test_an_empty_stream_is_whole():
    """Start and end are there although nothing was said."""
    data = Encoder().encode(Ended())

    assert [b"message_start", b"message_delta", b"message_stop"] == [
        line.removeprefix(b"event: ") for line in data.splitlines() if line.startswith(b"event: ")
    ]


def test_arguments_of_no_call_are_dropped():
    """There is no block to put them into."""
    encoder = Encoder()
    encoder.encode(Started(id="m", model="x", created=0))

    assert b"" == encoder.encode(ToolArgumentsDelta(position=3, arguments="{}"))


def test_what_belongs_to_the_end_waits_for_it():
    """Details of the reason go into `message_delta`."""
    encoder = Encoder()
    encoder.encode(Started(id="m", model="x", created=0))

    assert b"" == encoder.encode(Extra(fields={"delta": {"stop_details": {"type": "refusal"}}}, index=0))
    assert b"" == encoder.encode(Extra(fields={"x": 1}))
    encoder.encode(Finished(finish_reason=FinishReason.CONTENT_FILTER))
    assert b'"stop_reason":"refusal","stop_sequence":null,"stop_details":{"type":"refusal"}' in encoder.encode(Ended())
