"""Thoughts in a stream: visible text piece by piece, and what seals it once it is there.

A provider (OpenRouter) sends the same text as `reasoning` and inside `reasoning_details`; the details are read then, and
the other is not told twice. To a client, text goes as `reasoning_content` at once. When its seal comes, the whole thought
follows as one detail, as a client must send it back; a summary goes as details from its first piece. Reading such a
stream, a detail that only repeats what was told is but its seal.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from proxy.canonical.content import ReasoningPart
from proxy.canonical.events import Event, ReasoningDelta, ReasoningSealed
from proxy.canonical.seal import Seal
from proxy.dialects.openai_chat import details

PLAIN = ("reasoning_content", "reasoning")
"""The two names of a visible thought among vendors: DeepSeek's, and OpenRouter's and Groq's."""


def pull_plain(members: dict[str, Any]) -> str:
    """Take the visible thought out of *members*; a vendor that shows it under both names says it once."""
    texts = [members.pop(name) for name in PLAIN if isinstance(members.get(name), str)]
    return next(filter(None, texts), "")


class ThoughtDecoder:
    """The thoughts of one streamed choice."""

    def __init__(self, index: int) -> None:
        self._index = index
        self._told: list[str] = []

    def decode(self, delta: dict[str, Any], calls: list[Any]) -> Iterator[Event]:
        """Yield what *delta* adds, taking it out; a seal of one of *calls*, which come with it, is left to that call."""
        plain, listed = pull_plain(delta), delta.get("reasoning_details")
        ids = details.ids_of(calls)
        found = details.decode(listed, ids) if listed else None
        if found is not None:
            del delta["reasoning_details"]
        if plain and not any(thought.text for thought in found or ()):
            self._told.append(plain)
            yield ReasoningDelta(text=plain, index=self._index)
        for thought in found or ():
            if not details.is_of_call(thought, ids):
                yield from self._thought(thought, plain)

    def _thought(self, thought: ReasoningPart, plain: str) -> Iterator[Event]:
        is_repeated = thought.text and not plain and thought.text == "".join(self._told)
        if thought.text and not is_repeated:
            yield ReasoningDelta(text=thought.text, is_summary=thought.is_summary, index=self._index)
        if is_repeated or thought.seal is not None:
            self._told.clear()
        if thought.seal is not None:
            yield ReasoningSealed(seal=thought.seal, index=self._index)


def seals_of(listed: Any, calls: list[Any]) -> Mapping[str, Seal]:
    """Return the seals of *calls* among a delta's details, by the calls' ids."""
    ids = details.ids_of(calls)
    found = details.decode(listed, ids) if listed and ids else None
    seals = (thought.seal for thought in found or () if thought.seal and details.is_of_call(thought, ids))
    return {seal.id: Seal(family=seal.family, data=seal.data) for seal in seals}


class ThoughtEncoder:
    """The thoughts of one streamed choice; each gives members of a delta."""

    def __init__(self) -> None:
        self._number = 0
        self._text: list[str] = []

    def add(self, event: ReasoningDelta) -> dict[str, Any]:
        """Return more visible thought."""
        if event.is_summary:
            detail = {"type": details.SUMMARY, "summary": event.text, "index": self._number}
            return {PLAIN[0]: event.text, "reasoning_details": [detail]}
        self._text.append(event.text)
        return {PLAIN[0]: event.text}

    def seal(self, seal: Seal) -> dict[str, Any]:
        """Return the thought that *seal* completes, whole."""
        whole = ReasoningPart(text="".join(self._text), seal=seal)
        self._text.clear()
        return {"reasoning_details": [self._numbered(detail) for detail in details.encode_part(whole)]}

    def call(self, told: str, seal: Seal | None) -> dict[str, Any]:
        """Return the *seal* of the call with that id, if it has one."""
        if seal is None:
            return {}
        named = Seal(family=seal.family, data=seal.data, kind=seal.kind, id=told)
        return {"reasoning_details": [self._numbered(details.encode_seal(named))]}

    def _numbered(self, detail: dict[str, Any]) -> dict[str, Any]:
        self._number += 1
        return {**detail, "index": self._number - 1}
