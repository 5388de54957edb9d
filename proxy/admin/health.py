"""Is it alive, may it have traffic, and which revision is in force: for probes and for people."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any, Protocol

from aiohttp import web

from proxy.telemetry.sinks.metrics import CONTENT_TYPE, Metrics

JSON = "application/json"


class Status(Protocol):
    """What health asks of the process."""

    @property
    def is_ready(self) -> bool:
        """Whether new calls are taken."""
        ...

    def row(self) -> Mapping[str, Any]:
        """Return what anyone may know: readiness, the revision in force, whether the last reload worked."""
        ...

    def full_row(self) -> Mapping[str, Any]:
        """Return what an operator must know: the same, with the problems of a failed reload."""
        ...


Handler = Callable[[web.BaseRequest], Awaitable[web.StreamResponse]]


def probe_routes(status: Status, row: Callable[[], Mapping[str, Any]]) -> dict[tuple[str, str], Handler]:
    """Return the probes; *row* is what their answer tells.

    A process whose reload failed stays ready, because the last good snapshot still decides; that it failed is told.
    """

    async def healthz(_request: web.BaseRequest) -> web.StreamResponse:
        return web.json_response({"status": "alive"})

    async def readyz(_request: web.BaseRequest) -> web.StreamResponse:
        return web.json_response(row(), status=200 if status.is_ready else 503)

    return {("GET", "/healthz"): healthz, ("GET", "/readyz"): readyz}


def metrics_routes(metrics: Metrics) -> dict[tuple[str, str], Handler]:
    """Return the metrics route, for the operator's listener only."""

    async def render(_request: web.BaseRequest) -> web.StreamResponse:
        return web.Response(body=metrics.render(), headers={"Content-Type": CONTENT_TYPE})

    return {("GET", "/metrics"): render}
