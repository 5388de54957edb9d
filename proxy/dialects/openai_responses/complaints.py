"""A provider's own account of what went wrong: an error body, or an error inside a stream, read and told apart.

Words come from OpenAI's guide to error codes, the types of `openai` 3.57.0 (`ResponseError`) and what Codex acts on;
from Azure's (`DeploymentNotFound`, `innererror`), OpenRouter's (`error_type`) and vLLM's, which tells a prompt that is
too long in its message only. OpenRouter's `invalid_prompt` means any mistake, OpenAI's a prompt that it will not
answer.
"""

import re
from collections.abc import Mapping
from typing import Any

from proxy.canonical.failure import FailureKind
from proxy.canonical.jsontext import MalformedJson, parse
from proxy.dialects.base import ProviderError

KINDS: Mapping[str, FailureKind] = {
    "context_length_exceeded": FailureKind.CONTEXT_LENGTH,
    "content_filter": FailureKind.CONTENT_FILTER,
    "content_policy_violation": FailureKind.CONTENT_FILTER,
    "image_content_policy_violation": FailureKind.CONTENT_FILTER,
    "responsibleaipolicyviolation": FailureKind.CONTENT_FILTER,
    "bio_policy": FailureKind.CONTENT_FILTER,
    "misalignment_policy_violation": FailureKind.CONTENT_FILTER,
    "request_too_large": FailureKind.TOO_LARGE,
    "image_too_large": FailureKind.TOO_LARGE,
    "image_file_too_large": FailureKind.TOO_LARGE,
    "model_not_found": FailureKind.NOT_FOUND,
    "deploymentnotfound": FailureKind.NOT_FOUND,
    "not_found_error": FailureKind.NOT_FOUND,
    "invalid_api_key": FailureKind.AUTHENTICATION,
    "authentication_error": FailureKind.AUTHENTICATION,
    "permission_error": FailureKind.PERMISSION,
    "unsupported_country_region_territory": FailureKind.PERMISSION,
    "insufficient_quota": FailureKind.BILLING,
    "billing_not_active": FailureKind.BILLING,
    "billing_hard_limit_reached": FailureKind.BILLING,
    "usage_not_included": FailureKind.BILLING,
    "rate_limit_exceeded": FailureKind.RATE_LIMIT,
    "rate_limit_error": FailureKind.RATE_LIMIT,
    "server_is_overloaded": FailureKind.OVERLOADED,
    "slow_down": FailureKind.OVERLOADED,
    "overloaded_error": FailureKind.OVERLOADED,
    "timeout": FailureKind.TIMEOUT,
    "vector_store_timeout": FailureKind.TIMEOUT,
}
"""Code or type of an error, in lower case, to its kind."""

VAGUE: Mapping[str, FailureKind] = {
    "server_error": FailureKind.SERVER,
    "invalid_prompt": FailureKind.INVALID,
    "invalid_request_error": FailureKind.INVALID,
}
"""Words that say less than most statuses do: OpenAI calls a missing key `invalid_request_error`."""

STATUSES: Mapping[int, FailureKind] = {
    401: FailureKind.AUTHENTICATION,
    402: FailureKind.BILLING,
    403: FailureKind.PERMISSION,
    404: FailureKind.NOT_FOUND,
    408: FailureKind.TIMEOUT,
    413: FailureKind.TOO_LARGE,
    429: FailureKind.RATE_LIMIT,
    503: FailureKind.OVERLOADED,
    504: FailureKind.TIMEOUT,
    529: FailureKind.OVERLOADED,
}
"""Status to kind; any other from 400 to 499 is the client's mistake."""

TOO_LONG = re.compile(r"maximum context length|context window", re.IGNORECASE)
LONGEST_MESSAGE = 500
WRAPPINGS = ("error", "errors", "detail")
SILENT = "an error without a message"
TAG = re.compile(r"<[^<>]*>")
CLIENTS = range(400, 500)


def read(body: bytes, status: int) -> ProviderError:
    """Return what a provider's error *body* says, whatever it is: an error object, another shape, a page, noise."""
    try:
        document = parse(body)
    except MalformedJson:
        return ProviderError(message=_plain(body), kind=_by_status(status))
    return from_value(document, status)


def from_value(value: Any, status: int | None = None) -> ProviderError:
    """Return the error that *value* says: OpenAI's shape, an event of a stream, FastAPI's `detail`, or a bare text."""
    while inner := _inner(value):
        value = inner
    if not isinstance(value, dict):
        message = _shortened(str(value)) if value else SILENT
        return ProviderError(message=message, kind=_by_message(message) or _by_status(status))
    told = value.get("message") or value.get("msg")
    message = _shortened(told if told and isinstance(told, str) else _facts(value))
    words = list(_words(value))
    kind = _by_words(words, KINDS) or STATUSES.get(status or _number(words))
    kind = kind or _by_words(words, VAGUE) or _by_status(status or _number(words))
    if kind is FailureKind.INVALID:
        kind = _by_message(message) or kind
    return ProviderError(message=message, code=next(iter(words), None), kind=kind)


def _inner(value: Any) -> Any:
    """Return the error inside *value*, if it is but a wrapping."""
    if isinstance(value, list):
        return value[0] if value else None
    if not isinstance(value, dict):
        return None
    found = (value.get(key) for key in WRAPPINGS)
    return next((inner for inner in found if inner and isinstance(inner, str | dict | list)), None)


def _words(error: Mapping[str, Any]) -> list[str]:
    """Return the words that tell the error apart, the most exact first."""
    inner = error.get("innererror")
    found = [inner.get("code")] if isinstance(inner, dict) else []
    found += [error.get(key) for key in ("code", "error_type", "type")]
    return [str(word) for word in found if isinstance(word, str | int) and word not in {"", "error"}]


def _by_words(words: list[str], kinds: Mapping[str, FailureKind]) -> FailureKind | None:
    return next((kinds[word.lower()] for word in words if word.lower() in kinds), None)


def _number(words: list[str]) -> int:
    """Return the status that imitators write as a code; zero where they do not."""
    return next((int(word) for word in words if word.isascii() and word.isdigit() and len(word) == len("500")), 0)


def _by_status(status: int | None) -> FailureKind:
    if not status:
        return FailureKind.SERVER
    return STATUSES.get(status, FailureKind.INVALID if status in CLIENTS else FailureKind.SERVER)


def _by_message(message: str) -> FailureKind | None:
    return FailureKind.CONTEXT_LENGTH if TOO_LONG.search(message) else None


def _facts(error: Mapping[str, Any]) -> str:
    """Return the plain members of an error that has no message."""
    plain = (f"{key}: {value}" for key, value in error.items() if isinstance(value, str | int | float))
    return _shortened(", ".join(plain)) or SILENT


def _plain(body: bytes) -> str:
    """Return the words of a page or of bytes that are no text at all."""
    text = " ".join(TAG.sub(" ", body[: 16 * LONGEST_MESSAGE].decode(errors="replace")).split())
    return _shortened(text) or "an empty answer"


def _shortened(text: str) -> str:
    return text if len(text) <= LONGEST_MESSAGE else text[: LONGEST_MESSAGE - 1] + "…"
