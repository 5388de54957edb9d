"""Counting a prompt's tokens for a client that watches its context: `count_tokens` of Anthropic, `countTokens` of Google.

Nobody is called, so nothing is decided and nothing journalled: the figure is the gateway's own estimate, rounded up, and the
header `x-fairlane-estimate` says so. No tokenizer of a current model is public (`anthropic_messages/counting.py`).
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from aiohttp import web

from proxy.canonical.jsontext import MalformedJson
from proxy.canonical.request import CanonicalRequest
from proxy.config.snapshot import Snapshot
from proxy.dialects.anthropic_messages import counting as messages
from proxy.dialects.base import Where
from proxy.dialects.gemini import GEMINI
from proxy.dialects.gemini import counting as contents
from proxy.errors import InvalidRequest
from proxy.gateway.ports import Clock
from proxy.server.app import Handler, Routes
from proxy.server.authentication import authenticate
from proxy.server.limits import read_body

GOOGLE = re.compile(r"/(?:v1beta|v1|v1alpha)/models/(?P<model>.{1,200}):countTokens")
ESTIMATE: Mapping[str, str] = {"x-fairlane-estimate": "true"}
PATHS = ("/v1/messages/count_tokens", "/api/v1/messages/count_tokens")


@dataclass(frozen=True, slots=True, kw_only=True)
class Counting:
    """The routes that count; `current` gives the snapshot in force."""

    current: Callable[[], Snapshot]
    clock: Clock

    def routes(self) -> Routes:
        """Return the rows of the routing table."""
        return {("POST", path): self.count_messages for path in PATHS}

    def find(self, method: str, path: str) -> Handler | None:
        """Return what serves Google's path, which has the model in it."""
        return self.count_contents if method == "POST" and GOOGLE.fullmatch(path) else None

    async def count_messages(self, request: web.BaseRequest) -> web.StreamResponse:
        """Count the tokens of a Messages body."""
        body, snapshot = await self.read(request)
        asked = messages.decode(body)
        snapshot.catalog.resolve(messages.read(body).model)
        return answer(messages.encode_count(estimate(asked)))

    async def count_contents(self, request: web.BaseRequest) -> web.StreamResponse:
        """Count the tokens of a Gemini body, or of the request in it."""
        body, snapshot = await self.read(request)
        match = GOOGLE.fullmatch(request.path)
        where = Where(model=match["model"] if match else "")
        asked = contents.asked(body)
        snapshot.catalog.resolve(GEMINI.outline(asked, where).model)
        return answer(contents.answer(estimate(GEMINI.decode_request(asked, where))))

    async def read(self, request: web.BaseRequest) -> tuple[bytes, Snapshot]:
        """Return the body of somebody we know, within the bounds, and the snapshot that knows them."""
        snapshot = self.current()
        authenticate(request.headers, snapshot.principals, self.clock.now())
        return await read_body(request, snapshot.gateway.body_limit), snapshot


def estimate(asked: CanonicalRequest) -> int:
    """Return the estimate; `InvalidRequest` where the client nested a schema deeper than can be written."""
    try:
        return messages.estimate(asked)
    except MalformedJson as error:
        raise InvalidRequest(f"the body cannot be counted: {error}", code="invalid_json") from None


def answer(body: bytes) -> web.Response:
    """Return *body*, marked as an estimate."""
    return web.Response(body=body, headers=ESTIMATE, content_type="application/json")
