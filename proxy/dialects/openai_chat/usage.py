"""Token counts of Chat Completions, the `CompletionUsage` object, to canonical usage and back.

Imitators differ in two ways that cost money. DeepSeek tells cached input as `prompt_cache_hit_tokens`. xAI and Gemini
leave reasoning out of `completion_tokens` but in `total_tokens`; so whatever the total has over its parts is output. What
a provider's own tools did is no token: OpenRouter counts searches in `server_tool_use`, Perplexity in
`num_search_queries`, xAI its sources in `num_sources_used`.
"""

from collections.abc import Mapping
from typing import Any

from proxy.canonical.usage import Usage

DETAILS = frozenset({"prompt_tokens_details", "completion_tokens_details"})


def decode(value: Any) -> Usage | None:
    """Return what a provider counted; `None` where *value* is no usable count, so that the call is estimated."""
    if not isinstance(value, dict):
        return None
    prompt, completion = _count(value, "prompt_tokens"), _count(value, "completion_tokens")
    total = _count(value, "total_tokens")
    if prompt is None or (completion is None and total is None):
        return None
    output = max(completion or 0, (total or 0) - prompt)
    cached = _count(value, "prompt_cache_hit_tokens") or 0
    if DETAILS.isdisjoint(value):
        return Usage(
            input_tokens=prompt, output_tokens=output, cache_read_tokens=cached, tool_requests=_requests(value)
        )
    prompts, completions = _details(value, "prompt"), _details(value, "completion")
    return Usage(
        input_tokens=prompt,
        output_tokens=output,
        cache_read_tokens=_count(prompts, "cached_tokens") or cached,
        cache_write_tokens=_count(prompts, "cache_write_tokens") or 0,
        reasoning_tokens=_count(completions, "reasoning_tokens") or 0,
        audio_input_tokens=_count(prompts, "audio_tokens") or 0,
        audio_output_tokens=_count(completions, "audio_tokens") or 0,
        image_input_tokens=_count(prompts, "image_tokens") or 0,
        image_output_tokens=_count(completions, "image_tokens") or 0,
        tool_requests=_requests(value),
    )


def encode(usage: Usage) -> dict[str, Any]:
    """Return *usage* as Chat Completions writes it; details only where there is something to detail."""
    prompts = {
        "cached_tokens": usage.cache_read_tokens,
        "cache_write_tokens": usage.cache_write_tokens,
        "audio_tokens": usage.audio_input_tokens,
        "image_tokens": usage.image_input_tokens,
    }
    completions = {
        "reasoning_tokens": usage.reasoning_tokens,
        "audio_tokens": usage.audio_output_tokens,
        "image_tokens": usage.image_output_tokens,
    }
    counts: dict[str, Any] = {
        "prompt_tokens": usage.input_tokens,
        "completion_tokens": usage.output_tokens,
        "total_tokens": usage.total_tokens,
    }
    searches = {"web_search_requests": usage.tool_requests}
    details = {
        "prompt_tokens_details": prompts,
        "completion_tokens_details": completions,
        "server_tool_use": searches,
    }
    return counts | {name: counted for name, told in details.items() if (counted := _nonzero(told))}


def _requests(value: Mapping[str, Any]) -> int:
    """Return how often the provider's own tools were used."""
    used = value.get("server_tool_use")
    if isinstance(used, dict) and (count := _count(used, "web_search_requests")):
        return count
    return _count(value, "num_search_queries") or _count(value, "num_sources_used") or 0


def _details(value: Mapping[str, Any], side: str) -> Mapping[str, Any]:
    details = value.get(f"{side}_tokens_details")
    return details if isinstance(details, dict) else {}


def _count(counts: Mapping[str, Any], name: str) -> int | None:
    count = counts.get(name)
    return count if isinstance(count, int) and not isinstance(count, bool) and count >= 0 else None


def _nonzero(counts: Mapping[str, int]) -> dict[str, int]:
    return {name: count for name, count in counts.items() if count}
