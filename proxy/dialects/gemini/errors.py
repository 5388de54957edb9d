"""Error bodies: the gateway's own in Google's shape, and whatever a provider sends, read.

Google's shape is `{"error": {"code", "message", "status", "details"}}`, alone or in a list; `status` is a word of gRPC, and
`details` hold messages of google.rpc (AIP-193; error codes in the Gemini API's guide to troubleshooting, November 2026).
SDKs choose the exception by the HTTP status. A refusal's `decision`, `policy`, `reasons` and `attempts` stand beside.
"""

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from proxy.canonical.failure import FailureKind
from proxy.canonical.jsontext import MalformedJson, dump, parse
from proxy.dialects.base import ErrorReply, ProviderError

GENERAL = "UNKNOWN"
WORDS: Mapping[int, str] = MappingProxyType(
    {
        400: "INVALID_ARGUMENT",
        401: "UNAUTHENTICATED",
        402: "FAILED_PRECONDITION",
        403: "PERMISSION_DENIED",
        404: "NOT_FOUND",
        408: "DEADLINE_EXCEEDED",
        409: "ABORTED",
        429: "RESOURCE_EXHAUSTED",
        499: "CANCELLED",
        500: "INTERNAL",
        501: "UNIMPLEMENTED",
        502: "UNAVAILABLE",
        503: "UNAVAILABLE",
        504: "DEADLINE_EXCEEDED",
        529: "UNAVAILABLE",
    }
)
"""HTTP's status to gRPC's word; another 4xx is the client's mistake, anything else is ours or the provider's."""

KINDS: Mapping[str, FailureKind] = MappingProxyType(
    {
        "INVALID_ARGUMENT": FailureKind.INVALID,
        "OUT_OF_RANGE": FailureKind.INVALID,
        "FAILED_PRECONDITION": FailureKind.INVALID,
        "UNIMPLEMENTED": FailureKind.INVALID,
        "ALREADY_EXISTS": FailureKind.INVALID,
        "NOT_FOUND": FailureKind.NOT_FOUND,
        "UNAUTHENTICATED": FailureKind.AUTHENTICATION,
        "PERMISSION_DENIED": FailureKind.PERMISSION,
        "RESOURCE_EXHAUSTED": FailureKind.RATE_LIMIT,
        "UNAVAILABLE": FailureKind.OVERLOADED,
        "ABORTED": FailureKind.OVERLOADED,
        "DEADLINE_EXCEEDED": FailureKind.TIMEOUT,
        "CANCELLED": FailureKind.TIMEOUT,
        "INTERNAL": FailureKind.SERVER,
        "DATA_LOSS": FailureKind.SERVER,
        GENERAL: FailureKind.SERVER,
    }
)
REASONS: Mapping[str, FailureKind] = MappingProxyType(
    {
        "API_KEY_INVALID": FailureKind.AUTHENTICATION,
        "API_KEY_EXPIRED": FailureKind.AUTHENTICATION,
        "ACCESS_TOKEN_EXPIRED": FailureKind.AUTHENTICATION,
        "BILLING_DISABLED": FailureKind.BILLING,
        "CONSUMER_SUSPENDED": FailureKind.BILLING,
    }
)
"""`ErrorInfo.reason` where it says more than the status: an unknown API key is an `INVALID_ARGUMENT`."""

PHRASES: tuple[tuple[re.Pattern[str], FailureKind], ...] = (
    (re.compile(r"token count\b.*\b(?:exceeds|supports up to)", re.IGNORECASE | re.DOTALL), FailureKind.CONTEXT_LENGTH),
    (re.compile(r"payload size exceeds|too large", re.IGNORECASE), FailureKind.TOO_LARGE),
    (re.compile(r"api key (?:not valid|expired)", re.IGNORECASE), FailureKind.AUTHENTICATION),
    (re.compile(r"enable billing|billing (?:is )?(?:disabled|not enabled)|credits are depleted", re.IGNORECASE),
     FailureKind.BILLING),
    (re.compile(r"location is not supported", re.IGNORECASE), FailureKind.PERMISSION),
)  # fmt: skip
"""What the status does not tell: wordings as users of both APIs report them."""

FAILED: Mapping[FailureKind, str] = MappingProxyType(
    {
        FailureKind.OVERLOADED: "UNAVAILABLE",
        FailureKind.TIMEOUT: "DEADLINE_EXCEEDED",
        FailureKind.RATE_LIMIT: "RESOURCE_EXHAUSTED",
        FailureKind.BILLING: "FAILED_PRECONDITION",
        FailureKind.AUTHENTICATION: "UNAUTHENTICATED",
        FailureKind.PERMISSION: "PERMISSION_DENIED",
        FailureKind.NOT_FOUND: "NOT_FOUND",
        FailureKind.SERVER: "INTERNAL",
    }
)
"""A failure inside a stream to its word; any other kind is an `INVALID_ARGUMENT`."""

