"""Which member of a body says which parameter of the canonical request, and those that are taken as they are.

After `CompletionCreateParams` of `openai` 3.57.0; `top_k`, `min_p`, `repetition_penalty`, `reasoning` and `cache_control`
are OpenRouter's, and others' after it (API reference, August 2026).
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from proxy.canonical.request import CanonicalRequest
from proxy.canonical.unset import UNSET
from proxy.dialects.members import is_a, pull

PARAMETERS: Mapping[str, str] = MappingProxyType(
    {
        "max_completion_tokens": "max_output_tokens",
        "max_tokens": "max_output_tokens",
        "tools": "tools",
        "functions": "tools",
        "tool_choice": "tool_choice",
        "function_call": "tool_choice",
        "parallel_tool_calls": "parallel_tool_calls",
        "response_format": "response_format",
        "reasoning_effort": "reasoning",
        "reasoning": "reasoning",
        "include_reasoning": "reasoning",
        "verbosity": "verbosity",
        "temperature": "temperature",
        "top_p": "top_p",
        "top_k": "top_k",
        "min_p": "min_p",
        "frequency_penalty": "frequency_penalty",
        "presence_penalty": "presence_penalty",
        "repetition_penalty": "repetition_penalty",
        "logit_bias": "logit_bias",
        "logprobs": "logprobs",
        "top_logprobs": "top_logprobs",
        "stop": "stop",
        "seed": "seed",
        "n": "choices",
        "modalities": "modalities",
        "service_tier": "service_tier",
        "prompt_cache_key": "prompt_cache_key",
        "cache_control": "cache",
        "user": "user",
        "safety_identifier": "user",
        "metadata": "metadata",
        "store": "store",
    }
)

KINDS: Mapping[str, type] = {
    "parallel_tool_calls": bool,
    "verbosity": str,
    "temperature": float,
    "top_p": float,
    "top_k": int,
    "min_p": float,
    "frequency_penalty": float,
    "presence_penalty": float,
    "repetition_penalty": float,
    "logprobs": bool,
    "top_logprobs": int,
    "seed": int,
    "service_tier": str,
    "prompt_cache_key": str,
    "user": str,
    "store": bool,
}
"""Members that are called as in the canonical request and mean the same, and what each must be."""


def pull_plain(members: dict[str, Any]) -> dict[str, Any]:
    """Take the plain parameters out of *members*, which were checked against `KINDS`."""
    return {name: pull(members, name, kind) for name, kind in KINDS.items() if name in members}


def written_plain(request: CanonicalRequest) -> dict[str, Any]:
    """Return the plain parameters that *request* sets."""
    return {name: value for name in KINDS if (value := getattr(request, name)) is not UNSET}


def pull_texts(members: dict[str, Any], key: str) -> Any:
    """Take the list of texts *key* out of *members* as a tuple; left in where it is something else."""
    value = members.get(key)
    if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
        return UNSET
    return tuple(members.pop(key))


def pull_table(members: dict[str, Any], key: str, kind: type) -> Any:
    """Take the object *key*, whose values must be of *kind*, out of *members*; left in where they are not."""
    value = members.get(key)
    if not isinstance(value, dict) or not all(is_a(each, kind) for each in value.values()):
        return UNSET
    return members.pop(key)
