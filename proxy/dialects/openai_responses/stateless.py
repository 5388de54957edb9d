"""What this dialect cannot do here, because the gateway keeps nothing between two calls, and what it does instead.

OpenAI stores answers unless it is told not to, and lets a client build on what is stored: `previous_response_id`,
`conversation`, `prompt`, `background`, references to stored items. None of it can be served by another provider, and
none of it is seen by policies, so each is refused with the way out. Every request upstream says `store: false`.

Without a store a reasoning model needs its own thoughts back, so a request that asks for reasoning asks for their
encrypted content too. OpenAI's specification of November 2026 says that this is the default; models and servers that
are older want it said.
"""

from collections.abc import Mapping
from typing import Any

from proxy.canonical.request import Reasoning
from proxy.canonical.unset import Unset
from proxy.dialects.efforts import thinks
from proxy.dialects.preferences import MEMBERS
from proxy.errors import InvalidRequest

ENCRYPTED = "reasoning.encrypted_content"
LOGPROBS = "message.output_text.logprobs"

GATEWAY = (*MEMBERS, "session_id")
"""Members of a body that are the gateway's alone: OpenRouter's, which OpenAI refuses as unknown."""

WAY_OUT = 'send the whole input each time, with `store: false` and `include: ["reasoning.encrypted_content"]`'
REFERENCE = "item_reference"

REFUSED: Mapping[str, str] = {
    "store": "the gateway keeps no answers",
    "previous_response_id": "the gateway keeps no answers to continue from",
    "conversation": "the gateway keeps no conversations",
    "background": "the gateway keeps no answers to be fetched later",
    "prompt": "templates that OpenAI stores are out of the gateway's sight",
}
"""Member to the reason; `false` and null are no wish."""


def refuse(document: Mapping[str, Any]) -> None:
    """Raise `InvalidRequest` where *document* builds on something that somebody must have kept."""
    for member, reason in REFUSED.items():
        if document.get(member) is not None and document[member] is not False:
            raise InvalidRequest(f"`{member}` cannot be served: {reason}; {WAY_OUT}", param=member, code="stateless")


def refuse_reference(item: Mapping[str, Any], place: str) -> None:
    """Raise `InvalidRequest` where *item* only names one that somebody must have kept; its type may be left out."""
    if item.get("type") == REFERENCE or (item.get("type") is None and "role" not in item and "id" in item):
        raise InvalidRequest(
            f"`{place}` names an item that the gateway has not kept; {WAY_OUT}", param=place, code="stateless"
        )


def asks_for_thoughts(reasoning: Reasoning | Unset) -> bool:
    """Say whether the request must ask for its thoughts' encrypted content."""
    return not isinstance(reasoning, Unset) and thinks(reasoning)
