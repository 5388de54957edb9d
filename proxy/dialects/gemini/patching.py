"""The few changes the gateway makes to a body that it passes on: the cap, what a flavour wants, and nothing of its own."""

from typing import Any

from proxy.canonical.outline import Outline
from proxy.canonical.unset import UNSET
from proxy.dialects import splice
from proxy.dialects.base import Aim
from proxy.dialects.gemini.parameters import CONFIG
from proxy.dialects.gemini.spelling import GATEWAY

UPSTREAM = ("model", *GATEWAY)
"""Members that never go upstream: the model stands in the path, where it is the endpoint's own."""


def patch(outline: Outline, aim: Aim) -> bytes:
    """Return the client's bytes with its answer capped, as the provider wants them."""
    document = outline.document
    changes: dict[str, Any] = {member: UNSET for member in UPSTREAM if member in document}
    cap = aim.output_tokens
    if cap is not None and (outline.max_output_tokens or cap + 1) > cap:
        changes[CONFIG] = {**(document.get(CONFIG) or {}), "maxOutputTokens": cap}
    if not aim.stores and document.get("store"):
        changes["store"] = False
    changed = {name: told for name, told in {**document, **changes}.items() if told is not UNSET}
    return splice.patch(outline.body, document, changes | aim.flavour.changes(changed))
