"""How many tokens a request would have, without an answer: Anthropic's `count_tokens` and Google's `:countTokens`.

Nobody is called: the figure is an estimate, rounded up (`dialects/anthropic_messages/counting.py` says what it rests on),
and the header `x-fairlane-estimate` says so. It is for a client that watches its context, and never for a bill. Counting
decides nothing and is journalled nowhere; a key and a model that is known are needed all the same.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from aiohttp import web

from proxy.canonical.jsontext import MalformedJson
from proxy.canonical.request import CanonicalRequest
from proxy.config.snapshot import Snapshot
from proxy.dialects.anthropic_messages import counting as anthropic
from proxy.dialects.base import Where
from proxy.dialects.gemini import GEMINI
from proxy.dialects.gemini import counting as google
from proxy.errors import InvalidRequest
from proxy.gateway.ports import Clock
from proxy.server.app import Handler, Routes
from proxy.server.authentication import authenticate
from proxy.server.limits import read_body
from proxy.server.surfaces import OPENROUTER

JSON = "application/json"
ESTIMATE = {"x-fairlane-estimate": "true"}
COUNT = "/v1/messages/count_tokens"
GOOGLES_COUNT = re.compile(r"/(?:v1beta|v1|v1alpha)/models/(?P<model>[^:]{1,200}(?::[a-z]+)*):countTokens")


@dataclass(frozen=True, slots=True, kw_only=True)
class Counting:
    """The routes that count; `current` gives the snapshot in force."""

    current: Callable[[], Snapshot]
    clock: Clock

    def routes(self) -> Routes:
        """Return the rows of the routing table."""
        return {("POST", prefix + COUNT): self.anthropic for prefix in ("", OPENROUTER)}

    def find(self, method: str, path: str) -> Handler | None:
        """Return what serves a path that has the model in it."""
        return self.google if method == "POST" and GOOGLES_COUNT.fullmatch(path) else None

    async def anthropic(self, request: web.BaseRequest) -> web.StreamResponse:
        """Count a body of Messages."""
        body, snapshot = await self.read(request)
        snapshot.catalog.resolve(anthropic.read(body).model)
        return answer(anthropic.encode_count(estimate(anthropic.decode(body))))

    async def google(self, request: web.BaseRequest) -> web.StreamResponse:
        """Count a body of Gemini's."""
        body, snapshot = await self.read(request)
        match = GOOGLES_COUNT.fullmatch(request.path)
        where, asked = Where(model=match["model"] if match else "", stream=False), google.asked(body)
        snapshot.catalog.resolve(GEMINI.outline(asked, where).model)
        return answer(google.answer(estimate(GEMINI.decode_request(asked, where))))

    async def read(self, request: web.BaseRequest) -> tuple[bytes, Snapshot]:
        """Return the body of a client that we know, within bounds, and the world as it is."""
        snapshot = self.current()
        authenticate(request.headers, snapshot.principals, self.clock.now())
        return await read_body(request, snapshot.gateway.body_limit), snapshot


def estimate(asked: CanonicalRequest) -> int:
    """Return the estimate; `InvalidRequest` where the client nested a schema deeper than can be written."""
    try:
        return anthropic.estimate(asked)
    except MalformedJson as error:
        raise InvalidRequest(f"the body cannot be counted: {error}", code="invalid_json") from None


def answer(body: bytes) -> web.Response:
    """Return *body* as an answer that is an estimate."""
    return web.Response(body=body, headers=ESTIMATE, content_type=JSON)
