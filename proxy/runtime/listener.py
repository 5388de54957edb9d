"""An HTTP listener of aiohttp's low-level server: one handler, no middleware, so that nothing is built for each call."""

from aiohttp import web

from proxy.server.app import Handler

CLOSING = 0.5
"""Seconds that open connections have once the calls on them are over or given up."""


class Listener:
    """One socket with its handler."""

    def __init__(self, handler: Handler) -> None:
        server = web.Server(handler, handler_cancellation=True, access_log=None)
        self.runner = web.ServerRunner(server)
        self.host = ""
        self.port = 0

    async def start(self, host: str, port: int) -> None:
        """Listen on *host* and *port*; port 0 is a free one, and `self.port` then says which."""
        await self.runner.setup()
        site = web.TCPSite(self.runner, host, port, shutdown_timeout=CLOSING)
        await site.start()
        self.host, self.port = self.runner.addresses[0][:2]

    @property
    def url(self) -> str:
        """Return where the listener is."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"http://{host}:{self.port}"

    async def stop(self) -> None:
        """Close the socket; handlers that still run are cancelled."""
        await self.runner.cleanup()
