"""Read-only routes: what a key can reach, what became of a call, and what the key is. Nothing here calls anyone."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from aiohttp import web

from proxy.canonical.jsontext import dump
from proxy.config.snapshot import Snapshot
from proxy.errors import GenerationNotFound, InvalidRequest
from proxy.gateway.generations import Generations
from proxy.gateway.models import Caller, reach, reach_all
from proxy.gateway.ports import Clock
from proxy.server import models, openrouter
from proxy.server.app import Handler, Routes
from proxy.server.authentication import authenticate
from proxy.server.limits import all_tags, read_tags

JSON = "application/json"
LONGEST_ID = 200
ONE_MODEL = re.compile(r"/v1/models/(?P<model>[^:]{1,200}(?::[a-z]+)*)")
GOOGLES_MODEL = re.compile(r"/v1beta/models/(?P<model>[^:]{1,200}(?::[a-z]+)*)")
ENDPOINTS = re.compile(r"/api/v1/models/(?P<model>[^/]{1,100}/[^/]{1,100})/endpoints")


@dataclass(frozen=True, slots=True, kw_only=True)
class Lookups:
    """The read-only routes of one gateway; `current` gives the snapshot in force."""

    current: Callable[[], Snapshot]
    clock: Clock
    generations: Generations

    def routes(self) -> Routes:
        """Return the rows of the routing table."""
        return {
            ("GET", "/v1/models"): self.models,
            ("GET", "/v1beta/models"): self.googles_models,
            ("GET", "/api/v1/models"): self.openrouters_models,
            ("GET", "/api/v1/generation"): self.generation,
            ("GET", "/api/v1/key"): self.key,
            ("GET", "/api/v1/auth/key"): self.key,
        }

    def find(self, method: str, path: str) -> Handler | None:
        """Return what serves a path that has a model in it."""
        if method != "GET":
            return None
        handlers = {ONE_MODEL: self.model, GOOGLES_MODEL: self.googles_model, ENDPOINTS: self.endpoints}
        return next((handler for form, handler in handlers.items() if form.fullmatch(path)), None)

    async def models(self, request: web.BaseRequest) -> web.StreamResponse:
        """List the models that this key's lanes can reach, in the shape of the client that asks."""
        found = reach_all(*self.asked(request))
        return answer(models.shape_for(request.headers).page(found, request.query))

    async def model(self, request: web.BaseRequest) -> web.StreamResponse:
        """Tell of one of them."""
        found = reach(named(ONE_MODEL, request), *self.asked(request))
        return answer(models.shape_for(request.headers).row(found))

    async def googles_models(self, request: web.BaseRequest) -> web.StreamResponse:
        """List them as Google does."""
        return answer(models.gemini_list(reach_all(*self.asked(request)), request.query))

    async def googles_model(self, request: web.BaseRequest) -> web.StreamResponse:
        """Tell of one of them as Google does."""
        return answer(models.gemini_row(reach(named(GOOGLES_MODEL, request), *self.asked(request))))

    async def openrouters_models(self, request: web.BaseRequest) -> web.StreamResponse:
        """List them as OpenRouter does, with prices and bounds."""
        return answer(openrouter.model_list(reach_all(*self.asked(request))))

    async def endpoints(self, request: web.BaseRequest) -> web.StreamResponse:
        """Tell of the endpoints of one model."""
        return answer(openrouter.endpoints_row(reach(named(ENDPOINTS, request), *self.asked(request))))

    async def generation(self, request: web.BaseRequest) -> web.StreamResponse:
        """Tell what became of a call of this key's team."""
        _snapshot, caller = self.asked(request)
        name = request.query.get("id", "")
        if not name:
            raise InvalidRequest("`id` must name a call", param="id")
        made = self.generations.find(name) if len(name) <= LONGEST_ID else None
        if made is None or made.team != caller.principal.team:
            raise GenerationNotFound(name[:LONGEST_ID])
        return answer(openrouter.generation_row(made))

    async def key(self, request: web.BaseRequest) -> web.StreamResponse:
        """Tell what the key is."""
        _snapshot, caller = self.asked(request)
        return answer(openrouter.key_row(caller.principal))

    def asked(self, request: web.BaseRequest) -> tuple[Snapshot, Caller]:
        """Return who asks, and the world as it is."""
        snapshot, now = self.current(), self.clock.now()
        principal = authenticate(request.headers, snapshot.principals, now)
        return snapshot, Caller(principal=principal, tags=all_tags(principal, read_tags(request.headers)), now=now)


def named(form: re.Pattern[str], request: web.BaseRequest) -> str:
    """Return the model that the path of *request* names."""
    match = form.fullmatch(request.path)
    return match["model"] if match else ""


def answer(document: dict[str, Any]) -> web.Response:
    """Return *document* as an answer."""
    return web.Response(body=dump(document), content_type=JSON)
