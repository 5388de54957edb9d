"""The simulator: many providers on one loopback port, each under its own path prefix.

`http://127.0.0.1:PORT/<provider>/chat/completions` is a provider's endpoint for a dialect's path, and `/<provider>/models`
its list of models. Any name is a provider. `PUT /_control/faults/<provider>`, `PUT /_control/scripts/<provider>` and
`GET /_control/calls` let another process do what `set_fault`, `set_script` and `calls` do in this one; the port is for
loopback only and asks nobody who they are.
"""

import asyncio
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from aiohttp import web

from proxy.canonical.jsontext import MalformedJson, dump, parse
from proxy.dialects.base import Dialect, ErrorReply, Where
from proxy.dialects.openai_chat import OPENAI_CHAT
from proxy.errors import InvalidRequest
from proxy.simulator.answers import CREATED
from proxy.simulator.behaviour import Behaviour
from proxy.simulator.calls import Call
from proxy.simulator.faults import Fault, FaultKind, read_fault
from proxy.simulator.provider import Provider
from proxy.simulator.routes import find
from proxy.simulator.scripts import read_script
from proxy.simulator.serving import JSON, Exchange, serve

MOST_CALLS = 10_000
MOST_BYTES = 64 * 1024 * 1024
CONTROL = "_control"
OURS = frozenset({FaultKind.RESET, FaultKind.CUT})
"""Faults that close the connection themselves, so that its end is not the client's doing."""

CREDENTIALS = ("Authorization", "x-api-key", "x-goog-api-key", "api-key")
KNOWN = "`PUT /_control/faults/<provider>`, `PUT /_control/scripts/<provider>` and `GET /_control/calls`"


class Simulator:
    """Simulated providers; every method may be called at any time while it serves.

    *behaviour* is that of a provider which `set_behaviour` has not named; *models* is what each provider lists. A
    simulator that *is_recording* keeps what it was sent with each call.
    """

    def __init__(
        self,
        *,
        behaviour: Behaviour | None = None,
        models: Mapping[str, Sequence[str]] | None = None,
        is_recording: bool = False,
    ) -> None:
        self.calls: deque[Call] = deque(maxlen=MOST_CALLS)
        self.is_recording = is_recording
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

    def set_script(self, provider: str, document: Any) -> None:
        """Let *provider* give the answers of *document*, a JSON list, to its next calls."""
        self._provider(provider).script = deque(read_script(document))

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
        name, _, path = request.path.lstrip("/").partition("/")
        if name == CONTROL:
            return await self._control(request, path)
        if request.method == "GET" and path == "models":
            return self._listing(name)
        _, _, raw = request.rel_url.raw_path.lstrip("/").partition("/")
        found = find(raw) if request.method == "POST" else None
        if found is not None:
            return await self._infer(request, name, *found)
        return _problem(404, f"no simulated provider answers {request.method} `{request.path}`")

    async def _infer(self, request: web.BaseRequest, name: str, dialect: Dialect, where: Where) -> web.StreamResponse:
        """Serve a call and list it when it is over, however it ends."""
        provider = self._provider(name)
        fault = provider.strike(asyncio.get_running_loop().time())
        call = Call(provider=name, has_authorization=any(header in request.headers for header in CREDENTIALS))
        if self.is_recording:
            call.body = await request.read()
        exchange = Exchange(request=request, dialect=dialect, where=where, provider=provider, fault=fault, call=call)
        try:
            return await serve(exchange)
        except (asyncio.CancelledError, ConnectionError):
            call.closed_early = not self._is_stopping and call.fault not in OURS
            raise
        finally:
            self.calls.append(call)
            self._listed.set()

    def _listing(self, name: str) -> web.Response:
        owned = {"object": "model", "created": CREATED, "owned_by": name}
        listed = [{"id": model, **owned} for model in self._models.get(name, ())]
        return _json({"object": "list", "data": listed})

    async def _control(self, request: web.BaseRequest, path: str) -> web.Response:
        """Do what another process asks of the simulator."""
        verb, _, name = path.partition("/")
        if (request.method, verb) == ("GET", "calls"):
            return _json([call.document() for call in self.calls])
        setters: Mapping[str, Callable[[Any], None]] = {
            "faults": lambda told: self.set_fault(name, read_fault(told)),
            "scripts": partial(self.set_script, name),
        }
        if request.method != "PUT" or verb not in setters or not name:
            return _problem(404, f"the simulator knows {KNOWN}")
        try:
            setters[verb](parse(await request.read()))
        except (InvalidRequest, MalformedJson) as error:
            return _problem(400, str(error))
        return web.Response(status=204)


def _roomy(*parts: Any) -> web.BaseRequest:
    """Return a request that may be as long as a call with images is."""
    message, payload, protocol, writer, task = parts
    loop = asyncio.get_running_loop()
    return web.BaseRequest(message, payload, protocol, writer, task, loop, client_max_size=MOST_BYTES)


def _json(value: Any) -> web.Response:
    return web.Response(body=dump(value), content_type=JSON)


def _problem(status: int, message: str) -> web.Response:
    reply = ErrorReply(status=status, kind="invalid_request", message=message, code="not_simulated")
    return web.Response(status=status, body=OPENAI_CHAT.encode_error(reply), content_type=JSON)
