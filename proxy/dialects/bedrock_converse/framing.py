"""Frames of `application/vnd.amazon.eventstream`, cut out of a byte stream and written into one.

Layout as in the Amazon Event Stream Specification (smithy.io/2.0/aws/amazon-eventstream.html, read November 2026), all
integers big-endian: total length (4 bytes), length of the headers (4), CRC32 of these eight bytes (4), headers, payload,
CRC32 of all before it (4). A header is the length of its name (1), the name, the type of its value (1) and the value; a
text (type 7) has its length (2) before it.

Reading is botocore's, which comes with the extra `aws` and is imported only when a stream is read; writing is ours. It
knows nothing of what the events say.
"""

import struct
from binascii import crc32
from collections.abc import Iterator, Mapping
from typing import Any

from proxy.errors import MalformedStream, Unavailable
from proxy.values import value

TEXT = 7
LENGTHS = struct.Struct("!II")
CHECKSUM = struct.Struct("!I")
OVERHEAD = LENGTHS.size + 2 * CHECKSUM.size
PIECE = 16 * 1024
"""How much the decoder is given at once: it copies what is left of a piece for every frame in it."""

MISSING = (
    "streams of Amazon Bedrock cannot be read without `botocore`; install the extra: `pip install 'fairlane[aws]'`"
)


@value
class Frame:
    """One message of the stream and its own bytes."""

    headers: Mapping[str, Any]
    payload: bytes
    raw: bytes


def encode(headers: Mapping[str, str], payload: bytes) -> bytes:
    """Return the frame that says *payload* under *headers*, all of which are texts."""
    written = b"".join(_header(name.encode(), value.encode()) for name, value in headers.items())
    lengths = LENGTHS.pack(OVERHEAD + len(written) + len(payload), len(written))
    checked = lengths + CHECKSUM.pack(crc32(lengths)) + written + payload
    return checked + CHECKSUM.pack(crc32(checked))


def _header(name: bytes, value: bytes) -> bytes:
    return struct.pack(f"!B{len(name)}sBH", len(name), name, TEXT, len(value)) + value


class Parser:
    """Takes bytes in any pieces; every cut gives the same frames, and their `raw` joined is the input.

    The decoder bounds a frame: 128 KiB of headers and 24 MiB of payload.
    """

    def __init__(self) -> None:
        try:
            # Imported here, so that the dialect can be loaded, and written, without the extra.
            from botocore import eventstream  # noqa: PLC0415
        except ModuleNotFoundError:
            raise Unavailable(MISSING) from None
        self._buffer = eventstream.EventStreamBuffer()
        # The decoder looks header types up in a dict and unpacks what it finds there, so bad headers are these.
        self._mistakes = (eventstream.ParserError, struct.error, LookupError, ValueError)
        self._held = bytearray()

    @property
    def is_empty(self) -> bool:
        """Say whether no part of a frame is held back."""
        return not self._held

    def feed(self, data: bytes) -> list[Frame]:
        """Return the frames that *data* completes; `MalformedStream` where a length or a checksum does not hold."""
        pieces = (data[at : at + PIECE] for at in range(0, len(data), PIECE))
        return [frame for piece in pieces for frame in self._piece(piece)]

    def _piece(self, data: bytes) -> Iterator[Frame]:
        self._held += data
        self._buffer.add_data(data)
        try:
            for message in self._buffer:
                length = message.prelude.total_length
                raw = bytes(self._held[:length])
                del self._held[:length]
                yield Frame(headers=message.headers, payload=message.payload, raw=raw)
        except self._mistakes as error:
            raise MalformedStream(f"the stream is no event stream of Amazon's: {error}") from None
