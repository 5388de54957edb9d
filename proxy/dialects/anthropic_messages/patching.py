"""The few changes the gateway makes to a body that it passes on: model, cap, and what the provider must not be sent.

A capped answer may be too short for the budget of its thoughts, which Anthropic refuses; the budget shrinks with it.
"""

from typing import Any

from proxy.canonical.outline import Outline
from proxy.canonical.unset import UNSET
from proxy.dialects import splice
from proxy.dialects.anthropic_messages import thinking
from proxy.dialects.anthropic_messages.wishes import OURS
from proxy.dialects.base import Aim


def patch(outline: Outline, aim: Aim) -> bytes:
    """Return the client's own bytes with the gateway's changes, and those of the flavour."""
    changes: dict[str, Any] = {**_common(outline), **_capped(outline, aim.output_tokens)}
    return _written(outline, aim, changes)


def patch_count(outline: Outline, aim: Aim) -> bytes:
    """Return the same for a body whose tokens are only to be counted."""
    return _written(outline, aim, _common(outline))


def _written(outline: Outline, aim: Aim, changes: dict[str, Any]) -> bytes:
    if outline.document.get("model") != aim.model:
        changes["model"] = aim.model
    said = {key: value for key, value in {**outline.document, **changes}.items() if value is not UNSET}
    changes |= aim.flavour.changes(said)
    changes = {key: value for key, value in changes.items() if value is not UNSET or key in outline.document}
    return splice.patch(outline.body, outline.document, changes)


def _common(outline: Outline) -> dict[str, Any]:
    """Return the changes that take out what is the gateway's own."""
    return {member: UNSET for member in OURS if member in outline.document}


def _capped(outline: Outline, output_tokens: int | None) -> dict[str, Any]:
    """Return the changes that bring the answer under *output_tokens*."""
    bound = outline.max_output_tokens
    if output_tokens is None or (bound is not None and bound <= output_tokens):
        return {}
    wish = outline.document.get(thinking.MEMBER)
    if not isinstance(wish, dict):
        return {"max_tokens": output_tokens}
    fitted = thinking.fit(wish, output_tokens)
    return {"max_tokens": output_tokens, thinking.MEMBER: dict(thinking.OFF) if fitted is None else fitted}
