"""Token counts, `UsageMetadata`, to canonical usage and back.

Google counts thoughts and what its tools read beside prompt and candidates, not inside them, and leaves out what is zero.
Cached tokens are part of the prompt. Whatever the total has over its parts is output.
"""

from collections.abc import Mapping
from typing import Any

from proxy.canonical.usage import Usage
from proxy.dialects.members import is_a

COUNTS = frozenset({"promptTokenCount", "candidatesTokenCount", "totalTokenCount"})


def decode(value: Any, searches: int = 0) -> Usage | None:
    """Return what a provider counted, beside the *searches* of its tools; `None` where *value* is no usable count."""
    if not isinstance(value, dict) or COUNTS.isdisjoint(value):
        return None
    read = _count(value, "promptTokenCount") + _count(value, "toolUsePromptTokenCount")
    thoughts = _count(value, "thoughtsTokenCount")
    written = max(_count(value, "candidatesTokenCount") + thoughts, _count(value, "totalTokenCount") - read)
    prompts = _details(value, "promptTokensDetails", "toolUsePromptTokensDetails")
    candidates = _details(value, "candidatesTokensDetails")
    return Usage(
        input_tokens=read,
        output_tokens=written,
        cache_read_tokens=_count(value, "cachedContentTokenCount"),
        reasoning_tokens=thoughts,
        audio_input_tokens=prompts.get("AUDIO", 0),
        audio_output_tokens=candidates.get("AUDIO", 0),
        image_input_tokens=prompts.get("IMAGE", 0),
        image_output_tokens=candidates.get("IMAGE", 0),
        tool_requests=searches,
    )


def encode(usage: Usage) -> dict[str, Any]:
    """Return *usage* as Gemini writes it; details only where there is something to detail."""
    spoken = usage.output_tokens - usage.reasoning_tokens
    counts = {
        "promptTokenCount": usage.input_tokens,
        "candidatesTokenCount": spoken,
        "totalTokenCount": usage.total_tokens,
    }
    parts = {
        "cachedContentTokenCount": usage.cache_read_tokens,
        "thoughtsTokenCount": usage.reasoning_tokens,
        "promptTokensDetails": _told(usage.input_tokens, usage.audio_input_tokens, usage.image_input_tokens),
        "candidatesTokensDetails": _told(spoken, usage.audio_output_tokens, usage.image_output_tokens),
    }
    return counts | {name: count for name, count in parts.items() if count}


def _told(total: int, audio: int, image: int) -> list[dict[str, Any]]:
    if not audio and not image:
        return []
    counts = {"TEXT": max(0, total - audio - image), "AUDIO": audio, "IMAGE": image}
    return [{"modality": modality, "tokenCount": count} for modality, count in counts.items() if count]


def _details(value: Mapping[str, Any], *names: str) -> dict[str, int]:
    """Return the counts of each modality, of all these lists together."""
    found: dict[str, int] = {}
    for name in names:
        told = value.get(name)
        for each in told if isinstance(told, list) else ():
            if isinstance(each, dict) and isinstance(each.get("modality"), str):
                found[each["modality"]] = found.get(each["modality"], 0) + _count(each, "tokenCount")
    return found


def _count(counts: Mapping[str, Any], name: str) -> int:
    count: Any = counts.get(name)
    return int(count) if is_a(count, int) and count > 0 else 0
