"""Server-Sent Events: cut as the WHATWG standard says, kept byte for byte."""

import pytest

from proxy.dialects.sse import Parser, encode
from proxy.errors import MalformedStream


def events(stream, size=None):
    """Return name and data of every event of *stream*, fed in pieces of *size*."""
    parser = Parser()
    pieces = [stream] if size is None else [stream[at : at + size] for at in range(0, len(stream), size)]
    return [(event.event, event.data) for piece in pieces for event in parser.feed(piece)]


@pytest.mark.parametrize(
    ("stream", "expected"),
    [
        (b"data: a\n\n", [("", b"a")]),
        (b"data:a\n\n", [("", b"a")]),
        (b"data:  a\n\n", [("", b" a")]),
        (b"data: a\r\n\r\n", [("", b"a")]),
        (b"data: a\r\rdata: b\r\r", [("", b"a"), ("", b"b")]),
        (b"data: a\n\r\ndata: b\r\n\n", [("", b"a"), ("", b"b")]),
        (b"data: a\ndata: b\n\n", [("", b"a\nb")]),
        (b"data: a\r\ndata: b\r\n\r\n", [("", b"a\nb")]),
        (b"event: x\ndata: a\nid: 1\nretry: 5\n\n", [("x", b"a")]),
        (b"data\n\n", [("", b"")]),
        (b"data:\n\n", [("", b"")]),
        (b"data: \n\n", [("", b"")]),
        (b": hello\ndata: a\n\n", [("", b"a")]),
        (b"\xef\xbb\xbfdata: a\n\ndata: b\n\n", [("", b"a"), ("", b"b")]),
        (b"\n\n\n\ndata: a\n\n\n\n\ndata: b\n\n", [("", b"a"), ("", b"b")]),
        (b"unknown: x\ndata: a\n\n", [("", b"a")]),
        (b"data: a\n", []),
    ],
)
def test_events_are_what_the_standard_says(stream, expected):
    """Every line end, field and order of fields that the standard allows is read as it says."""
    assert expected == events(stream)


@pytest.mark.parametrize("size", [1, 2, 3, 5, 7])
def test_pieces_of_any_size_give_the_same_events(size):
    """Where the network cuts a stream says nothing about its events."""
    stream = b"\xef\xbb\xbf: hi\r\ndata: a\r\n\r\ndata: b\ndata: c\n\nevent: x\rdata: d\r\r\n\ndata: e\n\n"

    assert events(stream) == events(stream, size)


def test_raw_bytes_join_to_the_stream():
    """A relay passes events on unchanged, comments and blank lines included."""
    stream = b"\n\n: ping\n\ndata: a\n\n\n\nid: 3\ndata: b\r\n\r\n"

    assert stream == b"".join(event.raw for event in Parser().feed(stream))


def test_keep_alives_come_out_without_data():
    """A comment has to reach the client when it arrives, though it is no event."""
    [ping] = Parser().feed(b": OPENROUTER PROCESSING\n\n")

    assert (None, b": OPENROUTER PROCESSING\n\n") == (ping.data, ping.raw)


@pytest.mark.parametrize("stream", [b"data: 12345678\n\n", b"data: 12345678", b"\n\n" * 9])
@pytest.mark.parametrize("size", [1, 100])
def test_events_are_bounded(stream, size):
    """A provider that never ends an event cannot fill the memory, however it sends it."""
    parser = Parser(max_event_bytes=12)
    pieces = [stream[at : at + size] for at in range(0, len(stream), size)]

    with pytest.raises(MalformedStream, match="longer than 12 bytes"):
        [parser.feed(piece) for piece in pieces]


def test_a_parser_knows_whether_it_holds_something():
    """A relay may pass bytes by the parser only between two events."""
    parser = Parser()
    states = [parser.is_empty]
    for piece in (b"data: a\n", b"\n", b"\n\n"):
        parser.feed(piece)
        states.append(parser.is_empty)

    assert [True, False, True, False] == states


@pytest.mark.parametrize("data", [b"", b"a", b"a\nb", b"a\n", b"\n", b" a", "é\n".encode()])
def test_what_is_encoded_is_read_back(data):
    """Encoding and parsing are inverse, for data with line feeds as well."""
    assert [("x", data)] == events(encode(data, event="x"))
