"""Token counts of a response, the `usage` object, to canonical usage and back.

`input_tokens` includes what was read from the cache and written to it; `output_tokens` includes reasoning. OpenAI keeps
a cache for 30 minutes or 12 hours, and the hub's longer time stands for the second. What OpenAI's own tools did is told
in `tool_usage` beside it; imitators leave that out, and then their calls are counted. Sound and images have no count.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from proxy.canonical.unset import UNSET
from proxy.canonical.usage import Usage
from proxy.dialects.members import sent
from proxy.dialects.openai_responses.ids import word

SEARCHES = frozenset({"web_search_call", "file_search_call"})
"""Items that are billed by the call."""


def decode(response: Mapping[str, Any]) -> Usage | None:
    """Return what a *response* consumed; `None` where it has no usable count, so that the call is estimated."""
    counts = response.get("usage")
    if not isinstance(counts, dict):
        return None
    given, made, total = (_count(counts, name) for name in ("input_tokens", "output_tokens", "total_tokens"))
    if given is None or (made is None and total is None):
        return None
    read, thought = _inner(counts, "input_tokens_details"), _inner(counts, "output_tokens_details")
    return Usage(
        input_tokens=given,
        output_tokens=max(made or 0, (total or 0) - given),
        cache_read_tokens=_count(read, "cached_tokens") or 0,
        cache_write_tokens=_count(read, "cache_write_tokens") or 0,
        cache_write_1h_tokens=_count(_inner(read, "cache_write_tokens_details"), "ttl_12h_tokens") or 0,
        reasoning_tokens=_count(thought, "reasoning_tokens") or 0,
        tool_requests=_requests(response),
    )


def encode(usage: Usage) -> dict[str, Any]:
    """Return *usage* as a response tells it; both details are required."""
    long = usage.cache_write_1h_tokens
    times = {"ttl_12h_tokens": long, "ttl_30m_tokens": max(0, usage.cache_write_tokens - long)}
    details = {
        "cached_tokens": usage.cache_read_tokens,
        "cache_write_tokens": usage.cache_write_tokens,
        "cache_write_tokens_details": times if long else UNSET,
    }
    return {
        "input_tokens": usage.input_tokens,
        "input_tokens_details": sent(details),
        "output_tokens": usage.output_tokens,
        "output_tokens_details": {"reasoning_tokens": usage.reasoning_tokens},
        "total_tokens": usage.total_tokens,
    }


def _requests(response: Mapping[str, Any]) -> int:
    told = _count(_inner(_inner(response, "tool_usage"), "web_search"), "num_requests")
    output = response.get("output")
    return _searches(output if isinstance(output, list) else ()) if told is None else told


def _searches(output: Iterable[Any]) -> int:
    return sum(1 for item in output if isinstance(item, dict) and word(item) in SEARCHES)


def _inner(value: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    inner = value.get(key)
    return inner if isinstance(inner, dict) else {}


def _count(counts: Mapping[str, Any], name: str) -> int | None:
    count = counts.get(name)
    return count if isinstance(count, int) and not isinstance(count, bool) and count >= 0 else None
