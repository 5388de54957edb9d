"""What kind of complaint a provider's error is, told by its words first and by its status last.

The words stand in `code`, `type`, Azure's `innererror.code`, and OpenRouter's `metadata.error_type` and
`metadata.provider_code`. Sources, read in October and November 2026: OpenAI's error codes guide; OpenRouter's list of
error types; Azure OpenAI on content filtering; Groq's error codes (498 where flex capacity is exceeded); llama.cpp's server
README (`exceed_context_size_error`); Mistral's and DeepSeek's pages on errors (402: no balance left). vLLM and others tell
a prompt that is too long by its message alone, which is why messages are looked at too.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from proxy.canonical.failure import FailureKind

WORDS = {
    "context_length_exceeded": FailureKind.CONTEXT_LENGTH,
    "token_limit_exceeded": FailureKind.CONTEXT_LENGTH,
    "exceed_context_size_error": FailureKind.CONTEXT_LENGTH,
    "string_above_max_length": FailureKind.CONTEXT_LENGTH,
    "string_too_long": FailureKind.CONTEXT_LENGTH,
    "content_filter": FailureKind.CONTENT_FILTER,
    "content_policy_violation": FailureKind.CONTENT_FILTER,
    "responsibleaipolicyviolation": FailureKind.CONTENT_FILTER,
    "refusal": FailureKind.CONTENT_FILTER,
    "payload_too_large": FailureKind.TOO_LARGE,
    "request_too_large": FailureKind.TOO_LARGE,
    "insufficient_quota": FailureKind.BILLING,
    "insufficient_balance": FailureKind.BILLING,
    "billing_hard_limit_reached": FailureKind.BILLING,
    "billing_not_active": FailureKind.BILLING,
    "billing_error": FailureKind.BILLING,
    "payment_required": FailureKind.BILLING,
    "rate_limit_exceeded": FailureKind.RATE_LIMIT,
    "rate_limit_error": FailureKind.RATE_LIMIT,
    "rate_limited": FailureKind.RATE_LIMIT,
    "ratelimitreached": FailureKind.RATE_LIMIT,
    "too_many_requests": FailureKind.RATE_LIMIT,
    "tokens": FailureKind.RATE_LIMIT,
    "requests": FailureKind.RATE_LIMIT,
    "resource_exhausted": FailureKind.RATE_LIMIT,
    "invalid_api_key": FailureKind.AUTHENTICATION,
    "authentication_error": FailureKind.AUTHENTICATION,
    "authentication": FailureKind.AUTHENTICATION,
    "permission_error": FailureKind.PERMISSION,
    "permission_denied": FailureKind.PERMISSION,
    "model_not_found": FailureKind.NOT_FOUND,
    "deploymentnotfound": FailureKind.NOT_FOUND,
    "not_found_error": FailureKind.NOT_FOUND,
    "overloaded_error": FailureKind.OVERLOADED,
    "overloaded": FailureKind.OVERLOADED,
    "server_is_overloaded": FailureKind.OVERLOADED,
    "engine_overloaded": FailureKind.OVERLOADED,
    "engine_overloaded_error": FailureKind.OVERLOADED,
    "provider_overloaded": FailureKind.OVERLOADED,
    "provider_unavailable": FailureKind.OVERLOADED,
    "service_unavailable": FailureKind.OVERLOADED,
    "unavailable_error": FailureKind.OVERLOADED,
    "slow_down": FailureKind.OVERLOADED,
    "capacity_exceeded": FailureKind.OVERLOADED,
    "timeout": FailureKind.TIMEOUT,
    "server_error": FailureKind.SERVER,
}
"""A word to what it means, wherever it stands; general ones (`invalid_request_error`) leave it to message and status."""

STATUSES = {
    401: FailureKind.AUTHENTICATION,
    402: FailureKind.BILLING,
    403: FailureKind.PERMISSION,
    404: FailureKind.NOT_FOUND,
    408: FailureKind.TIMEOUT,
    413: FailureKind.TOO_LARGE,
    429: FailureKind.RATE_LIMIT,
    498: FailureKind.OVERLOADED,
    503: FailureKind.OVERLOADED,
    504: FailureKind.TIMEOUT,
    524: FailureKind.TIMEOUT,
    529: FailureKind.OVERLOADED,
}

TOO_LONG = re.compile(
    r"maximum context length|maximum (?:prompt|input|model) length|context (?:window|length|size|limit)[^.]{0,60}exceed"
    r"|exceed[^.]{0,80}context (?:window|length|size|limit)|prompt (?:is )?too (?:long|large)"
    r"|too large for model with \d+ maximum context|input (?:is )?too long|reduce the length of the (?:messages|input)",
    re.IGNORECASE,
)
FILTERED = re.compile(
    r"content (?:management )?(?:policy|filter)|flagged (?:as|by)|safety system|moderation", re.IGNORECASE
)
LONGEST = 2_000
"""How much of a message is looked at."""

MISTAKES = (400, 422)
"""Statuses with which a provider refuses a request as it is, so that the message must tell more."""


def kind_of(error: Mapping[str, Any], status: int | None) -> FailureKind:
    """Return what kind of complaint *error* is, which came with *status*, or inside a stream."""
    said = next((WORDS[word] for word in _words(error) if word in WORDS), None)
    if said is not None:
        return said
    status = status if status and status >= MISTAKES[0] else _numeric(error)
    message = _text(error.get("message")) or _text(error.get("msg"))
    if status in MISTAKES or status is None or status == 413:  # noqa: PLR2004 - HTTP's own
        if TOO_LONG.search(message, 0, LONGEST):
            return FailureKind.CONTEXT_LENGTH
        if status is not None and FILTERED.search(message, 0, LONGEST):
            return FailureKind.CONTENT_FILTER
    return _of_status(status)


def _words(error: Mapping[str, Any]) -> Iterator[str]:
    """Yield the words by which an error may be known, the most exact first."""
    inner, metadata = error.get("innererror"), error.get("metadata")
    if isinstance(inner, dict):
        yield _text(inner.get("code")).lower()
    if isinstance(metadata, dict):
        yield _text(metadata.get("error_type")).lower()
        yield _text(metadata.get("provider_code")).lower()
    for name in ("error_type", "code", "type", "status"):
        yield _text(error.get(name)).lower()


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _numeric(error: Mapping[str, Any]) -> int | None:
    """Return the HTTP status that imitators (OpenRouter, vLLM, Google) write as an error's code."""
    code = error.get("code")
    text = str(code) if isinstance(code, int | str) else ""
    return int(text) if text.isascii() and text.isdigit() and len(text) == len("500") else None


def _of_status(status: int | None) -> FailureKind:
    if status in STATUSES:
        return STATUSES[status]
    is_mistake = status is not None and 400 <= status < 500  # noqa: PLR2004 - HTTP's own
    return FailureKind.INVALID if is_mistake else FailureKind.SERVER
