"""The simulator: many providers on one loopback port, each under its own path prefix.

`http://127.0.0.1:PORT/<provider>/chat/completions` is a provider's endpoint for a dialect's path (`routes.py` has them),
and `/<provider>/models` its list of models. Any name is a provider. What `set_fault`, `set_scripts`, `is_recording` and
`calls` do in this process, `/_control/...` does for another (`control.py`); the port is for loopback only and asks nobody
who they are.
"""

import asyncio
from collections import deque
from collections.abc import Mapping, Sequence
from typing import Any

from aiohttp import web

from proxy.dialects.base import Dialect, Where
from proxy.dialects.passing import Operation
from proxy.simulator import control
from proxy.simulator.answers import CREATED
from proxy.simulator.behaviour import Behaviour
from proxy.simulator.calls import Call
from proxy.simulator.faults import Fault, FaultKind
from proxy.simulator.provider import Provider
from proxy.simulator.replies import as_json, problem
from proxy.simulator.routes import find_route
from proxy.simulator.scripts import Scripted
from proxy.simulator.serving import Exchange, serve

MOST_CALLS = 10_000
MOST_RECORDS = 64
MOST_BYTES = 64 * 1024 * 1024
CREDENTIALS = ("Authorization", "api-key", "x-api-key", "x-goog-api-key")
"""The headers in which clients of one dialect or another show who they are."""

OURS = frozenset({FaultKind.RESET, FaultKind.CUT})
"""Faults that close the connection themselves, so that its end is not the client's doing."""


class Simulator:
    """Simulated providers; every method may be called at any time while it serves.

    *behaviour* is that of a provider which `set_behaviour` has not named; *models* is what each provider lists.
    """

    def __init__(
        self, *, behaviour: Behaviour | None = None, models: Mapping[str, Sequence[str]] | None = None
    ) -> None:
        self.calls: deque[Call] = deque(maxlen=MOST_CALLS)
        self.is_recording = False
        """Whether calls are listed with what was asked; the last of them keep it."""
        self._recorded: deque[Call] = deque()
        self._behaviour = behaviour or Behaviour()
        self._models = dict(models or {})
        self._providers: dict[str, Provider] = {}
        self._running: set[asyncio.Task[Any]] = set()
        self._runner: web.ServerRunner | None = None
        self._address = ("", 0)
        self._is_stopping = False
        self._listed = asyncio.Event()

    async def start(self, host: str = "127.0.0.1", port: int = 0) -> None:
        """Serve on *host*; port 0 takes any that is free."""
        server = web.Server(self._handle, handler_cancellation=True, request_factory=_roomy, access_log=None)
        self._runner = web.ServerRunner(server, shutdown_timeout=1.0)
        await self._runner.setup()
        await web.TCPSite(self._runner, host, port).start()
        self._address = self._runner.addresses[0][:2]
        self._is_stopping = False

    async def stop(self) -> None:
        """Close the port and every connection; return when no call runs any more."""
        self._is_stopping = True
        running = list(self._running)
        for task in running:
            task.cancel()
        if running:
            await asyncio.wait(running)
        if self._runner is not None:
            await self._runner.cleanup()
            self._runner = None

    @property
    def root(self) -> str:
        """Return the address below which every provider is found by its name."""
        host, port = self._address
        return f"http://{host}:{port}"

    def url(self, provider: str) -> str:
        """Return the base URL of *provider*, without a slash at its end."""
        return f"{self.root}/{provider}"

    def set_behaviour(self, provider: str, behaviour: Behaviour) -> None:
        """Let *provider* behave so from its next call on."""
        self._provider(provider).behaviour = behaviour

    def set_fault(self, provider: str, fault: Fault | None) -> None:
        """Let *fault* be wrong with *provider*, in place of whatever was; `None` heals it."""
        self._provider(provider).set_fault(fault, asyncio.get_running_loop().time())

    def set_scripts(self, provider: str, scripts: Sequence[Scripted]) -> None:
        """Let *provider* give these answers, in order, in place of any that were still to be given."""
        self._provider(provider).scripts = deque(scripts)

    async def wait_for_calls(self, count: int) -> list[Call]:
        """Return the calls once *count* of them are over; a client that goes is noticed a moment after it went."""
        while len(self.calls) < count:
            self._listed.clear()
            await self._listed.wait()
        return list(self.calls)

    def _provider(self, name: str) -> Provider:
        return self._providers.setdefault(name, Provider(id=name, behaviour=self._behaviour))

    async def _handle(self, request: web.BaseRequest) -> web.StreamResponse:
        """Answer one request, whoever it is for."""
        self._running.add(request.task)
        try:
            return await self._route(request)
        finally:
            self._running.discard(request.task)

    async def _route(self, request: web.BaseRequest) -> web.StreamResponse:
        name, _, path = request.rel_url.raw_path.lstrip("/").partition("/")
        if name == control.NAME:
            return await control.obey(self, request, path)
        if request.method == "GET" and path == "models":
            return self._listing(name)
        found = find_route(path) if request.method == "POST" else None
        if found is not None:
            return await self._infer(request, name, *found)
        return problem(404, f"no simulated provider answers {request.method} `{request.path}`")

    async def _infer(
        self, request: web.BaseRequest, name: str, dialect: Dialect | Operation, where: Where
    ) -> web.StreamResponse:
        """Serve a call and list it when it is over, however it ends."""
        provider = self._provider(name)
        fault = provider.strike(asyncio.get_running_loop().time())
        call = Call(provider=name, has_authorization=any(header in request.headers for header in CREDENTIALS))
        exchange = Exchange(
            request=request,
            dialect=dialect,
            where=where,
            provider=provider,
            fault=fault,
            call=call,
            is_recorded=self.is_recording,
        )
        try:
            return await serve(exchange)
        except (asyncio.CancelledError, ConnectionError):
            call.closed_early = not self._is_stopping and call.fault not in OURS
            raise
        finally:
            self._list(call)

    def _list(self, call: Call) -> None:
        """List a *call* that is over; the oldest that was recorded forgets what was asked."""
        self.calls.append(call)
        if call.request is not None:
            self._recorded.append(call)
        if len(self._recorded) > MOST_RECORDS:
            self._recorded.popleft().request = None
        self._listed.set()

    def _listing(self, name: str) -> web.Response:
        owned = {"object": "model", "created": CREATED, "owned_by": name}
        listed = [{"id": model, **owned} for model in self._models.get(name, ())]
        return as_json({"object": "list", "data": listed})


def _roomy(*parts: Any) -> web.BaseRequest:
    """Return a request that may be as long as a call with images is."""
    message, payload, protocol, writer, task = parts
    loop = asyncio.get_running_loop()
    return web.BaseRequest(message, payload, protocol, writer, task, loop, client_max_size=MOST_BYTES)
