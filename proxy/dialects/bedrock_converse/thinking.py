"""How much a model shall think, read from the fields in which each vendor's models are told; `models.py` writes them.

What a field says beyond the hub's words leaves it where it is, whole.
"""

from typing import Any

from proxy.canonical.request import Reasoning
from proxy.canonical.unset import UNSET, Unset

HIDDEN, SHOWN = "omitted", "summarized"


def decode(fields: dict[str, Any], output: dict[str, Any]) -> Reasoning | Unset:
    """Take the wish out of the model's *fields*, and the effort that goes with it out of the *output* config."""
    for key, reader in READERS.items():
        value = fields.get(key)
        wish = reader(value, output) if value is not None else UNSET
        if not isinstance(wish, Unset):
            del fields[key]
            return wish
    return UNSET


def read_thinking(value: Any, output: dict[str, Any]) -> Reasoning | Unset:
    """Read Anthropic's `thinking`."""
    match value:
        case {"type": "enabled", "budget_tokens": int(budget), **rest} if not rest:
            return Reasoning(budget=budget)
        case {"type": "disabled", **rest} if not rest:
            return Reasoning(is_enabled=False)
        case {"type": "adaptive", **rest} if not rest or rest in ({"display": HIDDEN}, {"display": SHOWN}):
            hidden = True if rest.get("display") == HIDDEN else UNSET
            if isinstance(output.get("effort"), str):
                return Reasoning(effort=output.pop("effort"), is_hidden=hidden)
            return Reasoning(is_enabled=True, is_hidden=hidden)
        case _:
            return UNSET


def read_effort(value: Any, output: dict[str, Any]) -> Reasoning | Unset:
    """Read OpenAI's `reasoning_effort`."""
    del output
    return Reasoning(effort=value) if isinstance(value, str) else UNSET


def read_config(value: Any, output: dict[str, Any]) -> Reasoning | Unset:
    """Read Nova's `reasoningConfig`."""
    del output
    match value:
        case {"type": "enabled", "maxReasoningEffort": str(effort), **rest} if not rest:
            return Reasoning(effort=effort)
        case {"type": "disabled", **rest} if not rest:
            return Reasoning(is_enabled=False)
        case _:
            return UNSET


READERS = {"thinking": read_thinking, "reasoning_effort": read_effort, "reasoningConfig": read_config}
