"""Streams of operations on their way through."""

import pytest

from proxy.canonical.usage import Usage
from proxy.dialects.passing.events import ByteTap, EventTap, Kinds, read_frame
from proxy.errors import MalformedStream

KINDS = Kinds(
    content=frozenset({"x.delta"}), ends="x.done", usage=lambda told: Usage(output_tokens=told["n"]) if told else None
)
DELTA = b'event: x.delta\ndata: {"type":"x.delta","text":"a"}\n\n'
DONE = b'data: {"type":"x.done","usage":{"n":3}}\n\n'


def test_bytes_pass_and_facts_stay():
    """Every byte goes through, whichever way it is cut; content, end and usage are known."""
    stream = b": keep-alive\n\n" + DELTA + DONE + b"data: [DONE]\n\n"
    for size in (1, 7, len(stream)):
        tap = EventTap(KINDS)
        pieces = [tap.feed(stream[at : at + size]) for at in range(0, len(stream), size)]
        assert stream == b"".join([*pieces, tap.close()])
        assert (True, True, Usage(output_tokens=3), None) == (tap.has_content, tap.is_complete, tap.usage, tap.failure)


def test_an_event_may_be_named_beside_its_data():
    """Some write the type in the `event` line alone."""
    tap = EventTap(KINDS)
    tap.feed(b'event: x.delta\ndata: {"text":"a"}\n\n')

    assert tap.has_content


def test_what_is_no_content_holds_nothing_up():
    """An event of another kind passes, and is not taken for the beginning of the answer."""
    tap = EventTap(KINDS)
    event = b'data: {"type":"x.created"}\n\n'

    assert (event, False) == (tap.feed(event), tap.has_content)


@pytest.mark.parametrize(
    "event",
    [
        b'data: {"error":{"message":"too much","code":"rate_limit_exceeded"}}\n\n',
        b'event: error\ndata: {"message":"too much","code":"rate_limit_exceeded"}\n\n',
        b'data: {"type":"error","error":{"message":"too much"}}\n\n',
    ],
)
def test_a_failure_is_kept_back(event):
    """The gateway says its own; nothing follows a failure."""
    tap = EventTap(KINDS)

    assert DELTA == tap.feed(DELTA + event + DONE)
    assert ("too much", False) == (tap.failure.message, tap.is_complete)


def test_nothing_follows_the_end():
    """What comes after `[DONE]` is nobody's."""
    tap = EventTap(KINDS)

    assert b"data: [DONE]\n\n" == tap.feed(b"data: [DONE]\n\n" + DELTA)
    assert tap.is_complete


def test_an_end_without_an_end_is_a_cut():
    """A stream that stops after content is not complete."""
    tap = EventTap(KINDS)
    tap.feed(DELTA)

    assert (b"", False) == (tap.close(), tap.is_complete)


@pytest.mark.parametrize("data", [b"", b"[1]", b"{", b"text"])
def test_data_must_be_an_object(data):
    """Another thing is not the operation's stream."""
    with pytest.raises(MalformedStream):
        read_frame(data)


def test_bytes_are_complete_where_http_says_so():
    """Audio has no end of its own; without a byte there was no audio."""
    tap, empty = ByteTap(), ByteTap()

    assert b"RIFF" == tap.feed(b"RIFF")
    assert (tap.close(), empty.close()) == (b"", b"")
    assert (True, False) == (tap.is_complete, empty.is_complete)
