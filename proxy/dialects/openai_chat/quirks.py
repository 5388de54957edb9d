"""Providers of which a table of facts does not say everything."""

import re
from collections.abc import Mapping
from typing import Any

from proxy.canonical.unset import UNSET
from proxy.dialects import callids
from proxy.dialects.openai_chat.flavour import EFFORT, ChatFlavour

MISTRAL_ID = re.compile(r"[a-zA-Z0-9]{9}", re.ASCII)
MISTRAL_LENGTH = 9


class Mistral(ChatFlavour):
    """Mistral: "Tool call id was ... but must be a-z, A-Z, 0-9, with a length of 9" is how it answers any other id.

    The text is its API's own, as reported from 2024-07 (langchain-ai/langchain#24668) to 2026-06 (jundot/omlx#1997).
    """

    __slots__ = ()

    def turn(self, turn: dict[str, Any]) -> dict[str, Any]:
        """Return *turn* with its ids fitted; a call and its result are fitted alike."""
        turn = ChatFlavour.turn(self, turn)
        told, calls = turn.get("tool_call_id"), turn.get("tool_calls")
        if isinstance(told, str) and not MISTRAL_ID.fullmatch(told):
            turn = {**turn, "tool_call_id": fitted(told)}
        if isinstance(calls, list):
            changed = [fit_call(call) for call in calls]
            turn = (
                turn
                if all(new is old for new, old in zip(changed, calls, strict=True))
                else {**turn, "tool_calls": changed}
            )
        return turn


def fit_call(call: Any) -> Any:
    """Return *call* under an id that Mistral takes; the same object where it has one."""
    told = call.get("id") if isinstance(call, dict) else None
    return {**call, "id": fitted(told)} if isinstance(told, str) and not MISTRAL_ID.fullmatch(told) else call


def fitted(told: str) -> str:
    """Return the id that stands for *told*."""
    return callids.fit(told, MISTRAL_ID, MISTRAL_LENGTH)


class DeepSeek(ChatFlavour):
    """DeepSeek: not to think is `thinking: {type: disabled}` and no effort (its guide to thinking mode, October 2026)."""

    __slots__ = ()

    def changes(self, document: Mapping[str, Any]) -> dict[str, Any]:
        """Return the changes of any flavour, and the switch in place of the effort `none`."""
        found = ChatFlavour.changes(self, document)
        if found.get(EFFORT, document.get(EFFORT)) != "none":
            return found
        return {**found, EFFORT: UNSET, "thinking": {"type": "disabled"}}
