"""Server-Sent Events under any bytes in any pieces."""

from hypothesis import given
from hypothesis import strategies as st

from proxy.dialects.sse import Parser, encode
from proxy.errors import MalformedStream

LINES = st.sampled_from(
    [b"data: a", b"data:b", b"data", b": ping", b"event: x", b"id: 1", b"retry: 5", b"noise", b"", b"\xef\xbb\xbf"]
)
ENDS = st.sampled_from([b"\n", b"\r\n", b"\r"])
STREAMS = st.one_of(
    st.lists(st.tuples(LINES, ENDS).map(b"".join), max_size=30).map(b"".join),
    st.binary(max_size=60),
)


@st.composite
def pieces(draw):
    """Draw a stream, cut anywhere."""
    stream = draw(STREAMS)
    cuts = sorted(draw(st.lists(st.integers(0, len(stream)), max_size=12)))
    return [stream[start:end] for start, end in zip([0, *cuts], [*cuts, len(stream)], strict=True)]


def dispatched(parts):
    """Return what a reader gets of the stream in *parts*: names and data."""
    parser = Parser()
    return [(event.event, event.data) for part in parts for event in parser.feed(part)]


@given(pieces())
def test_every_chunking_gives_the_same_events(parts):
    """Where the network cuts a stream says nothing about its events."""
    assert dispatched([b"".join(parts)]) == dispatched(parts)


@given(pieces())
def test_raw_bytes_are_the_streams_own(parts):
    """What a relay passes on is a prefix of what came in: nothing added, lost or moved."""
    parser = Parser()
    raw = b"".join(event.raw for part in parts for event in parser.feed(part))

    assert b"".join(parts).startswith(raw)


@given(pieces(), st.integers(1, 40))
def test_no_event_is_over_the_bound(parts, bound):
    """Whatever comes, an event is within the bound or the stream is malformed."""
    parser = Parser(max_event_bytes=bound)
    events = []
    try:
        for part in parts:
            events += parser.feed(part)
    except MalformedStream:
        pass

    assert all(len(event.raw) <= bound for event in events)


@given(st.binary(max_size=60), st.sampled_from(["", "ping", "é"]))
def test_what_is_encoded_is_read_back(data, name):
    """Encoding and parsing are inverse; a line end, whichever it was, comes back as a line feed."""
    expected = b"\n".join((data + b".").splitlines())[:-1]

    assert [(name, expected)] == dispatched([encode(data, event=name)])
