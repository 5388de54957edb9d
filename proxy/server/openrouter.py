"""What OpenRouter's clients look up: models, their endpoints, a call that is over, and the key itself.

The shapes are those of OpenRouter's OpenAPI of 2026-08-22 (`Model`, `PublicEndpoint`, `GenerationResponse`, `GET /key`).
What this gateway does not know is null where that is allowed, and left out otherwise, never invented: no benchmarks, no
description, no dates, no `is_byok`, since every call is made with the organisation's own keys. `provider_name` and `tag`
are the ids that `provider.order` and `provider.only` take. Prices are USD per token, as text; an endpoint without a price
has no `pricing` members.
"""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from proxy.canonical.usage import Usage
from proxy.catalog.endpoint import Endpoint
from proxy.catalog.price import Price
from proxy.gateway.call import CHAT, Ending
from proxy.gateway.generations import Generation
from proxy.gateway.models import Reached
from proxy.policy.principal import Principal

MICRO = 1_000_000
PER_TOKEN = Decimal(10) ** -12
"""Prices are micro-USD for a million tokens."""

IN_ORDER = 0
"""The one value of `status` whose meaning is known."""

INPUTS = {"vision": "image", "audio": "audio", "files": "file"}
OUTPUTS = {
    CHAT: ("text", "text"),
    "embeddings": ("text", "embeddings"),
    "images": ("text", "image"),
    "speech": ("text", "speech"),
    "transcription": ("audio", "transcription"),
    "rerank": ("text", "rerank"),
}
"""Operation to what goes in and what comes out."""

PRICES = {
    "input": "prompt",
    "output": "completion",
    "cache_read": "input_cache_read",
    "cache_write": "input_cache_write",
}
PARAMETERS = {
    "max_output_tokens": ("max_tokens", "max_completion_tokens"),
    "response_format": ("response_format",),
    "temperature": ("temperature",),
    "top_p": ("top_p",),
    "top_k": ("top_k",),
    "min_p": ("min_p",),
    "frequency_penalty": ("frequency_penalty",),
    "presence_penalty": ("presence_penalty",),
    "repetition_penalty": ("repetition_penalty",),
    "logit_bias": ("logit_bias",),
    "stop": ("stop",),
    "seed": ("seed",),
    "verbosity": ("verbosity",),
}
"""Canonical parameter to OpenRouter's names for it."""

WITH_FEATURE = {
    "tools": {"tools": "tools", "tool_choice": "tool_choice", "parallel_tool_calls": "parallel_tool_calls"},
    "json_schema": {"response_format": "structured_outputs"},
    "reasoning": {"reasoning": "reasoning"},
    "logprobs": {"logprobs": "logprobs", "top_logprobs": "top_logprobs"},
}
"""Feature to those that an endpoint takes only where it has the feature."""

KINDS = {
    CHAT: "completions",
    "embeddings": "embeddings",
    "images": "image",
    "speech": "tts",
    "transcription": "stt",
    "rerank": "rerank",
}
"""Operation to OpenRouter's `api_type`."""

UNKNOWN = (
    "app_id", "cache_discount", "http_referer", "moderation_latency", "native_finish_reason", "num_fetches",
    "num_input_audio_prompt", "num_media_completion", "num_media_prompt", "num_search_results", "origin", "preset_id",
    "provider_responses", "router", "service_tier", "upstream_id", "upstream_inference_cost", "user_agent",
    "web_search_engine",
)  # fmt: skip
"""Members of a generation that are null."""


def model_row(reached: Reached) -> dict[str, Any]:
    """Return one model as OpenRouter lists it; prices and supported parameters are those of this key's own endpoints."""
    names = sorted({name for endpoint in reached.endpoints for name in supported(endpoint)})
    row: dict[str, Any] = {
        "id": reached.name,
        "canonical_slug": reached.model.id,
        "name": reached.model.title,
        "created": 0,
        "context_length": reached.context_length,
        "architecture": architecture(reached),
        "pricing": pricing(reached.cheapest.price),
        "top_provider": top_provider(reached.cheapest),
        "per_request_limits": None,
        "supported_parameters": names,
        "default_parameters": None,
        "supported_voices": None,
        "links": {"details": f"/api/v1/models/{reached.model.id}/endpoints"},
    }
    if reached.name != reached.model.id:
        row["alias_target"] = {"slug": reached.model.id, "name": reached.model.title}
    return row


def model_list(models: tuple[Reached, ...]) -> dict[str, Any]:
    """Return all *models*, on one page."""
    rows = [model_row(each) for each in models]
    return {"data": rows, "total_count": len(rows), "links": {"next": None}}


def architecture(reached: Reached) -> dict[str, Any]:
    """Return what goes in and what comes out, at any endpoint; nobody here knows how a model cuts its tokens."""
    features = {feature for endpoint in reached.endpoints for feature in endpoint.features}
    pairs = [OUTPUTS[operation] for operation in OUTPUTS if operation in reached.operations]
    shown = [kind for feature, kind in INPUTS.items() if feature in features and CHAT in reached.operations]
    taken = list(dict.fromkeys([*(given for given, _ in pairs), *shown]))
    made = list(dict.fromkeys(out for _, out in pairs))
    return {
        "modality": f"{'+'.join(taken)}->{'+'.join(made)}",
        "input_modalities": taken,
        "output_modalities": made,
        "tokenizer": "Other",
        "instruct_type": None,
    }


