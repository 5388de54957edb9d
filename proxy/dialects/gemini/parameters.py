"""Which member of a body says which canonical parameter, and what Gemini has no word for."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

CONFIG = "generationConfig"

INNER: Mapping[str, str] = MappingProxyType(
    {
        "maxOutputTokens": "max_output_tokens",
        "temperature": "temperature",
        "topP": "top_p",
        "topK": "top_k",
        "candidateCount": "choices",
        "stopSequences": "stop",
        "seed": "seed",
        "presencePenalty": "presence_penalty",
        "frequencyPenalty": "frequency_penalty",
        "responseLogprobs": "logprobs",
        "logprobs": "top_logprobs",
        "responseModalities": "modalities",
        "responseMimeType": "response_format",
        "responseSchema": "response_format",
        "responseJsonSchema": "response_format",
        "thinkingConfig": "reasoning",
    }
)
"""Members of the generation config."""

OUTER: Mapping[str, str] = MappingProxyType(
    {
        "tools": "tools",
        "toolConfig": "tool_choice",
        "labels": "metadata",
        "serviceTier": "service_tier",
        "store": "store",
    }
)

PARAMETERS: Mapping[str, str] = MappingProxyType(
    {**OUTER, **{f"{CONFIG}.{member}": parameter for member, parameter in INNER.items()}}
)

UNSAID = (
    "verbosity", "min_p", "repetition_penalty", "logit_bias", "prompt_cache_key", "cache", "user",
)  # fmt: skip


USUAL: Mapping[str, Any] = MappingProxyType(
    {
        "candidateCount": 1,
        "responseLogprobs": False,
        "responseMimeType": "text/plain",
        "responseModalities": ["TEXT"],
    }
)
"""What clients write although it goes without saying; no endpoint is unfit for it."""


def set_in(document: Mapping[str, Any]) -> frozenset[str]:
    """Return the parameters that *document* sets to anything but what goes without saying."""
    config = document.get(CONFIG)
    inner = config if isinstance(config, dict) else {}
    outer = [OUTER[key] for key in document.keys() & OUTER.keys() if document[key] is not None]
    told = (key for key in inner.keys() & INNER.keys() if inner[key] is not None and inner[key] != USUAL.get(key))
    return frozenset([*outer, *(INNER[key] for key in told)])
