"""The few changes the gateway makes to a body that it passes on: the cap, and what is meant for the gateway alone.

The model stands in the path, and Converse always tells usage.
"""

from typing import Any

from proxy.canonical.outline import Outline
from proxy.canonical.unset import UNSET
from proxy.dialects import splice
from proxy.dialects.base import Aim
from proxy.dialects.preferences import MEMBERS


def patch(outline: Outline, aim: Aim) -> bytes:
    """Return the client's bytes, patched for *aim*."""
    changes: dict[str, Any] = {member: UNSET for member in MEMBERS if member in outline.document}
    changes |= capped(outline, aim.output_tokens)
    changed = {name: value for name, value in {**outline.document, **changes}.items() if value is not UNSET}
    return splice.patch(outline.body, outline.document, changes | aim.flavour.changes(changed))


def capped(outline: Outline, output_tokens: int | None) -> dict[str, Any]:
    """Return the change that brings the answer under *output_tokens*."""
    if output_tokens is None or (outline.max_output_tokens or output_tokens + 1) <= output_tokens:
        return {}
    return {"inferenceConfig": {**(outline.document.get("inferenceConfig") or {}), "maxTokens": output_tokens}}
