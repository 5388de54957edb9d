"""The response object around an answer, whole or in a stream: what it says of itself beside its output.

Most of its members repeat the request, which an encoder does not see: they have the values of a request that says
nothing. What a provider says there differs only where it says something, and that is kept.
"""

from collections.abc import Mapping
from typing import Any

from proxy.dialects.openai_responses import finish

OBJECT = "response"
USUAL: Mapping[str, Any] = {
    "background": False,
    "instructions": None,
    "max_output_tokens": None,
    "metadata": {},
    "parallel_tool_calls": True,
    "previous_response_id": None,
    "reasoning": {"effort": None, "summary": None},
    "store": False,
    "temperature": None,
    "text": {"format": {"type": "text"}},
    "tool_choice": "auto",
    "tools": [],
    "top_p": None,
    "truncation": "disabled",
    "user": None,
}
"""What a request that says nothing is answered with; `store` is ours."""

BEGINNING: Mapping[str, Any] = {
    "status": finish.IN_PROGRESS,
    "error": None,
    "incomplete_details": None,
    "output": [],
    "usage": None,
}
"""What a response says before there is an answer."""

OWN = frozenset(("id", "object", "created_at", "model", "store", *BEGINNING))
"""Members that say the answer itself, or are ours to say."""


def beside(response: Mapping[str, Any]) -> dict[str, Any]:
    """Return what *response* says beside the answer, and not as usual."""
    told = ((key, value) for key, value in response.items() if key not in OWN and value is not None)
    return {key: value for key, value in told if USUAL.get(key) != value}


def build(head: Mapping[str, Any], extra: Mapping[str, Any], **said: Any) -> dict[str, Any]:
    """Return a response object: its *head* (id, time, model), what is *said* of its answer, and what it has beside."""
    return {**head, **BEGINNING, **said, **USUAL, **extra}


def head(answer: str, model: str, created: int) -> dict[str, Any]:
    """Return what names a response."""
    return {"id": answer, "object": OBJECT, "created_at": created, "model": model}
