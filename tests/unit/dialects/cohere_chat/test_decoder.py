"""A stream to events; what streams mean stands in the golden cases."""

import pytest

from proxy.canonical.events import Ended, Failed, Finished, Started, TextDelta, ToolArgumentsDelta, ToolCallStarted
from proxy.canonical.response import FinishReason
from proxy.dialects.cohere_chat import event
from proxy.dialects.cohere_chat.decoder import Decoder
from proxy.errors import MalformedStream

START = event.write("message-start", {"id": "a"})
TEXT = event.write("content-delta", {"index": 0, "delta": {"message": {"content": {"text": "Hi"}}}})
LAST = event.write("message-end", {"delta": {"finish_reason": "COMPLETE"}})
STARTED = Started(id="a", model="", created=0)


def call(name, index, **members):
    """Return an event of a call."""
    return event.write(f"tool-call-{name}", {"index": index, "delta": {"message": {"tool_calls": members}}})


@pytest.mark.parametrize("data", [b"", START + TEXT, LAST[:-1]])
def test_a_cut_stream_is_malformed(data):
    """Before its end, or within an event."""
    stream = Decoder()
    stream.feed(data)

    with pytest.raises(MalformedStream, match="cut"):
        stream.close()


def test_nothing_follows_the_end_or_a_failure():
    """Whatever comes; some hosts send `[DONE]`."""
    ended, failed = Decoder(), Decoder()

    assert Ended() == ended.feed(START + LAST)[-1]
    assert [] == ended.feed(TEXT + b"data: [DONE]\n\n") + ended.close()
    assert [Failed] == [type(told) for told in failed.feed(event.write_failure("no", "ERROR") + TEXT)]
    assert [] == failed.feed(TEXT) + failed.close()


def test_a_stream_that_begins_with_content_has_begun():
    """A start is told once."""
    assert [Started(id="", model="", created=0), TextDelta(text="Hi")] == Decoder().feed(TEXT + START)


def test_calls_of_any_numbers_have_positions_in_their_order():
    """Their pieces go by Cohere's numbers."""
    stream = (
        START
        + call("start", 5, id="x", function={"name": "f", "arguments": "{"})
        + call("start", 7, id="y", function={"name": "g"})
        + call("delta", 5, function={"arguments": "}"})
        + call("delta", 7, function={"arguments": ""})
    )

    assert [
        STARTED,
        ToolCallStarted(position=0, id="x", name="f"),
        ToolArgumentsDelta(position=0, arguments="{"),
        ToolCallStarted(position=1, id="y", name="g"),
        ToolArgumentsDelta(position=0, arguments="}"),
    ] == Decoder().feed(stream)


@pytest.mark.parametrize(
    "data",
    [
        call("start", 0, function={"name": "f"}),
        call("start", 0, id="x"),
        call("delta", 0, function={"arguments": "{"}),
        b'data: {"delta":{}}\n\n',
    ],
)
def test_events_without_what_they_are_about_are_malformed(data):
    """A call without an id could not be answered."""
    with pytest.raises(MalformedStream):
        Decoder().feed(START + data)


def test_an_end_without_a_reason_is_an_end():
    """Nobody knows why."""
    told = Decoder().feed(START + event.write("message-end", {}))

    assert [STARTED, Finished(finish_reason=FinishReason.OTHER), Ended()] == told


def test_an_errors_body_in_the_stream_is_a_failure():
    """Some hosts write one in the place of an event."""
    assert [Failed] == [type(told) for told in Decoder().feed(b'data: {"message":"no"}\n\n')]
