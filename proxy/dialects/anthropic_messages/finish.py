"""Why the model stopped: the words of Messages, the canonical reason, and a word of Anthropic's own beside it.

`pause_turn` (a long turn of server tools that a client lets go on) and words that come later are `OTHER`. A client of Messages
runs tools when it reads `tool_use`; providers of other dialects end an answer with calls by their word for a plain end, so
the calls decide.
"""

from typing import Any

from proxy.canonical.response import FinishReason

REASONS = {
    "end_turn": FinishReason.STOP,
    "stop_sequence": FinishReason.STOP,
    "max_tokens": FinishReason.LENGTH,
    "model_context_window_exceeded": FinishReason.LENGTH,
    "tool_use": FinishReason.TOOL_CALLS,
    "refusal": FinishReason.CONTENT_FILTER,
    "pause_turn": FinishReason.OTHER,
}
WORDS = {
    FinishReason.STOP: "end_turn",
    FinishReason.LENGTH: "max_tokens",
    FinishReason.TOOL_CALLS: "tool_use",
    FinishReason.CONTENT_FILTER: "refusal",
    FinishReason.OTHER: "end_turn",
}


def decode(word: Any) -> tuple[FinishReason | None, str | None]:
    """Return the reason and the provider's own word."""
    if not word or not isinstance(word, str):
        return None, None
    return REASONS.get(word, FinishReason.OTHER), word


def encode(reason: FinishReason | None, native: str | None, *, sequence: str | None, has_calls: bool) -> str:
    """Return the word for *reason*; a *native* word of Messages says it most exactly."""
    if native in REASONS and REASONS[native] is reason:
        return native
    if sequence is not None:
        return "stop_sequence"
    if has_calls and reason in {None, FinishReason.STOP, FinishReason.OTHER}:
        return "tool_use"
    return WORDS[reason or FinishReason.STOP]
