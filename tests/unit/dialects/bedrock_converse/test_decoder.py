"""A stream to events; what streams mean stands in the golden cases."""

import pytest

from proxy.canonical.events import Ended, Extra, Failed, Finished, Started, TextDelta, ToolArgumentsDelta
from proxy.canonical.response import FinishReason
from proxy.dialects.bedrock_converse import decoder, frame
from proxy.dialects.bedrock_converse.decoder import Decoder
from proxy.errors import MalformedStream

START = frame.write("messageStart", {"role": "assistant"})
STARTED = Started(id="", model="", created=0)
TEXT = frame.write("contentBlockDelta", {"delta": {"text": "Hi"}, "contentBlockIndex": 0})
STOP = frame.write("messageStop", {"stopReason": "end_turn"})
LAST = frame.write("metadata", {"usage": {"inputTokens": 9, "outputTokens": 2, "totalTokens": 11}, "metrics": {}})
ERROR = frame.write_exception("throttlingException", {"message": "Slow."})
DONE = Finished(finish_reason=FinishReason.STOP, native_finish_reason="end_turn")


def test_an_answer_without_its_counts_is_an_answer():
    """What closes after `messageStop` has lost the usage alone."""
    stream = Decoder()

    assert [STARTED, DONE] == stream.feed(START + STOP)
    assert [Ended()] == stream.close()
    assert [] == stream.close()


@pytest.mark.parametrize("data", [b"", START + TEXT, START + STOP + LAST[:20]])
def test_a_cut_stream_is_malformed(data):
    """Before its end, or within a frame."""
    stream = Decoder()
    stream.feed(data)

    with pytest.raises(MalformedStream, match="cut"):
        stream.close()


def test_nothing_follows_the_end_or_a_failure():
    """Whatever comes."""
    ended, failed = Decoder(), Decoder()
    ended.feed(START + STOP + LAST)

    assert [] == ended.feed(TEXT + ERROR)
    assert [Failed] == [type(event) for event in failed.feed(ERROR + TEXT)]
    assert [] == failed.feed(TEXT) + failed.close()


def test_a_stream_that_begins_with_content_has_begun():
    """A start is told once, with what it has beside."""
    odd = frame.write("messageStart", {"role": "assistant", "x": 1})

    assert [STARTED, TextDelta(text="Hi")] == Decoder().feed(TEXT + START)
    assert [Started(id="", model="", created=0, extra={"messageStart": {"x": 1}})] == Decoder().feed(odd)


def test_metadata_before_the_end_does_not_end_the_stream():
    """The answer ends it."""
    stream = Decoder()
    stream.feed(START + LAST)

    assert DONE in stream.feed(STOP)
    assert [Ended()] == stream.close()


def test_a_block_that_is_open_at_the_end_is_closed():
    """So is one whose number begins again."""
    begin = frame.write(
        "contentBlockStart", {"start": {"toolUse": {"toolUseId": "t", "name": "f"}}, "contentBlockIndex": 0}
    )
    told = Decoder().feed(START + begin + begin + STOP)

    assert [0, 1] == [event.position for event in told if isinstance(event, ToolArgumentsDelta)]


@pytest.mark.parametrize(
    ("name", "members"),
    [
        ("contentBlockStart", {}),
        ("contentBlockStart", {"start": {"toolUse": {"name": "f"}}}),
        ("contentBlockStart", {"start": {"toolUse": {"toolUseId": "t"}}}),
        ("contentBlockDelta", {"delta": 3}),
    ],
)
def test_events_without_what_they_are_about_are_malformed(name, members):
    """A call without an id could not be answered."""
    with pytest.raises(MalformedStream):
        Decoder().feed(START + frame.write(name, members))


def test_open_blocks_have_a_bound(monkeypatch):
    """A provider cannot fill the gateway's memory with beginnings."""
    monkeypatch.setattr(decoder, "MOST_BLOCKS", 1)
    other = frame.write("contentBlockDelta", {"delta": {"text": "Hi"}, "contentBlockIndex": 1})

    with pytest.raises(MalformedStream, match="open"):
        Decoder().feed(TEXT + other)


def test_members_beside_are_kept():
    """Of the metadata and the end; padding and a latency of zero are not worth it."""
    last = frame.write("metadata", {"metrics": {"latencyMs": 5}, "serviceTier": {"type": "flex"}})
    told = Decoder().feed(START + STOP + last)

    assert Extra(fields={"metadata": {"metrics": {"latencyMs": 5}, "serviceTier": {"type": "flex"}}}) == told[2]
