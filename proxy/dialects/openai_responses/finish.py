"""Why a model stopped: a response's `status` and `incomplete_details`, and the canonical reason.

Responses has no word for a stop to call tools: a response is `completed`, and has calls or not. An imitator may leave
the status out. Whatever else cut an answer short (`steered`, an imitator's own word) is the reason `OTHER` with that
word.
"""

from collections.abc import Mapping
from typing import Any

from proxy.canonical.response import FinishReason
from proxy.canonical.tools import ToolCall

REASONS = {"max_output_tokens": FinishReason.LENGTH, "content_filter": FinishReason.CONTENT_FILTER}
DETAILS = {reason: word for word, reason in REASONS.items()}

COMPLETED, INCOMPLETE, FAILED, IN_PROGRESS = "completed", "incomplete", "failed", "in_progress"
BROKEN = frozenset({FAILED, "cancelled"})
"""Statuses that are no answer."""


def decode(response: Mapping[str, Any], *, has_calls: bool) -> tuple[FinishReason, str | None]:
    """Return the reason for which *response* ended, and its own word where we have none for it."""
    details = response.get("incomplete_details")
    word = details.get("reason") if isinstance(details, dict) else None
    if response.get("status") != INCOMPLETE and not word:
        return (FinishReason.TOOL_CALLS if has_calls else FinishReason.STOP), None
    word = word if isinstance(word, str) else INCOMPLETE
    reason = REASONS.get(word, FinishReason.OTHER)
    return reason, word if reason is FinishReason.OTHER else None


def encode(reason: FinishReason | None) -> dict[str, Any]:
    """Return the members that say *reason*."""
    word = DETAILS.get(reason) if reason else None
    return {
        "status": INCOMPLETE if word else COMPLETED,
        "incomplete_details": {"reason": word} if word else None,
    }


def is_calling(parts: tuple[Any, ...]) -> bool:
    """Say whether *parts* have a call that the client must answer."""
    return any(isinstance(part, ToolCall) for part in parts)
