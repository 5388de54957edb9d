"""Token counts of Cohere, the `Usage` object, to canonical usage and back.

`billed_units` is what costs; `tokens` counts the prompt with what Cohere puts around it, and is read where there are no
billed units. `cached_tokens` are those of the prompt that came from the cache. Cohere writes counts as floats.
"""

from collections.abc import Mapping
from typing import Any

from proxy.canonical.usage import Usage
from proxy.dialects.members import is_a


def decode(value: Any) -> Usage | None:
    """Return what a provider counted; `None` where *value* is no usable count, so that the call is estimated."""
    if not isinstance(value, dict):
        return None
    billed, counted = (value.get(name) for name in ("billed_units", "tokens"))
    found = next((each for each in (billed, counted) if count(each, "input_tokens") is not None), None)
    output = count(found, "output_tokens")
    if found is None or output is None:
        return None
    read = count(found, "input_tokens") or 0
    return Usage(
        input_tokens=read,
        output_tokens=output,
        cache_read_tokens=min(read, count(value, "cached_tokens") or 0),
        tool_requests=count(billed, "search_units") or 0,
    )


def encode(usage: Usage) -> dict[str, Any]:
    """Return *usage* as Cohere writes it."""
    tokens = {"input_tokens": usage.input_tokens, "output_tokens": usage.output_tokens}
    searches = {"search_units": usage.tool_requests} if usage.tool_requests else {}
    cached = {"cached_tokens": usage.cache_read_tokens} if usage.cache_read_tokens else {}
    return {"billed_units": {**tokens, **searches}, "tokens": tokens, **cached}


def count(counts: Any, name: str) -> int | None:
    """Return the count *name*; `None` where it is no count."""
    value = counts.get(name) if isinstance(counts, Mapping) else None
    return int(value) if value is not None and is_a(value, float) and 0 <= value < float("inf") else None