def top_provider(endpoint: Endpoint) -> dict[str, Any]:
    """Return the bounds of the cheapest endpoint; the gateway itself moderates nothing."""
    return {
        "context_length": endpoint.context_length,
        "max_completion_tokens": endpoint.max_output_tokens,
        "is_moderated": False,
    }


def pricing(price: Price | None) -> dict[str, str]:
    """Return *price* in USD per token, as text; nothing of what has no price."""
    found = {} if price is None else {told: getattr(price, name) for name, told in PRICES.items()}
    return {name: written(amount) for name, amount in found.items() if amount is not None}


def written(amount: int) -> str:
    """Return a price in micro-USD for a million tokens as USD per token, exactly and without an exponent."""
    return f"{(amount * PER_TOKEN).normalize():f}"


def supported(endpoint: Endpoint) -> Iterator[str]:
    """Yield the parameters that *endpoint* takes, by OpenRouter's names; only conversations have any."""
    if CHAT not in endpoint.operations:
        return
    for parameter, names in PARAMETERS.items():
        yield from names if parameter in endpoint.parameters else ()
    for feature, told in WITH_FEATURE.items():
        if feature in endpoint.features:
            yield from (name for parameter, name in told.items() if parameter in endpoint.parameters)


def endpoints_row(reached: Reached) -> dict[str, Any]:
    """Return the endpoints of a model that the key may reach."""
    return {
        "data": {
            "id": reached.model.id,
            "name": reached.model.title,
            "created": 0,
            "description": "",
            "architecture": architecture(reached),
            "endpoints": [endpoint_row(reached, endpoint) for endpoint in reached.endpoints],
        }
    }


def endpoint_row(reached: Reached, endpoint: Endpoint) -> dict[str, Any]:
    """Return one endpoint; what OpenRouter measures is not measured here, and null."""
    measured = ("uptime_last_5m", "uptime_last_30m", "uptime_last_1d", "latency_last_30m", "throughput_last_30m")
    return {
        "name": f"{endpoint.provider} | {reached.model.id}",
        "model_id": reached.model.id,
        "model_name": reached.model.title,
        "provider_name": endpoint.provider,
        "tag": endpoint.id,
        "context_length": endpoint.context_length,
        "max_completion_tokens": endpoint.max_output_tokens,
        "max_prompt_tokens": None,
        "pricing": pricing(endpoint.price),
        "quantization": endpoint.quantization or "unknown",
        "supported_parameters": sorted(supported(endpoint)),
        "status": IN_ORDER,
        **dict.fromkeys(measured),
    }


def generation_row(made: Generation) -> dict[str, Any]:
    """Return a call that is over; tokens are the provider's own count, so both kinds of count are the same."""
    usage = made.usage
    cost = None if made.cost is None else made.cost / MICRO
    return {
        "data": {
            **dict.fromkeys(UNKNOWN),
            "id": made.id,
            "created_at": made.at.isoformat(),
            "model": made.model,
            "provider_name": made.provider,
            "api_type": KINDS.get(made.operation),
            "session_id": made.session or None,
            "external_user": made.user or None,
            "streamed": made.streamed,
            "cancelled": made.ending is Ending.CANCELLED,
            "finish_reason": made.finish_reason,
            "latency": round(made.seconds_to_content * 1000, 3),
            "generation_time": round(made.seconds_of_content * 1000, 3),
            "total_cost": cost,
            "usage": cost,
            **tokens(usage),
        }
    }


def tokens(usage: Usage | None) -> Mapping[str, int | None]:
    """Return the counts of *usage*, null where there is none."""
    names = ("prompt", "completion", "reasoning", "cached", "completion_images")
    counts: tuple[int | None, ...] = (None,) * len(names)
    if usage is not None:
        read, written = usage.input_tokens, usage.output_tokens
        counts = (read, written, usage.reasoning_tokens, usage.cache_read_tokens, usage.image_output_tokens)
    found = dict(zip(names, counts, strict=True))
    native = {f"native_tokens_{name}": count for name, count in found.items()}
    return {"tokens_prompt": found["prompt"], "tokens_completion": found["completion"], **native}


def key_row(principal: Principal) -> dict[str, Any]:
    """Return what a key may know of itself.

    There are no budgets yet: `limit` is null, which means none, and `usage` is zero because nothing is counted against
    one. What OpenRouter counts by day, week and month is left out. A key is never shown; `label` is its name.
    """
    expires = principal.expires_at
    return {
        "data": {
            "label": principal.key,
            "limit": None,
            "limit_remaining": None,
            "limit_reset": None,
            "usage": 0,
            "is_free_tier": False,
            "is_management_key": False,
            "expires_at": None if expires is None else datetime.fromtimestamp(expires, UTC).isoformat(),
        }
    }
