"""Frames of Amazon's event stream."""

import sys

import pytest

from proxy.dialects.bedrock_converse import BEDROCK_CONVERSE, framing
from proxy.errors import MalformedStream, Unavailable

FRAME = framing.encode({":event-type": "x"}, b"{}")


def test_the_layout_is_the_documented_one():
    """Lengths, their checksum, headers, payload, checksum of all: the specification's order, big-endian."""
    empty = framing.encode({}, b"")

    assert bytes.fromhex("000000100000000005c248eb7d98c8ff") == empty
    assert b"\x0b:event-type\x07\x00\x01x{}" == FRAME[12:-4]


@pytest.mark.parametrize("size", [1, 7, len(FRAME), 3 * len(FRAME)])
def test_every_cut_gives_the_same_frames_and_bytes(size):
    """A frame is told when its last byte is there, with its own bytes."""
    parser, stream = framing.Parser(), 3 * FRAME
    frames = [each for at in range(0, len(stream), size) for each in parser.feed(stream[at : at + size])]

    assert 3 * [(FRAME, b"{}")] == [(each.raw, each.payload) for each in frames]
    assert parser.is_empty


def test_part_of_a_frame_is_held():
    """Until the rest comes, nothing is told and the parser is not empty."""
    parser = framing.Parser()

    assert [] == parser.feed(FRAME[:-1])
    assert not parser.is_empty


@pytest.mark.parametrize("at", [0, 5, 9, 14, len(FRAME) - 5, len(FRAME) - 1])
def test_a_wrong_byte_is_malformed(at):
    """Prelude, headers, payload and checksum are all checked, the prelude before the rest has come."""
    broken = bytearray(FRAME)
    broken[at] ^= 1

    with pytest.raises(MalformedStream, match="no event stream"):
        framing.Parser().feed(bytes(broken))


def test_a_page_is_malformed_at_once():
    """What a proxy writes in the stream's place is not waited for."""
    with pytest.raises(MalformedStream):
        framing.Parser().feed(b"<html>502 Bad Gateway</html>")


def test_a_header_of_an_unknown_type_is_malformed():
    """Checksums that hold do not make headers right."""
    headers = b"\x01a\x2a"
    lengths = framing.LENGTHS.pack(framing.OVERHEAD + len(headers), len(headers))
    checked = lengths + framing.CHECKSUM.pack(framing.crc32(lengths)) + headers

    with pytest.raises(MalformedStream):
        framing.Parser().feed(checked + framing.CHECKSUM.pack(framing.crc32(checked)))


def test_without_botocore_a_stream_names_the_extra(monkeypatch):
    """The dialect can be loaded and written without the extra; only reading a stream needs it, and says so."""
    monkeypatch.setitem(sys.modules, "botocore", None)

    with pytest.raises(Unavailable, match=r"fairlane\[aws\]"):
        BEDROCK_CONVERSE.decoder()
    assert framing.encode({":event-type": "x"}, b"{}") == FRAME
