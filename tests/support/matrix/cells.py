"""One cell of the table: a client's request of one feature to one provider, and what became of it."""

from dataclasses import dataclass, replace
from enum import Enum

from aiohttp import ClientSession
from yarl import URL

from proxy.canonical.jsontext import dump, parse
from proxy.canonical.response import CanonicalResponse
from proxy.dialects.base import Aim, Dialect, Where
from proxy.dialects.registry import DIALECTS, FLAVOURS
from proxy.server.surfaces import NAMES
from proxy.simulator.server import Simulator
from tests.support.gathering import gathered
from tests.support.matrix.config import KEY, MODEL
from tests.support.matrix.features import Feature, Seen
from tests.support.matrix.legacy import Legacy
from tests.support.matrix.offers import NOT_OFFERED

LEGACY = Legacy()
SPEAKERS = {**DIALECTS, LEGACY.name: LEGACY}
"""Whatever a client may speak."""

PLAIN = {LEGACY.name: LEGACY.flavour}
PATHS = {name: path for path, name in NAMES.items()}


class Mark(Enum):
    """What a cell says, as the table writes it."""

    WORKS = "works"
    DROPPED = "dropped, told"
    REFUSED = "refused"
    NOT_OFFERED = "not offered"
    UNSAYABLE = "no word"
    BROKEN = "BROKEN"


@dataclass(frozen=True, kw_only=True)
class Cell:
    """What became of one request."""

    client: str
    flavour: str
    feature: str
    mark: Mark
    detail: str = ""


@dataclass(frozen=True, kw_only=True)
class Bench:
    """Where cells are tried: a gateway at *url* before a simulator in this process."""

    url: str
    simulator: Simulator
    session: ClientSession

    async def try_cell(self, client: str, flavour: str, name: str, feature: Feature) -> Cell:
        """Send the request of one cell and judge what comes of it."""
        mark, detail = await self.judge(SPEAKERS[client], flavour, feature)
        return Cell(client=client, flavour=flavour, feature=name, mark=mark, detail=detail)

    async def judge(self, client: Dialect | Legacy, flavour: str, feature: Feature) -> tuple[Mark, str]:
        """Return the mark of a cell, and for what is not plain success why."""
        model = MODEL.format(flavour)
        request = replace(feature.request, model=model, stream=feature.streams, include_usage=True)
        encoded = client.encode_request(
            request, Aim(model=model, flavour=FLAVOURS[PLAIN.get(client.name, client.name)])
        )
        if {feature.parameter, "messages"} & {*encoded.dropped}:
            return Mark.UNSAYABLE, ""
        path = PATHS.get(client.name) or f"/v1beta/{client.route(model, stream=feature.streams)}"
        async with self.session.post(
            URL(self.url + path, encoded=True), data=dump(encoded.document), headers={"Authorization": f"Bearer {KEY}"}
        ) as answer:
            body, dropped = await answer.read(), answer.headers.get("x-fairlane-dropped", "")
        if answer.status != 200:
            return refused(answer.status, body, flavour, feature)
        if feature.parameter and feature.parameter in dropped.split(", "):
            return Mark.DROPPED, ""
        response = gathered(client.decoder(), body) if feature.streams else client.decode_response(body)
        problem = feature.check(self.seen(flavour, response))
        return (Mark.BROKEN, f"not so: {problem}") if problem else (Mark.WORKS, "")

    def seen(self, flavour: str, response: CanonicalResponse) -> Seen:
        """Return what arrived at the provider's last call, with what the client got."""
        call = next(call for call in reversed(self.simulator.calls) if call.provider == flavour)
        dialect = DIALECTS[FLAVOURS[flavour].dialect]
        words = {new: old for old, new in FLAVOURS[flavour].renames.items()}
        body = dump({words.get(name, name): value for name, value in call.request.items()})
        upstream = dialect.decode_request(body, Where(model=call.model, stream=call.stream))
        return Seen(upstream=upstream, choice=response.choices[0], usage=response.usage, choices=len(response.choices))


def refused(status: int, body: bytes, flavour: str, feature: Feature) -> tuple[Mark, str]:
    """Return the mark of a cell that was not answered: a clear refusal names what is lacking."""
    message = str(parse(body))
    named = message.partition(" lacks ")[2]
    wanted = {feature.parameter, "tools"} if feature.request.tools else {feature.parameter}
    lacking = {name for name in wanted if name and name in named}
    if status != 400 or not lacking:
        return Mark.BROKEN, f"{status}: {message[:300]}"
    return (Mark.NOT_OFFERED if lacking & NOT_OFFERED.get(flavour, frozenset()) else Mark.REFUSED), ""
