"""How each fault looks on the wire: what becomes of an answer's chunks, and of the connection.

The chunks of an answer are its events where it streams, and its one body where it does not.
"""

import asyncio
import socket
import struct

from aiohttp import web

from proxy.canonical.failure import FailureKind
from proxy.dialects.base import ClientSide, ErrorReply
from proxy.simulator.faults import Fault, FaultKind

NOISE = b'data: {"id":"chatcmpl-1","choices":[{"index":0,"delta":{"con\n\n'
PAGE = b"<!doctype html>\n<html><head><title>502 Bad Gateway</title></head><body>nginx</body></html>\n"
DRIP_PAUSE = 0.02
RESET_ON_CLOSE = struct.pack("ii", 1, 0)


UNWELL = "the simulated provider is unwell"
COMPLAINTS = {
    FailureKind.CONTEXT_LENGTH: "the input token count exceeds the maximum context length: the prompt is too long",
    FailureKind.CONTENT_FILTER: "blocked by the content filtering policy",
    FailureKind.TOO_LARGE: "the request body is too large",
    FailureKind.BILLING: "enable billing: the credit balance is too low",
}
"""What only the words tell in some dialects, in words that providers use."""


def complaint(fault: Fault) -> ErrorReply:
    """Return the error that a provider with *fault* reports."""
    usual = COMPLAINTS.get(fault.failure, UNWELL) if fault.failure else UNWELL
    return ErrorReply(
        status=fault.status,
        kind="upstream",
        message=fault.message or usual,
        code="simulated_fault",
        failure=fault.failure,
    )


def spoiled(chunks: list[bytes], fault: Fault, dialect: ClientSide, *, streams: bool) -> list[bytes]:
    """Return what *fault* makes of the *chunks* of an answer."""
    match fault.kind:
        case FaultKind.EMPTY:
            return []
        case FaultKind.MALFORMED:
            return [*chunks[: fault.after], NOISE] if streams else [half(chunks[0])]
        case FaultKind.ERROR_EVENT:
            reply = complaint(fault)
            if streams:
                return [*chunks[: fault.after], dialect.encode_stream_error(reply)]
            return [dialect.encode_error(reply)]
        case FaultKind.CUT:
            return chunks[: fault.after] if streams else [half(chunks[0])]
        case _:
            return chunks


def half(body: bytes) -> bytes:
    """Return the first half of *body*."""
    return body[: len(body) // 2]


def refusal(fault: Fault, dialect: ClientSide) -> web.Response | None:
    """Return the whole response where *fault* leaves nothing of the answer."""
    if fault.kind is FaultKind.WRONG_CONTENT_TYPE:
        return web.Response(body=PAGE, content_type="text/html")
    if fault.kind is not FaultKind.STATUS:
        return None
    headers = {} if fault.retry_after is None else {"Retry-After": f"{fault.retry_after:g}"}
    body = dialect.encode_error(complaint(fault))
    return web.Response(status=fault.status, body=body, content_type="application/json", headers=headers)


async def silence(request: web.BaseRequest, fault: Fault) -> None:
    """Never return, where *fault* is to answer nothing; the end of the connection cancels the caller."""
    if fault.kind is FaultKind.RESET:
        reset(request)
    if fault.kind in {FaultKind.RESET, FaultKind.HANG}:
        await asyncio.Event().wait()


def reset(request: web.BaseRequest) -> None:
    """Close the connection with a TCP reset."""
    transport = request.transport
    if transport is not None:
        connection = transport.get_extra_info("socket")
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET_ON_CLOSE)
        transport.abort()


async def cut(request: web.BaseRequest) -> None:
    """Close the connection in the middle of a response, after what is written has gone; never return."""
    if request.transport is not None:
        request.transport.close()
    await asyncio.Event().wait()


PADDING: dict[str, tuple[bytes, ...]] = {
    "text/event-stream": (b":", b" ", b"\n\n"),
    "application/json": (b" ",),
}
"""What may stand before an answer and mean nothing: comments, a byte at a time, or spaces before JSON."""


async def drip(response: web.StreamResponse, fault: Fault) -> None:
    """Write bytes that mean nothing for a dripping fault's seconds; a kind of stream that has none is only waited for."""
    if fault.kind is not FaultKind.SLOW_DRIP:
        return
    loop = asyncio.get_running_loop()
    until = loop.time() + fault.seconds
    while loop.time() < until:
        for piece in PADDING.get(response.content_type, (b"",)):
            await response.write(piece)
            await asyncio.sleep(DRIP_PAUSE)
