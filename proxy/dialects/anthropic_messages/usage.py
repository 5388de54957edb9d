"""Token counts of Messages, the `Usage` object, to canonical usage and back.

Anthropic's `input_tokens` are those beside the cache: what was read from it and written to it is added to make the total.
What an hour's cache took is told inside `cache_creation`. A stream tells its counts twice, in `message_start` and, as
totals so far, in `message_delta`; what the second leaves out stays as the first had it.
"""

from collections.abc import Mapping
from typing import Any

from proxy.canonical.unset import UNSET
from proxy.canonical.usage import Usage
from proxy.dialects.members import sent

READ, WRITTEN, BY_TIME = "cache_read_input_tokens", "cache_creation_input_tokens", "cache_creation"
DETAILS, SERVER_TOOLS = "output_tokens_details", "server_tool_use"
HOUR, MINUTES = "ephemeral_1h_input_tokens", "ephemeral_5m_input_tokens"
SEARCHES, FETCHES = "web_search_requests", "web_fetch_requests"
KNOWN = frozenset({"input_tokens", "output_tokens", READ, WRITTEN, BY_TIME, DETAILS, SERVER_TOOLS, "service_tier"})

SERVED_TIERS = {"standard": "default"}
"""Anthropic's word for the tier that served a request, where the hub has another."""

SERVED_WORDS = {tier: word for word, tier in SERVED_TIERS.items()}


def decode(value: Any) -> Usage | None:
    """Return what a provider counted; `None` where *value* is no usable count, so that the call is estimated."""
    if not isinstance(value, dict):
        return None
    plain, output = _count(value, "input_tokens"), _count(value, "output_tokens")
    if plain is None and output is None:
        return None
    read, written = _count(value, READ) or 0, _count(value, WRITTEN) or 0
    by_time, details, server = (_inner(value, key) for key in (BY_TIME, DETAILS, SERVER_TOOLS))
    hour = _count(by_time, HOUR) or 0
    written = max(written, hour + (_count(by_time, MINUTES) or 0))
    return Usage(
        input_tokens=(plain or 0) + read + written,
        output_tokens=output or 0,
        cache_read_tokens=read,
        cache_write_tokens=written,
        cache_write_1h_tokens=hour,
        reasoning_tokens=_count(details, "thinking_tokens") or 0,
        tool_requests=sum(_count(server, key) or 0 for key in (SEARCHES, FETCHES)),
    )


def encode(usage: Usage | None, tier: Any = UNSET) -> dict[str, Any]:
    """Return *usage* as a message has it, with the *tier* that served; of no usage, zeros, for it must be there."""
    usage = usage or Usage()
    counts = encode_delta(usage)
    if usage.cache_write_tokens:
        minutes = max(0, usage.cache_write_tokens - usage.cache_write_1h_tokens)
        counts[BY_TIME] = {MINUTES: minutes, HOUR: usage.cache_write_1h_tokens}
    return sent({**counts, "service_tier": SERVED_WORDS.get(tier, tier)})


def encode_delta(usage: Usage) -> dict[str, Any]:
    """Return *usage* as the end of a stream has it."""
    counts: dict[str, Any] = {
        "input_tokens": max(0, usage.input_tokens - usage.cache_read_tokens - usage.cache_write_tokens),
        WRITTEN: usage.cache_write_tokens,
        READ: usage.cache_read_tokens,
        "output_tokens": usage.output_tokens,
    }
    if usage.reasoning_tokens:
        counts[DETAILS] = {"thinking_tokens": usage.reasoning_tokens}
    if usage.tool_requests:
        counts[SERVER_TOOLS] = {SEARCHES: usage.tool_requests, FETCHES: 0}
    return counts


def joined(start: Mapping[str, Any], later: Any) -> dict[str, Any]:
    """Return the counts of a stream after *later* has replaced what it tells of *start*."""
    told = later.items() if isinstance(later, dict) else ()
    return {**start, **{key: value for key, value in told if value is not None}}


def _inner(value: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    inner = value.get(key)
    return inner if isinstance(inner, dict) else {}


def _count(counts: Mapping[str, Any], name: str) -> int | None:
    count = counts.get(name)
    return count if isinstance(count, int) and not isinstance(count, bool) and count >= 0 else None
