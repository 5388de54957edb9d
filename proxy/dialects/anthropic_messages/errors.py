"""Error bodies: the gateway's own in Anthropic's shape, and whatever a provider sends, read.

Anthropic's shape is `{"type": "error", "error": {"type", "message"}, "request_id"}`; its words for `type` are those below
(errors page of the API reference, and `ErrorType` of `anthropic` 2.13.0, November 2026; the page has `request_too_large`
beside). The SDK chooses its exception by the status, and shows `type`. In a stream the same object is the event `error`.
Some causes have a stable code in `details.error_code`; for others only the message tells, in the words of `PHRASES`.

A refusal's `decision`, `policy`, `reasons` and `attempts` stand in the error object. Google and AWS answer in their own
shapes before Anthropic's model is reached; both are read.
"""

import re
from collections.abc import Mapping
from typing import Any

from proxy.canonical.failure import FailureKind
from proxy.canonical.jsontext import MalformedJson, dump, parse
from proxy.dialects import sse
from proxy.dialects.base import ErrorReply, ProviderError

GENERAL = "api_error"
INVALID = "invalid_request_error"
TYPES = {
    401: "authentication_error",
    402: "billing_error",
    403: "permission_error",
    404: "not_found_error",
    408: "timeout_error",
    409: "conflict_error",
    413: "request_too_large",
    429: "rate_limit_error",
    504: "timeout_error",
    529: "overloaded_error",
}
"""Type by status; another 4xx is the client's mistake, anything else is ours or the provider's."""

FAILURES = {
    FailureKind.OVERLOADED: "overloaded_error",
    FailureKind.TIMEOUT: "timeout_error",
    FailureKind.RATE_LIMIT: "rate_limit_error",
}
"""Type by failure, for a status that only says that the server failed."""

TOO_LONG = "prompt is too long"
"""By these words Claude Code knows that it must shorten the conversation."""

KINDS = {
    INVALID: FailureKind.INVALID,
    "authentication_error": FailureKind.AUTHENTICATION,
    "billing_error": FailureKind.BILLING,
    "permission_error": FailureKind.PERMISSION,
    "not_found_error": FailureKind.NOT_FOUND,
    "request_too_large": FailureKind.TOO_LARGE,
    "rate_limit_error": FailureKind.RATE_LIMIT,
    "timeout_error": FailureKind.TIMEOUT,
    "overloaded_error": FailureKind.OVERLOADED,
    "conflict_error": FailureKind.INVALID,
    GENERAL: FailureKind.SERVER,
}
STATUSES = {
    **{status: KINDS[word] for status, word in TYPES.items()},
    503: FailureKind.OVERLOADED,
}
CODES = {
    "contract_spend_limit_reached": FailureKind.BILLING,
    "enforced_spend_limit_reached": FailureKind.BILLING,
    "linked_organization_spend_limit_reached": FailureKind.BILLING,
    "linked_organization_billing_unavailable": FailureKind.BILLING,
    "organization_on_hold": FailureKind.PERMISSION,
    "request_body_too_large_after_decoding": FailureKind.TOO_LARGE,
}
PHRASES = (
    (TOO_LONG, FailureKind.CONTEXT_LENGTH),
    ("exceed context limit", FailureKind.CONTEXT_LENGTH),
    ("input is too long", FailureKind.CONTEXT_LENGTH),
    ("credit balance is too low", FailureKind.BILLING),
    ("specified api usage limits", FailureKind.BILLING),
    ("content filtering policy", FailureKind.CONTENT_FILTER),
)
"""What messages of `invalid_request_error` say, in lower case."""

LONGEST_MESSAGE = 500
SILENT = "an error without a message"
TAG = re.compile(r"<[^<>]*>")
DEEPEST = 8


def encode(reply: ErrorReply) -> bytes:
    """Return *reply* as an error body."""
    return dump(_document(reply))


def encode_stream(reply: ErrorReply) -> bytes:
    """Return the end of a stream that fails: the event `error`, which SDKs raise."""
    return sse.encode(encode(reply), event="error")


