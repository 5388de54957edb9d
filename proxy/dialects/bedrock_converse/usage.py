"""Token counts of Converse, the `TokenUsage` object, to canonical usage and back.

`inputTokens` are those that neither came from the cache nor went into it (User Guide, "Prompt caching"), so the three are
added. `totalTokens` says nothing more. OpenAI's models on Bedrock count what they wrote to the cache in `inputTokens`
too when they stream, as users report; their counts cannot be told from right ones, and come out too high.
"""

from collections.abc import Mapping
from typing import Any

from proxy.canonical.usage import Usage

HOUR, MINUTES = "1h", "5m"


def decode(value: Any) -> Usage | None:
    """Return what a provider counted; `None` where *value* is no usable count, so that the call is estimated."""
    if not isinstance(value, dict):
        return None
    uncached, output = count(value, "inputTokens"), count(value, "outputTokens")
    if uncached is None or output is None:
        return None
    read, written = count(value, "cacheReadInputTokens") or 0, count(value, "cacheWriteInputTokens") or 0
    return Usage(
        input_tokens=uncached + read + written,
        output_tokens=output,
        cache_read_tokens=read,
        cache_write_tokens=written,
        cache_write_1h_tokens=min(written, kept_for(value.get("cacheDetails"), HOUR)),
    )


def encode(usage: Usage) -> dict[str, Any]:
    """Return *usage* as Converse writes it; the cache only where it took part."""
    read, written = usage.cache_read_tokens, usage.cache_write_tokens
    counts: dict[str, Any] = {
        "inputTokens": max(0, usage.input_tokens - read - written),
        "outputTokens": usage.output_tokens,
        "totalTokens": usage.total_tokens,
    }
    if read or written:
        counts |= {"cacheReadInputTokens": read, "cacheWriteInputTokens": written}
    by_time = {HOUR: usage.cache_write_1h_tokens, MINUTES: written - usage.cache_write_1h_tokens}
    details = [{"ttl": ttl, "inputTokens": tokens} for ttl, tokens in by_time.items() if tokens > 0]
    return counts | ({"cacheDetails": details} if details else {})


def kept_for(details: Any, ttl: str) -> int:
    """Return how many tokens were written to be kept for *ttl*."""
    found = details if isinstance(details, list) else []
    told = [each for each in found if isinstance(each, dict) and each.get("ttl") == ttl]
    return sum(count(each, "inputTokens") or 0 for each in told)


def count(counts: Mapping[str, Any], name: str) -> int | None:
    """Return the count *name*; `None` where it is no count."""
    value = counts.get(name)
    return value if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else None
