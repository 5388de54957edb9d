"""Error bodies: the gateway's own in OpenAI's shape, and whatever a provider sends, read.

OpenAI's shape is `{"error": {"message", "type", "param", "code"}}`; its words for `type` are those below (error codes
guide and `openai` 3.57.0, October 2026). A refusal's `decision`, `policy`, `reasons` and `attempts` stand beside them,
where the SDKs keep them in `APIError.body`. What kind of complaint a provider has is told by `complaints.py`.
"""

import re
from typing import Any

from proxy.canonical.events import Failed
from proxy.canonical.failure import FailureKind
from proxy.canonical.jsontext import MalformedJson, dump, parse
from proxy.dialects import sse
from proxy.dialects.base import ErrorReply, ProviderError
from proxy.dialects.openai_chat import complaints

TYPES = {
    401: "authentication_error",
    402: "insufficient_quota",
    403: "permission_error",
    429: "rate_limit_error",
}
"""Type by status; another 4xx is the client's mistake, anything else is ours or the provider's."""

GENERAL = "api_error"
MISTAKE = "invalid_request_error"
FAILURES = {
    FailureKind.INVALID: MISTAKE,
    FailureKind.CONTEXT_LENGTH: MISTAKE,
    FailureKind.CONTENT_FILTER: MISTAKE,
    FailureKind.TOO_LARGE: MISTAKE,
    FailureKind.NOT_FOUND: MISTAKE,
    FailureKind.AUTHENTICATION: "authentication_error",
    FailureKind.PERMISSION: "permission_error",
    FailureKind.BILLING: "insufficient_quota",
    FailureKind.RATE_LIMIT: "rate_limit_error",
}
"""Type by what a provider complains of; what is not in here is its own fault, `GENERAL`."""

CODES = {
    FailureKind.CONTEXT_LENGTH: ("context_length_exceeded",),
    FailureKind.CONTENT_FILTER: ("content_filter", "content_policy_violation"),
    FailureKind.BILLING: ("insufficient_quota",),
    FailureKind.RATE_LIMIT: ("rate_limit_exceeded",),
    FailureKind.OVERLOADED: ("server_is_overloaded", "overloaded_error"),
    FailureKind.TIMEOUT: ("timeout",),
}
"""The codes that clients of this dialect know a complaint by, whatever the provider calls it; the first is the usual."""

DONE = b"data: [DONE]\n\n"
LONGEST_MESSAGE = 500
WRAPPINGS = ("error", "errors", "detail")
SILENT = "an error without a message"
TAG = re.compile(r"<[^<>]*>")


def encode(reply: ErrorReply) -> bytes:
    """Return *reply* as an error body."""
    failure = reply.failure
    error: dict[str, Any] = {
        "message": reply.message,
        "type": error_type(reply.status) if failure is None else FAILURES.get(failure, GENERAL),
        "param": reply.param,
        "code": code_of(failure, reply.code),
    }
    beside = {"decision": reply.decision, "policy": reply.policy}
    error |= {name: value for name, value in beside.items() if value is not None}
    lists = {"reasons": list(reply.reasons), "attempts": list(reply.attempts)}
    return dump({"error": error | {name: value for name, value in lists.items() if value}})


def encode_stream(reply: ErrorReply) -> bytes:
    """Return the end of a stream that fails: the error, which SDKs raise, and `[DONE]`, which some clients wait for."""
    return sse.encode(encode(reply)) + DONE


def encode_failure(event: Failed) -> bytes:
    """Return what an upstream reported inside a stream as an error body."""
    kind = FAILURES.get(event.kind, GENERAL)
    error = {"message": event.message, "type": kind, "param": None, "code": code_of(event.kind, event.code)}
    return dump({"error": error})


def error_type(status: int) -> str:
    """Return OpenAI's word for an error of *status*."""
    return TYPES.get(status, MISTAKE if 400 <= status < 500 else GENERAL)  # noqa: PLR2004 - HTTP's own


def code_of(failure: FailureKind | None, told: str | None) -> str | None:
    """Return the code that clients know *failure* by, or what was *told* where there is none."""
    known = CODES.get(failure) if failure else None
    return told if known is None or told in known else known[0]


def read(body: bytes, status: int | None = None) -> ProviderError:
    """Return what a provider's error *body* says, whatever it is: an error object, another shape, a page, noise."""
    try:
        document = parse(body)
    except MalformedJson:
        message = _plain(body)
        return ProviderError(message=message, kind=complaints.kind_of({"message": message}, status))
    return from_value(document, status)


def from_value(value: Any, status: int | None = None) -> ProviderError:
    """Return the error that *value* says: OpenAI's shape, Google's list of it, FastAPI's `detail`, or a bare text."""
    while inner := _inner(value):
        value = inner
    if not isinstance(value, dict):
        said = _shortened(str(value)) or SILENT
        return ProviderError(message=said, kind=complaints.kind_of({"message": said}, status))
    message = value.get("message") or value.get("msg")
    return ProviderError(
        message=_shortened(message if message and isinstance(message, str) else _facts(value)),
        code=_code(value),
        kind=complaints.kind_of(value, status),
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