def encode_failure(message: str, kind: FailureKind) -> bytes:
    """Return the end of a stream in which a provider failed."""
    word = next((word for word, meant in KINDS.items() if meant is kind), INVALID)
    return sse.encode(dump({"type": "error", "error": {"type": word, "message": message}}), event="error")


def _document(reply: ErrorReply) -> dict[str, Any]:
    said: dict[str, Any] = {"type": error_type(reply), "message": _message(reply)}
    beside = {"code": reply.code, "param": reply.param, "decision": reply.decision, "policy": reply.policy}
    said |= {name: value for name, value in beside.items() if value}
    said["details"] = {"error_code": reply.code}
    lists = {"reasons": list(reply.reasons), "attempts": list(reply.attempts)}
    return {"type": "error", "error": said | {name: value for name, value in lists.items() if value}}


def _message(reply: ErrorReply) -> str:
    is_untold = reply.failure is FailureKind.CONTEXT_LENGTH and TOO_LONG not in reply.message.lower()
    return f"{TOO_LONG}: {reply.message}" if is_untold else reply.message


def error_type(reply: ErrorReply) -> str:
    """Return Anthropic's word for the error *reply*."""
    if reply.status in TYPES:
        return TYPES[reply.status]
    if 400 <= reply.status < 500:  # noqa: PLR2004 - HTTP's own
        return INVALID
    if reply.kind == "unavailable":
        return FAILURES[FailureKind.OVERLOADED]
    return GENERAL if reply.failure is None else FAILURES.get(reply.failure, GENERAL)


def read(body: bytes, status: int) -> ProviderError:
    """Return what a provider's error *body* says, whatever it is: an error object, another shape, a page, noise."""
    try:
        document = parse(body)
    except MalformedJson:
        return ProviderError(message=_plain(body), kind=_by_status(status))
    return from_value(document, status)


def from_value(value: Any, status: int = 200) -> ProviderError:
    """Return the error that *value* says: Anthropic's shape, Google's list of it, AWS's `message`, or a bare text."""
    error = _innermost(value)
    if not isinstance(error, dict):
        return ProviderError(message=_shortened(str(error or "")) or SILENT, kind=_by_status(status))
    message = next((text for key in ("message", "Message", "msg") if isinstance(text := error.get(key), str)), "")
    details = error.get("details")
    code = details.get("error_code") if isinstance(details, dict) else None
    word = error.get("type")
    kind = _kind(code, word, message, status)
    return ProviderError(message=_shortened(message) or SILENT, code=_text(code) or _text(word), kind=kind)


def _kind(code: Any, word: Any, message: str, status: int) -> FailureKind:
    if isinstance(code, str) and code in CODES:
        return CODES[code]
    kind = KINDS.get(word) if isinstance(word, str) else None
    if kind in {None, FailureKind.INVALID}:
        told = message[: 16 * LONGEST_MESSAGE].lower()
        phrased = next((meant for phrase, meant in PHRASES if phrase in told), None)
        return phrased or kind or _by_status(status)
    return kind or _by_status(status)


def _by_status(status: int) -> FailureKind:
    usual = FailureKind.INVALID if 400 <= status < 500 else FailureKind.SERVER  # noqa: PLR2004 - HTTP's own
    return STATUSES.get(status, usual)


def _innermost(value: Any) -> Any:
    """Return the error inside its wrappings."""
    for _ in range(DEEPEST):
        if isinstance(value, list):
            value = value[0] if value else None
        elif isinstance(value, Mapping) and isinstance(value.get("error"), dict | list | str):
            value = value["error"]
        else:
            break
    return value


def _text(value: Any) -> str | None:
    return value[:LONGEST_MESSAGE] if isinstance(value, str) and value else None


def _plain(body: bytes) -> str:
    """Return the words of a page or of bytes that are no text at all."""
    text = " ".join(TAG.sub(" ", body[: 16 * LONGEST_MESSAGE].decode(errors="replace")).split())
    return _shortened(text) or "an empty answer"


def _shortened(text: str) -> str:
    return text if len(text) <= LONGEST_MESSAGE else text[: LONGEST_MESSAGE - 1] + "…"
