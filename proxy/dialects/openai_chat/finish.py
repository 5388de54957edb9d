"""Why a model stopped: Chat Completions' word, the canonical reason, and a provider's own word beside it.

OpenRouter tells the provider's word as `native_finish_reason`, and that field carries it here too. Imitators invent words
of their own (`eos`, `pause_turn`); such a word is the reason `OTHER`, and is its own native word. Ollama writes an empty
string where it means none.
"""

from typing import Any

from proxy.canonical.response import FinishReason
from proxy.canonical.unset import UNSET, Unset

REASONS = {reason.value: reason for reason in FinishReason}
REASONS["function_call"] = FinishReason.TOOL_CALLS  # the word of the deprecated `functions`

FAILED = "error"
"""OpenRouter's word for a choice that the provider broke off: no reason to stop, but a failure."""


def decode(word: Any, native: Any) -> tuple[FinishReason | None, str | None]:
    """Return the reason and the native word."""
    native = native if isinstance(native, str) else None
    if not word or not isinstance(word, str):
        return None, native
    reason = REASONS.get(word, FinishReason.OTHER)
    return reason, native if native is not None or word == reason.value else word


def encode(reason: FinishReason | None, native: str | None) -> tuple[str | None, str | Unset]:
    """Return the word, and the native word where that must be told beside it."""
    if reason is FinishReason.OTHER and native and native not in REASONS and native != FAILED:
        return native, UNSET
    return reason.value if reason else None, UNSET if native is None else native
