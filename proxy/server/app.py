"""The client side as one handler: finds the route, and turns every error into the reply it is.

A route is a row of a table, looked up by method and path; `runtime/assemble.py` puts the tables together. What stands in
no table may still be found by its form: Google's paths have the model in them.
"""

from collections.abc import Awaitable, Callable, Mapping
from typing import Protocol, TypeAlias

from aiohttp import web

from proxy.canonical.failure import FailureKind
from proxy.dialects.base import ClientSide, ErrorReply
from proxy.gateway.replies import reply_to

Handler: TypeAlias = Callable[[web.BaseRequest], Awaitable[web.StreamResponse]]
Routes: TypeAlias = Mapping[tuple[str, str], Handler]
Find: TypeAlias = Callable[[str, str], Handler | None]
"""Finds the handler of a method and a path that no table has."""


class Part(Protocol):
    """A part of the client side: routes of fixed paths, and those of paths that have something in them."""

    def routes(self) -> Routes:
        """Return the rows of the routing table."""
        ...

    def find(self, method: str, path: str) -> Handler | None:
        """Return what serves a path that no table has, where this part does."""
        ...


DialectOf: TypeAlias = Callable[[str], ClientSide]
"""The dialect in which whoever called a path is told of an error."""
Report: TypeAlias = Callable[[Exception], None]
"""Takes an error that should not have happened."""


STATUSES: Mapping[tuple[str, FailureKind], int] = {("anthropic_messages", FailureKind.OVERLOADED): 529}
"""Where a dialect has a status of its own for a provider's complaint."""


def make_handler(
    routes: Routes, dialect_of: DialectOf, report: Report, find: Find = lambda _method, _path: None
) -> Handler:
    """Return the handler of a server with *routes*, and those that *find* knows; errors are in their path's dialect."""
    paths = {path for _method, path in routes}

    async def handle(request: web.BaseRequest) -> web.StreamResponse:
        # Most paths have no query and no escapes, so they are found as they came, without building a URL.
        route = routes.get((request.method, request.raw_path)) or routes.get((request.method, request.path))
        route = route or find(request.method, request.path)
        if route is None:
            return error_response(unrouted(request, request.path in paths), dialect_of(request.path))
        try:
            return await route(request)
        except ConnectionError:
            raise  # the client has gone: there is nobody to tell
        except Exception as error:  # noqa: BLE001 - the outermost handler: a client always gets an answer
            reply = reply_to(error)
            if reply.kind == "internal":
                report(error)
            return error_response(reply, dialect_of(request.path))

    return handle


def unrouted(request: web.BaseRequest, is_known: bool) -> ErrorReply:  # noqa: FBT001 - a claim about the path
    """Return the reply for a request that no route takes."""
    if is_known:
        return ErrorReply(
            status=405,
            kind="invalid_request",
            message=f"`{request.path}` does not take {request.method}",
            code="method",
        )
    known = "`POST /v1/chat/completions`, `/v1/responses`, `/v1/messages`, `GET /v1/models`, `POST /v1/explain`"
    return ErrorReply(
        status=404, kind="not_found", message=f"no such path `{request.path}`; there are {known}", code="unknown_path"
    )


def error_response(reply: ErrorReply, dialect: ClientSide) -> web.Response:
    """Return *reply* as HTTP, in the shape of *dialect*."""
    headers = {}
    if reply.retry_after is not None:
        headers["Retry-After"] = str(max(1, round(reply.retry_after)))
    if reply.decision is not None:
        headers["x-fairlane-decision"] = reply.decision
    status = reply.status if reply.failure is None else STATUSES.get((dialect.name, reply.failure), reply.status)
    return web.Response(
        body=dialect.encode_error(reply), status=status, headers=headers, content_type="application/json"
    )
