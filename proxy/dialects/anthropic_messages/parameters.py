"""Which canonical parameters Messages carries, and which of a request it cannot say.

`temperature`, `top_p` and `top_k` are gone from the API's version 2026-10-21; version 2023-06-01, which the flavours ask
for, has them, for the models that take them (`models.py`).
"""

from collections.abc import Mapping
from typing import Any

from proxy.canonical.parameters import set_in
from proxy.canonical.request import CanonicalRequest

PARAMETERS: Mapping[str, str] = {
    "max_tokens": "max_output_tokens",
    "tools": "tools",
    "tool_choice": "tool_choice",
    "tool_choice.disable_parallel_tool_use": "parallel_tool_calls",
    "output_config.format": "response_format",
    "output_format": "response_format",
    "thinking": "reasoning",
    "output_config.effort": "reasoning",
    "temperature": "temperature",
    "top_p": "top_p",
    "top_k": "top_k",
    "stop_sequences": "stop",
    "service_tier": "service_tier",
    "cache_control": "cache",
    "metadata.user_id": "user",
}
CARRIED = frozenset(PARAMETERS.values())
NESTED = tuple((*path.split("."), name) for path, name in PARAMETERS.items() if "." in path)

USUAL: Mapping[str, Any] = {
    "choices": 1,
    "logprobs": False,
    "frequency_penalty": 0,
    "presence_penalty": 0,
    "repetition_penalty": 1,
    "min_p": 0,
    "logit_bias": {},
    "modalities": ("text",),
    "verbosity": "medium",
    "metadata": {},
    "store": False,
}
"""What a parameter that cannot be said may be, since an answer is so without it."""


def unsayable(request: CanonicalRequest) -> set[str]:
    """Return the parameters of *request* that Messages has no word for."""
    names = set_in(request) - CARRIED
    return {name for name in names if name not in USUAL or getattr(request, name) != USUAL[name]}


def named_in(document: Mapping[str, Any]) -> frozenset[str]:
    """Return the canonical parameters that a body sets."""
    found = {PARAMETERS[key] for key, value in document.items() if key in PARAMETERS and value is not None}
    for outer, inner, name in NESTED:
        members = document.get(outer)
        if isinstance(members, dict) and members.get(inner) is not None:
            found.add(name)
    return frozenset(found)
