"""From an error to what a client is told: the one table of statuses and words. Shapes are the dialects' business."""

from collections.abc import Mapping

from proxy.canonical.failure import FailureKind
from proxy.dialects.base import ErrorReply
from proxy.errors import (
    AuthenticationFailed,
    DeadlineExceeded,
    FairlaneError,
    GenerationNotFound,
    InvalidRequest,
    LimitExceeded,
    ModelNotFound,
    Refused,
    RequestTooLarge,
    Unavailable,
    UpstreamFailed,
)

TABLE: Mapping[type[FairlaneError], tuple[int, str]] = {
    InvalidRequest: (400, "invalid_request"),
    RequestTooLarge: (413, "invalid_request"),
    ModelNotFound: (404, "not_found"),
    GenerationNotFound: (404, "not_found"),
    AuthenticationFailed: (401, "authentication"),
    Refused: (403, "policy"),
    LimitExceeded: (429, "limit"),
    UpstreamFailed: (502, "upstream"),
    DeadlineExceeded: (504, "timeout"),
    Unavailable: (503, "unavailable"),
}
"""Error to status and kind. A subclass without a row has its parent's; `UpstreamFailed` brings its own status."""

UNKNOWN = (500, "internal")


def reply_to(error: Exception) -> ErrorReply:
    """Return what a client is told about *error*; an error that is not ours is told apart from its text."""
    status, kind = next((TABLE[cls] for cls in type(error).__mro__ if cls in TABLE), UNKNOWN)
    if not isinstance(error, FairlaneError) or (status, kind) == UNKNOWN:
        return ErrorReply(status=500, kind="internal", message="internal error of the gateway", code="internal_error")
    return ErrorReply(
        status=getattr(error, "status", status),
        kind=kind,
        message=str(error),
        code=getattr(error, "code", CODES[kind]),
        failure=FailureKind(failure) if (failure := getattr(error, "failure", None)) else None,
        param=getattr(error, "param", None),
        decision=getattr(error, "decision", None),
        policy=getattr(error, "policy", None),
        reasons=getattr(error, "reasons", ()),
        attempts=getattr(error, "attempts", ()),
        retry_after=getattr(error, "retry_after", None),
    )


CODES: Mapping[str, str] = {
    "invalid_request": "invalid_request",
    "not_found": "model_not_found",
    "authentication": "invalid_api_key",
    "policy": "policy_refused",
    "limit": "rate_limit_exceeded",
    "upstream": "upstream_failed",
    "timeout": "deadline_exceeded",
    "unavailable": "unavailable",
}
"""Kind to the code a client can branch on, where the error has none of its own."""
