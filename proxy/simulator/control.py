"""What another process may ask of the simulator, below `/_control/`.

`PUT faults/<provider>` with a fault or null; `PUT scripts/<provider>` with a list of answers; `PUT recording` with true or
false; `GET calls`.
"""

from collections.abc import Callable, Sequence
from typing import Any, Protocol

from aiohttp import web

from proxy.canonical.jsontext import MalformedJson, parse
from proxy.errors import InvalidRequest
from proxy.simulator.calls import Call
from proxy.simulator.faults import Fault, read_fault
from proxy.simulator.replies import as_json, problem
from proxy.simulator.scripts import Scripted, read_scripts

NAME = "_control"
KNOWN = "`PUT faults/<provider>`, `PUT scripts/<provider>`, `PUT recording` and `GET calls`"


class Controlled(Protocol):
    """The simulator, as far as it can be told what to do."""

    is_recording: bool

    @property
    def calls(self) -> Sequence[Call]:
        """Return the calls that are over."""
        ...

    def set_fault(self, provider: str, fault: Fault | None) -> None:
        """Let *fault* be wrong with *provider*."""
        ...

    def set_scripts(self, provider: str, scripts: Sequence[Scripted]) -> None:
        """Let *provider* give these answers."""
        ...


def order_fault(simulator: Controlled, name: str, document: Any) -> None:
    """Set the fault of a provider."""
    simulator.set_fault(name, read_fault(document))


def order_scripts(simulator: Controlled, name: str, document: Any) -> None:
    """Write the next answers of a provider."""
    simulator.set_scripts(name, read_scripts(document))


def order_recording(simulator: Controlled, _name: str, document: Any) -> None:
    """Begin, or end, to record what is asked."""
    if not isinstance(document, bool):
        raise InvalidRequest("recording is `true` or `false`")
    simulator.is_recording = document


ORDERS: dict[str, Callable[[Controlled, str, Any], None]] = {
    "faults": order_fault,
    "scripts": order_scripts,
    "recording": order_recording,
}
OF_ALL = frozenset({"recording"})
"""Orders that concern no single provider."""


async def obey(simulator: Controlled, request: web.BaseRequest, path: str) -> web.Response:
    """Do what a request to *path*, below `/_control/`, asks."""
    verb, _, name = path.partition("/")
    if (request.method, verb) == ("GET", "calls"):
        return as_json([call.document() for call in simulator.calls])
    order = ORDERS.get(verb) if request.method == "PUT" and bool(name) is (verb not in OF_ALL) else None
    if order is None:
        return problem(404, f"the simulator knows, below `/{NAME}/`, {KNOWN}")
    try:
        order(simulator, name, parse(await request.read()))
    except (InvalidRequest, MalformedJson) as error:
        return problem(400, str(error))
    return web.Response(status=204)
