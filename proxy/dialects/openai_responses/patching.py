"""The few changes the gateway makes to a body that it passes on: model, cap, no store, thoughts, the flavour's own."""

from typing import Any

from proxy.canonical.outline import Outline
from proxy.canonical.unset import UNSET
from proxy.dialects import splice
from proxy.dialects.base import Aim
from proxy.dialects.openai_responses import stateless
from proxy.dialects.openai_responses.request import BOUND


def patch(outline: Outline, aim: Aim) -> bytes:
    """Return the client's bytes as *aim* wants them; whether it stores or not, nothing is stored."""
    document = outline.document
    changes = _capped(outline, aim.output_tokens)
    if aim.model != document.get("model"):
        changes["model"] = aim.model
    if document.get("store") is not False:
        changes["store"] = False
    if not document.keys().isdisjoint(stateless.GATEWAY):
        changes |= {member: UNSET for member in stateless.GATEWAY if member in document}
    if document.get("reasoning"):
        changes |= _with_thoughts(outline)
    changed = {key: value for key, value in {**document, **changes}.items() if value is not UNSET}
    return splice.patch(outline.body, document, changes | aim.flavour.changes(changed))


def _capped(outline: Outline, output_tokens: int | None) -> dict[str, Any]:
    """Return the change that brings the answer under *output_tokens*."""
    if output_tokens is None or (outline.max_output_tokens or output_tokens + 1) <= output_tokens:
        return {}
    return {BOUND: output_tokens}


def _with_thoughts(outline: Outline) -> dict[str, Any]:
    """Return the change that asks for the thoughts' encrypted content, where thoughts are asked for."""
    wish, words = outline.document["reasoning"], outline.document.get("include") or []
    if wish.get("effort") == "none" or stateless.ENCRYPTED in words:
        return {}
    return {"include": [*words, stateless.ENCRYPTED]}
