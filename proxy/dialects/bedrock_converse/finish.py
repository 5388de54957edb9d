"""Why a model stopped: Converse's `stopReason`, the canonical reason, and the word itself beside it.

The words are those of `StopReason` in the service model, and `refusal`, which is Anthropic's own word for a stop that
Converse calls `content_filtered`. Any other word, `malformed_tool_use` among them, is the reason `OTHER`.
"""

from typing import Any

from proxy.canonical.response import FinishReason

REASONS = {
    "end_turn": FinishReason.STOP,
    "stop_sequence": FinishReason.STOP,
    "tool_use": FinishReason.TOOL_CALLS,
    "max_tokens": FinishReason.LENGTH,
    "model_context_window_exceeded": FinishReason.LENGTH,
    "content_filtered": FinishReason.CONTENT_FILTER,
    "guardrail_intervened": FinishReason.CONTENT_FILTER,
    "refusal": FinishReason.CONTENT_FILTER,
}

WORDS = {
    FinishReason.STOP: "end_turn",
    FinishReason.TOOL_CALLS: "tool_use",
    FinishReason.LENGTH: "max_tokens",
    FinishReason.CONTENT_FILTER: "content_filtered",
    FinishReason.OTHER: "end_turn",
}
"""The word for each reason where the answer came from another dialect."""

STOP_SEQUENCE = "stop_sequence"


def decode(word: Any) -> tuple[FinishReason | None, str | None]:
    """Return the reason, and the word as the native one."""
    if not isinstance(word, str) or not word:
        return None, None
    return REASONS.get(word, FinishReason.OTHER), word


def encode(reason: FinishReason | None, native: str | None, stop_sequence: str | None = None) -> str:
    """Return the word: the native one where it is Converse's own, and means the same."""
    reason = reason or FinishReason.STOP
    if native in REASONS and REASONS[native] is reason:
        return native
    if reason is FinishReason.OTHER and native and native not in REASONS:
        return native
    return STOP_SEQUENCE if reason is FinishReason.STOP and stop_sequence is not None else WORDS[reason]
