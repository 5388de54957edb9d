"""The few changes the gateway makes to a body that it passes on: model, cap, the wish for usage, the provider's own way."""

from typing import Any

from proxy.canonical.outline import Outline
from proxy.canonical.unset import UNSET
from proxy.dialects import splice
from proxy.dialects.base import Aim
from proxy.dialects.openai_chat.flavour import PLAIN
from proxy.dialects.openai_chat.request import TOKEN_FIELDS
from proxy.dialects.preferences import MEMBERS


def patch(outline: Outline, aim: Aim) -> bytes:
    """Return the client's bytes for *aim*: its model, its answer capped, and usage asked for where it streams.

    What the client wished of its lane stays here. Where the endpoint must not store, a wish to be stored is taken back.
    What the flavour changes is changed in what all this has made of the body.
    """
    document = outline.document
    changes = _capped(outline, aim.output_tokens)
    if aim.model != document.get("model"):
        changes["model"] = aim.model
    if not document.keys().isdisjoint(MEMBERS):
        changes |= {member: UNSET for member in MEMBERS if member in document}
    if not aim.stores and document.get("store"):
        changes["store"] = False
    if outline.stream and not outline.include_usage:
        changes["stream_options"] = {**(document.get("stream_options") or {}), "include_usage": True}
    if aim.flavour is not PLAIN:
        changes |= aim.flavour.changes({**document, **changes})
    return splice.patch(outline.body, document, changes)


def _capped(outline: Outline, output_tokens: int | None) -> dict[str, Any]:
    """Return the change that brings the answer under *output_tokens*.

    The bound goes in the field that the client used. Where it used none, in `max_completion_tokens`: it bounds reasoning
    too, and OpenAI's reasoning models refuse the older `max_tokens`.
    """
    if output_tokens is None or (outline.max_output_tokens or output_tokens + 1) <= output_tokens:
        return {}
    used = [name for name in TOKEN_FIELDS if outline.document.get(name) is not None]
    named = [name for name in TOKEN_FIELDS if name in outline.document]
    return dict.fromkeys(used or named[:1] or TOKEN_FIELDS[:1], output_tokens)
