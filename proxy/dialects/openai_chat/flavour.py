"""What providers that speak Chat Completions differ in beside top-level members: a flavour with a few facts more.

Most of it is said when a body is written from a canonical request. Bytes that pass through are the client's own, and only
what a provider would refuse in any of them is changed.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from proxy.canonical.unset import UNSET
from proxy.dialects.flavour import Flavour
from proxy.dialects.openai_chat import reasoning

OBJECT, EFFORT = "reasoning", "reasoning_effort"


@dataclass(frozen=True, slots=True, kw_only=True)
class ChatFlavour(Flavour):
    """One provider's way with Chat Completions.

    `has_marks`: it takes `cache_control` on parts and tools. `has_details`: it takes the thoughts of any family back as
    `reasoning_details`, a wish to reason as the object `reasoning`, and an assistant's earlier images. `thoughts` names the
    member in which it takes its own models' plain thoughts back, empty where it takes none. `has_developer`: it knows the
    role `developer`, which is `system` elsewhere. `has_parts`: a text may be written in several parts. `turn_refuses` has
    the members of a turn that it answers with an error.
    """

    dialect: str = "openai_chat"
    has_marks: bool = False
    has_details: bool = False
    thoughts: str = ""
    has_developer: bool = True
    has_parts: bool = True
    turn_refuses: frozenset[str] = frozenset()
    touched: frozenset[str] = field(init=False, repr=False)
    """The members with which anything is to be done; most bodies have none of them."""

    def __post_init__(self) -> None:
        wish = frozenset() if self.has_details else frozenset({OBJECT})
        object.__setattr__(self, "touched", self.refuses | self.renames.keys() | wish)

    def changes(self, document: Mapping[str, Any]) -> dict[str, Any]:
        """Return what must change in the members of *document*, its turns among them."""
        is_shallow = self.has_developer and self.has_parts and not self.turn_refuses
        if is_shallow and not self.adds and document.keys().isdisjoint(self.touched):
            return {}
        found = Flavour.changes(self, document) | self._wish(document)
        turns = document.get("messages")
        return found if is_shallow or not isinstance(turns, list) else found | self._turns(turns)

    def _wish(self, document: Mapping[str, Any]) -> dict[str, Any]:
        """Return the effort in place of OpenRouter's object, of which it is all that other providers understand."""
        if self.has_details or not isinstance(document.get(OBJECT), dict):
            return {}
        members = {name: document[name] for name in (OBJECT, EFFORT) if document.get(name) is not None}
        wish = reasoning.pull_reasoning(members)
        bound = document.get("max_completion_tokens") or document.get("max_tokens")
        return {OBJECT: UNSET, **reasoning.encode(wish, bound if isinstance(bound, int) else None, is_object=False)}

    def _turns(self, turns: list[Any]) -> dict[str, Any]:
        changed = [self.turn(turn) if isinstance(turn, dict) else turn for turn in turns]
        is_same = all(new is old for new, old in zip(changed, turns, strict=True))
        return {} if is_same else {"messages": changed}

    def turn(self, turn: dict[str, Any]) -> dict[str, Any]:
        """Return *turn* as the provider takes it; the same object where nothing changes."""
        if not self.has_developer and turn.get("role") == "developer":
            turn = {**turn, "role": "system"}
        if not self.turn_refuses.isdisjoint(turn):
            turn = {name: value for name, value in turn.items() if name not in self.turn_refuses}
        content = turn.get("content")
        if not self.has_parts and isinstance(content, list) and content and all(map(is_plain, content)):
            turn = {**turn, "content": "\n\n".join(part["text"] for part in content)}
        return turn


def is_plain(part: Any) -> bool:
    """Say whether *part* is text, and nothing else."""
    return isinstance(part, dict) and part.get("type") == "text" and isinstance(part.get("text"), str)


PLAIN = ChatFlavour(name="openai_chat", title="Chat Completions")
"""Without any quirk."""


def way_of(flavour: Flavour) -> ChatFlavour:
    """Return the facts of *flavour* where it has them, else those of the dialect itself."""
    return flavour if isinstance(flavour, ChatFlavour) else PLAIN
