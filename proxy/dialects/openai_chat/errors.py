"""Error bodies: the gateway's own in OpenAI's shape, and whatever a provider sends, read.

OpenAI's shape is `{"error": {"message", "type", "param", "code"}}`; its words for `type` are those below (error codes
guide and `openai` 3.54.0, October 2026). A refusal's `decision`, `policy`, `reasons` and `attempts` stand beside them,
where the SDKs keep them in `APIError.body`.
"""

import re
from typing import Any

from proxy.canonical.jsontext import MalformedJson, dump, parse
from proxy.dialects import sse
from proxy.dialects.base import ErrorReply, ProviderError

TYPES = {
    401: "authentication_error",
    402: "insufficient_quota",
    403: "permission_error",
    429: "rate_limit_error",
}
"""Type by status; another 4xx is the client's mistake, anything else is ours or the provider's."""

GENERAL = "api_error"
DONE = b"data: [DONE]\n\n"
LONGEST_MESSAGE = 500
WRAPPINGS = ("error", "errors", "detail")
SILENT = "an error without a message"
TAG = re.compile(r"<[^<>]*>")


def encode(reply: ErrorReply) -> bytes:
    """Return *reply* as an error body."""
    error: dict[str, Any] = {
        "message": reply.message,
        "type": error_type(reply.status),
        "param": reply.param,
        "code": reply.code,
    }
    beside = {"decision": reply.decision, "policy": reply.policy}
    error |= {name: value for name, value in beside.items() if value is not None}
    lists = {"reasons": list(reply.reasons), "attempts": list(reply.attempts)}
    return dump({"error": error | {name: value for name, value in lists.items() if value}})


def encode_stream(reply: ErrorReply) -> bytes:
    """Return the end of a stream that fails: the error, which SDKs raise, and `[DONE]`, which some clients wait for."""
    return sse.encode(encode(reply)) + DONE


def error_type(status: int) -> str:
    """Return OpenAI's word for an error of *status*."""
    return TYPES.get(status, "invalid_request_error" if 400 <= status < 500 else GENERAL)  # noqa: PLR2004 - HTTP's own


def read(body: bytes) -> ProviderError:
    """Return what a provider's error *body* says, whatever it is: an error object, another shape, a page, noise."""
    try:
        document = parse(body)
    except MalformedJson:
        return ProviderError(message=_plain(body))
    return from_value(document)


def from_value(value: Any) -> ProviderError:
    """Return the error that *value* says: OpenAI's shape, Google's list of it, FastAPI's `detail`, or a bare text."""
    while inner := _inner(value):
        value = inner
    if not isinstance(value, dict):
        return ProviderError(message=_shortened(str(value)) or SILENT)
    message = value.get("message") or value.get("msg")
    return ProviderError(
        message=_shortened(message if message and isinstance(message, str) else _facts(value)), code=_code(value)
    )


def _inner(value: Any) -> Any:
    """Return the error inside *value*, if it is but a wrapping."""
    if isinstance(value, list):
        return value[0] if value else None
    if not isinstance(value, dict):
        return None
    found = (value.get(key) for key in WRAPPINGS)
    return next((inner for inner in found if inner and isinstance(inner, str | dict | list)), None)


def _facts(error: dict[str, Any]) -> str:
    """Return the plain members of an error that has no message."""
    plain = (f"{key}: {value}" for key, value in error.items() if isinstance(value, str | int | float))
    return ", ".join(plain) or SILENT


def _code(error: dict[str, Any]) -> str | None:
    """Return the error's code, or its type where it says more than that there was an error."""
    code = error.get("code")
    if isinstance(code, str | int) and code != "":
        return str(code)
    kind = error.get("type")
    return kind if isinstance(kind, str) and kind != GENERAL else None


def _plain(body: bytes) -> str:
    """Return the words of a page or of bytes that are no text at all."""
    text = " ".join(TAG.sub(" ", body[: 16 * LONGEST_MESSAGE].decode(errors="replace")).split())
    return _shortened(text) or "an empty answer"


def _shortened(text: str) -> str:
    return text if len(text) <= LONGEST_MESSAGE else text[: LONGEST_MESSAGE - 1] + "…"
