"""What a call costs, as OpenRouter writes it beside the usage, in whichever dialect.

Source: OpenRouter's OpenAPI of 2026-08-22, `ChatUsage`: `cost` and the three members of `cost_details` are in US dollars.
"""

from typing import Any

from proxy.canonical.usage import Cost

MICRO = 1_000_000


def write(cost: Cost | None) -> dict[str, Any]:
    """Return the members that tell *cost*; none where it is not to be told, or unknown."""
    if cost is None:
        return {}
    details = {
        "upstream_inference_cost": cost.total / MICRO,
        "upstream_inference_prompt_cost": cost.input / MICRO,
        "upstream_inference_completions_cost": cost.output / MICRO,
    }
    return {"cost": cost.total / MICRO, "cost_details": details}
