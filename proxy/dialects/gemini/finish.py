"""Why a model stopped: Google's word, which is kept as the native one, and the canonical reason.

Google says `STOP` where the model called a tool. A prompt that was blocked has no answer, and a word of its own
(`BlockedReason`).
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from proxy.canonical.response import FinishReason

REASONS: Mapping[str, FinishReason] = MappingProxyType(
    {
        "STOP": FinishReason.STOP,
        "MAX_TOKENS": FinishReason.LENGTH,
        "CONTINUATION": FinishReason.LENGTH,
        "SAFETY": FinishReason.CONTENT_FILTER,
        "RECITATION": FinishReason.CONTENT_FILTER,
        "BLOCKLIST": FinishReason.CONTENT_FILTER,
        "PROHIBITED_CONTENT": FinishReason.CONTENT_FILTER,
        "SPII": FinishReason.CONTENT_FILTER,
        "IMAGE_SAFETY": FinishReason.CONTENT_FILTER,
        "IMAGE_PROHIBITED_CONTENT": FinishReason.CONTENT_FILTER,
        "IMAGE_RECITATION": FinishReason.CONTENT_FILTER,
        "MODEL_ARMOR": FinishReason.CONTENT_FILTER,
    }
)
"""`FinishReason` of google-genai 3.6.1; any other word (`MALFORMED_FUNCTION_CALL`, `LANGUAGE`, ...) is `OTHER`."""

OTHERS = frozenset(
    {
        "LANGUAGE", "OTHER", "MALFORMED_FUNCTION_CALL", "IMAGE_OTHER", "NO_IMAGE", "UNEXPECTED_TOOL_CALL",
        "TOO_MANY_TOOL_CALLS", "MISSING_THOUGHT_SIGNATURE", "MALFORMED_RESPONSE", "ESCALATION", "PUP_LIMITED_DISABLED",
    }
)  # fmt: skip

WORDS = MappingProxyType(
    {
        FinishReason.STOP: "STOP",
        FinishReason.TOOL_CALLS: "STOP",
        FinishReason.LENGTH: "MAX_TOKENS",
        FinishReason.CONTENT_FILTER: "SAFETY",
        FinishReason.OTHER: "OTHER",
    }
)


def decode(word: Any, *, has_calls: bool) -> tuple[FinishReason | None, str | None]:
    """Return the reason and the native word."""
    if not isinstance(word, str) or not word:
        return None, None
    reason = REASONS.get(word, FinishReason.OTHER)
    return (FinishReason.TOOL_CALLS if has_calls and reason is FinishReason.STOP else reason), word


def encode(reason: FinishReason | None, native: str | None) -> str | None:
    """Return Google's word; the native one where it is Google's and says the same."""
    if reason is None:
        return None
    if native in OTHERS and reason is FinishReason.OTHER:
        return native
    return native if native and REASONS.get(native) is reason else WORDS[reason]


def blocked(feedback: Any) -> str | None:
    """Return why the prompt was blocked, where `promptFeedback` says that it was."""
    reason = feedback.get("blockReason") if isinstance(feedback, dict) else None
    return reason if isinstance(reason, str) and reason else None
