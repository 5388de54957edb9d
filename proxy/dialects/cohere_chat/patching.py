"""The few changes the gateway makes to a body that it passes on: the model, the cap, and what is meant for it alone.

Cohere always tells usage, and has no wish to be stored that could be taken back.
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
    changes |= {} if outline.document["model"] == aim.model else {"model": aim.model}
    if aim.output_tokens is not None and (outline.max_output_tokens or aim.output_tokens + 1) > aim.output_tokens:
        changes["max_tokens"] = aim.output_tokens
    changed = {name: value for name, value in {**outline.document, **changes}.items() if value is not UNSET}
    return splice.patch(outline.body, outline.document, changes | aim.flavour.changes(changed))
