"""The one HTTP client session of a process: it keeps connections to upstreams alive, and belongs to the runtime."""

from aiohttp import ClientSession, DummyCookieJar, TCPConnector

KEEPALIVE = 30.0
"""Seconds an idle connection is kept; below the 60 s after which common load balancers drop theirs."""

READ_BUFFER = 2**16


def make_session() -> ClientSession:
    """Return a session without a limit of its own: lanes and policies limit, not a connection pool.

    No cookies, no proxies from the environment, no decompression: a request holds what `auth.py` says, nothing else.
    """
    return ClientSession(
        connector=TCPConnector(limit=0, keepalive_timeout=KEEPALIVE),
        cookie_jar=DummyCookieJar(),
        auto_decompress=False,
        trust_env=False,
        read_bufsize=READ_BUFFER,
    )
