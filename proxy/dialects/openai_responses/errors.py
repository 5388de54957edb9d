"""The gateway's own errors in OpenAI's shape, as a body and at the end of a stream.

The shape is `{"error": {"message", "type", "param", "code"}}`; the SDKs choose the class of an exception by the
status, and Codex acts on the code. A refusal's `decision`, `policy`, `reasons` and `attempts` stand beside them, where
the SDKs keep them in `APIError.body`. Source: OpenAI's guide to error codes and `openai` 3.57.0, November 2026.

A stream that breaks ends with two events. OpenAI's SDKs raise on a frame that has an `error` object and know an
`error` event by its flat members, so the first has both. Codex, and whoever else waits for the end of a response,
wants the second, `response.failed`. No `[DONE]` follows: Responses has none.
"""

from collections.abc import Mapping
from typing import Any

from proxy.canonical.failure import FailureKind
from proxy.canonical.jsontext import dump
from proxy.dialects import sse
from proxy.dialects.base import ErrorReply
from proxy.dialects.openai_responses import finish, frame

TYPES = {
    401: "authentication_error",
    402: "insufficient_quota",
    403: "permission_error",
    404: "not_found_error",
    429: "rate_limit_error",
}
"""Type by status; another 4xx is the client's mistake, anything else is ours or the provider's."""

CLIENTS = range(400, 500)
MISTAKE, GENERAL = "invalid_request_error", "server_error"

CODES: Mapping[FailureKind, str] = {
    FailureKind.CONTEXT_LENGTH: "context_length_exceeded",
    FailureKind.CONTENT_FILTER: "content_filter",
    FailureKind.TOO_LARGE: "request_too_large",
    FailureKind.NOT_FOUND: "model_not_found",
    FailureKind.AUTHENTICATION: "invalid_api_key",
    FailureKind.PERMISSION: "permission_error",
    FailureKind.BILLING: "insufficient_quota",
    FailureKind.RATE_LIMIT: "rate_limit_exceeded",
    FailureKind.OVERLOADED: "server_is_overloaded",
    FailureKind.TIMEOUT: "timeout",
    FailureKind.SERVER: "server_error",
    FailureKind.INVALID: "invalid_prompt",
}
"""OpenAI's code for a provider's complaint."""

EXACT = CODES.keys() - {FailureKind.SERVER, FailureKind.INVALID}
"""Complaints whose code says more than the gateway's own."""


def encode(reply: ErrorReply) -> bytes:
    """Return *reply* as an error body."""
    return dump({"error": error_of(reply)})


def error_of(reply: ErrorReply) -> dict[str, Any]:
    """Return the error object that says *reply*."""
    is_exact = reply.failure in EXACT
    error: dict[str, Any] = {
        "message": reply.message,
        "type": error_type(reply.status),
        "param": reply.param,
        "code": CODES[reply.failure] if reply.failure is not None and is_exact else reply.code,
    }
    beside = {"decision": reply.decision, "policy": reply.policy}
    error |= {name: value for name, value in beside.items() if value is not None}
    lists = {"reasons": list(reply.reasons), "attempts": list(reply.attempts)}
    return error | {name: value for name, value in lists.items() if value}


def error_type(status: int) -> str:
    """Return OpenAI's word for an error of *status*."""
    return TYPES.get(status, MISTAKE if status in CLIENTS else GENERAL)


def encode_stream(reply: ErrorReply) -> bytes:
    """Return the end of a stream that fails; who writes it knows neither the response nor how many events went by."""
    response = frame.build(frame.head("", "", 0), {})
    return b"".join(write(*event, number) for number, event in enumerate(ending(error_of(reply), response)))


def ending(error: Mapping[str, Any], response: Mapping[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    """Return the events that end a stream with *error*, whose *response* got as far as this."""
    flat = {name: error.get(name) for name in ("code", "message", "param")}
    failed = {**response, "status": finish.FAILED, "error": {name: error.get(name) for name in ("code", "message")}}
    return [("error", {**flat, "error": dict(error)}), ("response.failed", {"response": failed})]


def write(kind: str, fields: Mapping[str, Any], number: int) -> bytes:
    """Return event *number* of a stream, of type *kind*."""
    return sse.encode(dump({"type": kind, "sequence_number": number, **fields}), event=kind)
