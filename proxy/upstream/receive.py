"""Reading what a provider sent: its refusals and its whole answers, within bounds."""

from aiohttp import ClientResponse

from proxy.dialects.base import PassingDialect
from proxy.errors import MalformedStream
from proxy.pool.outcome import classify_status
from proxy.upstream.failure import AttemptFailed, read_retry_after

OK = 200
JSON = "application/json"
ERROR_LIMIT = 64 * 1024
"""How much of a provider's error is read; its message stands at the beginning."""


async def refuse(response: ClientResponse, dialect: PassingDialect) -> AttemptFailed:
    """Return the failure that a *response* other than 200 is, with the provider's own words."""
    body = await read_bounded(response, ERROR_LIMIT, cut=True)
    error = dialect.read_error(body, response.status)
    return AttemptFailed(
        classify_status(response.status),
        error.message,
        status=response.status,
        retry_after=read_retry_after(response.headers),
        error=error,
    )


async def read_bounded(response: ClientResponse, limit: int, *, cut: bool = False) -> bytes:
    """Return the body of *response*; over *limit* bytes it is cut, or is `MalformedStream`."""
    parts: list[bytes] = []
    size = 0
    while part := await response.content.readany():
        parts.append(part)
        size += len(part)
        if size > limit:
            if cut:
                break
            raise MalformedStream(f"the answer is over {limit} bytes")
    return b"".join(parts)[:limit]
