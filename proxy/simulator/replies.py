"""What the simulator itself answers, in no provider's name: JSON, and complaints in the shape that most clients read."""

from typing import Any

from aiohttp import web

from proxy.canonical.jsontext import dump
from proxy.dialects.base import ErrorReply
from proxy.dialects.openai_chat import OPENAI_CHAT

JSON = "application/json"


def as_json(value: Any) -> web.Response:
    """Return *value* as a body."""
    return web.Response(body=dump(value), content_type=JSON)


def problem(status: int, message: str) -> web.Response:
    """Return a complaint of the simulator's own."""
    reply = ErrorReply(status=status, kind="invalid_request", message=message, code="not_simulated")
    return web.Response(status=status, body=OPENAI_CHAT.encode_error(reply), content_type=JSON)
