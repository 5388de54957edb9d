"""Makes every error happen: complaints at a simulated provider behind a running gateway, and the gateway's own."""

import asyncio
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml
from aiohttp import web

from proxy.canonical.failure import FailureKind
from proxy.errors import LimitExceeded, Unavailable
from proxy.server.app import make_handler
from proxy.server.surfaces import dialect_of
from proxy.simulator.faults import Fault, FaultKind
from proxy.simulator.server import Simulator
from tests.support.errortable.clients import CLIENTS, Call, Seen
from tests.support.matrix.config import KEY, SECRET, write_config
from tests.support.processes import process

PROVIDER = "openai"
MODEL = f"sim/{PROVIDER}"
WAIT = 7.0

SENT: Mapping[FailureKind, int] = {
    FailureKind.INVALID: 400,
    FailureKind.CONTEXT_LENGTH: 400,
    FailureKind.CONTENT_FILTER: 400,
    FailureKind.TOO_LARGE: 413,
    FailureKind.NOT_FOUND: 404,
    FailureKind.AUTHENTICATION: 401,
    FailureKind.PERMISSION: 403,
    FailureKind.BILLING: 402,
    FailureKind.RATE_LIMIT: 429,
    FailureKind.OVERLOADED: 503,
    FailureKind.TIMEOUT: 504,
    FailureKind.SERVER: 500,
}
"""The status with which a provider usually complains."""

OWN: Mapping[str, Mapping[str, Any]] = {
    "unknown key": {"key": "fl-stolen"},
    "refused by a policy": {"tags": "secret"},
    "unknown model": {"model": "sim/nothing"},
    "request too large": {"prompt": "river " * 20_000},
}
"""The gateway's own errors, by what is wrong with a call."""

RAISED: Mapping[str, Exception] = {
    "limit of the gateway reached": LimitExceeded("over the limit of 5 calls a minute", retry_after=WAIT),
    "gateway drains": Unavailable("the gateway is draining; try again, another replica will answer"),
}
"""Those that need a gateway in a certain state; they are raised where a route would raise them."""

POLICY = {
    "kind": "policy",
    "id": "nothing-secret",
    "title": "Secrets stay here",
    "scope": "matrix",
    "match": '"secret" in request.tags',
    "require": {"zdr": True},
}
LIMITS = {"kind": "gateway", "limits": {"body": "64KiB"}}

Table = dict[str, dict[str, Seen]]
"""Client to error to what is seen."""


async def run(folder: Path) -> tuple[Table, Table]:
    """Return what clients see of a provider's complaints, and of the gateway's own errors."""
    simulator = Simulator()
    await simulator.start()
    config = write_config(folder / "config", simulator.root)
    (config / "errors.yaml").write_text(yaml.safe_dump_all([POLICY, LIMITS]))
    arguments = ("--config", str(config), "--state", str(folder / "state"), "--port", "0", "--admin-port", "0")
    try:
        with process("serve", *arguments, environment=SECRET) as gateway:
            url = (await asyncio.to_thread(gateway.wait_for, '"serving"'))["url"]
            complaints = {client: await complaints_to(client, url, simulator) for client in CLIENTS}
            own = {client: await own_to(client, url) for client in CLIENTS}
    finally:
        await simulator.stop()
    return complaints, own


async def complaints_to(client: str, url: str, simulator: Simulator) -> dict[str, Seen]:
    """Return what a client sees of each complaint."""
    found = {}
    for kind, status in SENT.items():
        wait = WAIT if kind in {FailureKind.RATE_LIMIT, FailureKind.OVERLOADED} else None
        fault = Fault(kind=FaultKind.STATUS, status=status, failure=kind, retry_after=wait)
        simulator.set_fault(PROVIDER, fault)
        found[kind.value] = await ask(client, url)
    return found


async def own_to(client: str, url: str) -> dict[str, Seen]:
    """Return what a client sees of each error of the gateway."""
    found = {name: await ask(client, url, **wrong) for name, wrong in OWN.items()}
    return {**found, **{name: await raised_to(client, error) for name, error in RAISED.items()}}


async def raised_to(client: str, error: Exception) -> Seen:
    """Return what a client sees where its route raises *error*."""

    async def fail(_request: web.BaseRequest) -> web.StreamResponse:
        raise error

    handler = make_handler({}, dialect_of, report=lambda _error: None, find=lambda _method, _path: fail)
    runner = web.ServerRunner(web.Server(handler))
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    host, port = runner.addresses[0][:2]
    try:
        return await ask(client, f"http://{host}:{port}")
    finally:
        await runner.cleanup()


async def ask(client: str, url: str, **wrong: Any) -> Seen:
    """Call once, and return the error."""
    usual = {"url": url, "model": MODEL, "key": KEY}
    return await asyncio.to_thread(CLIENTS[client], Call(**{**usual, **wrong}))
