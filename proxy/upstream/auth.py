"""Where a request for an endpoint goes and what it carries; the one place that reveals a credential."""

from collections.abc import Mapping
from dataclasses import dataclass

from aiohttp import ClientTimeout
from yarl import URL

from proxy.catalog.endpoint import Endpoint

USER_AGENT = "fairlane"


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """An endpoint as the HTTP client wants it, made once for each endpoint.

    `whole` bounds an answer that comes in one piece, from the connection to its last byte; `stream` bounds the
    connection and the pauses of one that is streamed.
    """

    endpoint: Endpoint
    url: URL
    headers: Mapping[str, str]
    whole: ClientTimeout
    stream: ClientTimeout


def make_target(endpoint: Endpoint, path: str) -> Target:
    """Return where to send requests for *endpoint*; *path* is its dialect's.

    INVARIANT: nothing here comes from a client, so no client chooses a URL or a header.
    """
    timeouts = endpoint.timeouts
    return Target(
        endpoint=endpoint,
        url=URL(f"{endpoint.base_url.rstrip('/')}/{path}"),
        headers=headers_of(endpoint),
        whole=ClientTimeout(total=timeouts.response, sock_connect=timeouts.connect),
        stream=ClientTimeout(total=None, sock_connect=timeouts.connect, sock_read=timeouts.idle),
    )


def headers_of(endpoint: Endpoint) -> dict[str, str]:
    """Return the headers of every request to *endpoint*; answers come uncompressed, so that bytes can pass through."""
    headers = {"Content-Type": "application/json", "Accept-Encoding": "identity", "User-Agent": USER_AGENT}
    if endpoint.credential is not None:
        headers["Authorization"] = f"Bearer {endpoint.credential.reveal()}"
    return headers
