"""Why a model stopped: Cohere's `finish_reason`, the canonical reason, and the word itself beside it.

`ERROR` and `TIMEOUT` are no reasons to stop but failures, and are told as such.
"""

from typing import Any

from proxy.canonical.failure import FailureKind
from proxy.canonical.response import FinishReason

REASONS = {
    "COMPLETE": FinishReason.STOP,
    "STOP_SEQUENCE": FinishReason.STOP,
    "MAX_TOKENS": FinishReason.LENGTH,
    "TOOL_CALL": FinishReason.TOOL_CALLS,
}
FAILURES = {"ERROR": FailureKind.SERVER, "TIMEOUT": FailureKind.TIMEOUT}

WORDS = {
    FinishReason.STOP: "COMPLETE",
    FinishReason.LENGTH: "MAX_TOKENS",
    FinishReason.TOOL_CALLS: "TOOL_CALL",
    FinishReason.CONTENT_FILTER: "COMPLETE",
    FinishReason.OTHER: "COMPLETE",
}
"""The word for each reason where the answer came from another dialect; Cohere has none for a filter's."""


def decode(word: Any) -> tuple[FinishReason | None, str | None]:
    """Return the reason, and the word as the native one."""
    if not isinstance(word, str) or not word:
        return None, None
    return REASONS.get(word, FinishReason.OTHER), word


def encode(reason: FinishReason | None, native: str | None, stop_sequence: str | None = None) -> str:
    """Return the word: the native one where it is Cohere's own, and means the same."""
    reason = reason or FinishReason.STOP
    if native in REASONS and REASONS[native] is reason:
        return native
    if reason is FinishReason.OTHER and native and native not in REASONS and native not in FAILURES:
        return native
    return "STOP_SEQUENCE" if reason is FinishReason.STOP and stop_sequence is not None else WORDS[reason]
