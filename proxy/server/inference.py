"""Inference routes: a client's request becomes a call, the call is served, the answer goes out as it comes."""

from collections.abc import AsyncGenerator, Callable, Mapping
from contextlib import aclosing
from dataclasses import dataclass

from aiohttp import web

from proxy.canonical.jsontext import dump
from proxy.config.snapshot import Snapshot
from proxy.dialects.base import NOWHERE, Where
from proxy.errors import InvalidRequest
from proxy.gateway.call import Answer, Call, Progress
from proxy.gateway.explain import explain
from proxy.gateway.ports import Ports
from proxy.gateway.serve import serve
from proxy.server.app import Handler, Routes
from proxy.server.authentication import authenticate
from proxy.server.gate import Gate
from proxy.server.limits import all_tags, read_body, read_headers, read_tags
from proxy.server.surfaces import GEMINI, PATHS, Surface, find_surface, heard

JSON = "application/json"
EXPLAIN = "/v1/explain"
EXPLAINED = "/v1/chat/completions"
"""Whose body is explained where the client does not say."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Inference:
    """The inference routes of one gateway.

    `current` gives the snapshot in force; a request asks for it once and keeps it.
    """

    current: Callable[[], Snapshot]
    ports: Ports
    gate: Gate
    new_id: Callable[[], str]

    def routes(self) -> Routes:
        """Return the rows of the routing table."""
        return {
            **{("POST", path): self.complete for path in PATHS},
            ("POST", EXPLAIN): self.explain,
        }

    def find(self, method: str, path: str) -> Handler | None:
        """Return what serves a path that has the model in it."""
        return self.complete if method == "POST" and GEMINI.fullmatch(path) else None

    async def complete(self, request: web.BaseRequest) -> web.StreamResponse:
        """Serve one call under the snapshot in force now."""
        with self.gate:
            snapshot = self.current()
            call = await self.read(request, snapshot)
            async with serve(call, snapshot, self.ports) as answer:
                headers = self.headers(call, snapshot, answer)
                headers["Content-Type"] = answer.content_type
                if answer.chunks is None:
                    return web.Response(body=answer.body, headers=headers)
                return await stream(request, answer.chunks, headers)

    async def explain(self, request: web.BaseRequest) -> web.StreamResponse:
        """Answer the decision for a body without calling anyone."""
        snapshot = self.current()
        call = await self.read(request, snapshot)
        return web.Response(body=dump(explain(call, snapshot)), content_type=JSON)

    async def read(self, request: web.BaseRequest, snapshot: Snapshot) -> Call:
        """Return *request* as a call: who, what, and when; raises what the client did wrong."""
        received, now = self.ports.clock.monotonic(), self.ports.clock.now()
        principal = authenticate(request.headers, snapshot.principals, now)
        surface, where = self.surface(request)
        tags = read_tags(request.headers)
        headers = read_headers(request.headers, snapshot.gateway.headers)
        body = await read_body(request, snapshot.gateway.body_limit)
        return Call(
            id=self.new_id(),
            at=now,
            received=received,
            principal=principal,
            dialect=surface.dialect,
            outline=surface.dialect.outline(body, where),
            where=where,
            is_noted=surface.is_noted,
            tags=all_tags(principal, tags),
            headers=headers,
        )

    def surface(self, request: web.BaseRequest) -> tuple[Surface, Where]:
        """Return what the client speaks, and what its URL and headers say."""
        # Most paths have no query and no escapes, so they are known as they came, without a look into the URL.
        known = PATHS.get(request.raw_path)
        surface, where = named(request) if known is None else (known, NOWHERE)
        return surface, heard(where, surface, request.headers)

    def headers(self, call: Call, snapshot: Snapshot, answer: Answer) -> dict[str, str]:
        """Return the headers that say what was decided, by what, and where the time went."""
        warned, dropped = answer.progress.warnings, answer.progress.dropped
        return {
            **({"x-fairlane-warning": ", ".join(warned)} if warned else {}),
            **({"x-fairlane-dropped": ", ".join(dropped)} if dropped else {}),
            **({"X-Generation-Id": call.id} if call.is_noted else {}),
            "x-fairlane-decision": call.id,
            "x-fairlane-revision": snapshot.revision,
            "x-fairlane-endpoint": answer.endpoint.id,
            "Server-Timing": server_timing(answer.progress),
        }


async def stream(
    request: web.BaseRequest, chunks: AsyncGenerator[bytes], headers: Mapping[str, str]
) -> web.StreamResponse:
    """Send *chunks* as they come; each is whole events of the client's dialect."""
    response = web.StreamResponse(headers={**headers, "Cache-Control": "no-cache"})
    await response.prepare(request)
    async with aclosing(chunks):
        async for chunk in chunks:
            await response.write(chunk)
    await response.write_eof()
    return response


def named(request: web.BaseRequest) -> tuple[Surface, Where]:
    """Return what is spoken at the path of *request*, or on `/v1/explain` at the path that `?path=` names."""
    told = request.query.get("path", EXPLAINED) if request.path == EXPLAIN else request.path
    found = find_surface(told, request.query)
    if found is None:
        raise InvalidRequest(f"no inference is served at `{told[:200]}`", param="path")
    return found


def server_timing(progress: Progress) -> str:
    """Return where the time went, in milliseconds, as a `Server-Timing` header (W3C Server Timing)."""
    policy = (progress.decided - progress.started) * 1000
    queue = (progress.tried - progress.decided) * 1000
    upstream = (progress.answered - progress.tried) * 1000
    return f"policy;dur={policy:.3f}, queue;dur={queue:.3f}, upstream;dur={upstream:.3f}"