STATUSES: Mapping[str, int] = MappingProxyType(
    {word: status for status, word in WORDS.items()} | {"UNAVAILABLE": 503, GENERAL: 500, "DATA_LOSS": 500}
)
"""gRPC's word to the one HTTP status that says it best."""
LONGEST_MESSAGE = 500
DOMAIN = "fairlane"
SILENT = "an error without a message"
TAG = re.compile(r"<[^<>]*>")
TYPE = "type.googleapis.com/google.rpc."


def encode(reply: ErrorReply) -> bytes:
    """Return *reply* as an error body."""
    error: dict[str, Any] = {"code": reply.status, "message": reply.message, "status": word_of(reply.status)}
    beside = {"decision": reply.decision, "policy": reply.policy}
    lists = {"reasons": list(reply.reasons), "attempts": list(reply.attempts)}
    error |= {name: value for name, value in {**beside, **lists}.items() if value}
    return dump({"error": error | {"details": _details(reply)}})


def _details(reply: ErrorReply) -> list[dict[str, Any]]:
    """Return what Google's clients read: the reason, when to come back, and the field at fault."""
    more = {} if reply.failure is None else {"metadata": {"failure": reply.failure.value}}
    found: list[dict[str, Any]] = [{"@type": f"{TYPE}ErrorInfo", "reason": reply.code, "domain": DOMAIN, **more}]
    if reply.retry_after is not None:
        found.append({"@type": f"{TYPE}RetryInfo", "retryDelay": f"{reply.retry_after:.9g}s"})
    if reply.param is not None:
        violation = {"field": reply.param, "description": reply.message}
        found.append({"@type": f"{TYPE}BadRequest", "fieldViolations": [violation]})
    return found


def word_of(status: int) -> str:
    """Return gRPC's word for an error of *status*."""
    return WORDS.get(status, "INVALID_ARGUMENT" if 400 <= status < 500 else "INTERNAL")  # noqa: PLR2004 - HTTP's own


def failed(message: str, kind: FailureKind, code: str | None) -> bytes:
    """Return a failure inside a stream as an error body."""
    word = code if code in KINDS else FAILED.get(kind, "INVALID_ARGUMENT")
    return dump({"error": {"code": STATUSES.get(word or "", 400), "message": message, "status": word}})


def read(body: bytes, status: int) -> ProviderError:
    """Return what a provider's error *body*, sent with *status*, says, whatever it is."""
    try:
        document = parse(body)
    except MalformedJson:
        return ProviderError(message=_plain(body), kind=KINDS[word_of(status)])
    return from_value(document, status)


def from_value(value: Any, status: int) -> ProviderError:
    """Return the error that *value* says: Google's shape, a list of it, or something else."""
    while isinstance(value, list | dict) and (
        inner := value[0] if isinstance(value, list) and value else _inner(value)
    ):
        value = inner
    if not isinstance(value, dict):
        return ProviderError(message=_shortened(str(value)) if value else SILENT, kind=KINDS[word_of(status)])
    message = value.get("message")
    told = _shortened(message) if message and isinstance(message, str) else SILENT
    word, reason = _word(value, status), _reason(value)
    return ProviderError(message=told, code=reason or word, kind=_kind(word, reason, told))


def _inner(value: Any) -> Any:
    inner = value.get("error") if isinstance(value, dict) else None
    return inner if isinstance(inner, str | dict | list) else None


def _word(error: Mapping[str, Any], status: int) -> str:
    word, code = error.get("status"), error.get("code")
    if isinstance(word, str) and word in KINDS:
        return word
    return word_of(status or (code if isinstance(code, int) else 0))


def _reason(error: Mapping[str, Any]) -> str | None:
    """Return the reason of the error's `ErrorInfo`, where it has one."""
    details = error.get("details")
    for detail in details if isinstance(details, list) else ():
        reason = detail.get("reason") if isinstance(detail, dict) else None
        if isinstance(reason, str) and reason:
            return reason[:100]
    return None


def _kind(word: str, reason: str | None, message: str) -> FailureKind:
    if reason and reason in REASONS:
        return REASONS[reason]
    if KINDS[word] in {FailureKind.INVALID, FailureKind.RATE_LIMIT}:
        return next((kind for phrase, kind in PHRASES if phrase.search(message)), KINDS[word])
    return KINDS[word]


def _plain(body: bytes) -> str:
    """Return the words of a page or of bytes that are no text at all."""
    text = " ".join(TAG.sub(" ", body[: 16 * LONGEST_MESSAGE].decode(errors="replace")).split())
    return _shortened(text) or "an empty answer"


def _shortened(text: str) -> str:
    return text if len(text) <= LONGEST_MESSAGE else text[: LONGEST_MESSAGE - 1] + "…"
