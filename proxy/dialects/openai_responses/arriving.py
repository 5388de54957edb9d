"""One item of a stream on its way: what of it has been told, so that what only its end tells is told then, and once.

OpenAI tells every item piece by piece and repeats all of it when it is done. Some imitators (vLLM for calls, others
for everything) send an item only when it is done, and some leave pieces out. So what is done is compared with what was
told: a text of which no piece came is told whole.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from proxy.canonical.events import (
    Cited,
    Event,
    ReasoningDelta,
    RefusalDelta,
    TextDelta,
    ToolArgumentsDelta,
    ToolCallStarted,
)
from proxy.canonical.tools import ToolKind
from proxy.dialects import callids
from proxy.dialects.members import pull_text
from proxy.dialects.openai_responses import citations, items, logprobs
from proxy.dialects.openai_responses.ids import word

PARAGRAPH = "\n\n"
"""What stands between two summaries, or texts, of a thought, which the hub's events do not tell apart."""

TEXT, REFUSAL, SUMMARY, THOUGHT = "output_text", "refusal", "summary_text", "reasoning_text"

Key = tuple[str, int]
"""The type of a piece of an item, and its place among the pieces of the item's list."""

ARGUMENTS: Key = ("arguments", 0)
"""The one piece of a call."""


class Arriving:
    """An item: which pieces of it came, and how many citations of each.

    Of a call, `position` is its number among the calls. Until its name is known it has none, and its arguments are kept.
    """

    def __init__(self) -> None:
        self.is_done = False
        self.position: int | None = None
        self._pieces: set[Key] = set()
        self._cited: dict[Key, int] = {}
        self._held = ""
        self._has_thought = False

    def say(self, key: Key, text: str, told: Any = None) -> Iterator[Event]:
        """Yield more of the piece *key*; *told* are its tokens' likelihoods."""
        if not text:
            return
        is_new = key not in self._pieces
        self._pieces.add(key)
        if key[0] == TEXT:
            yield TextDelta(text=text, logprobs=logprobs.decode(told))
        elif key[0] == REFUSAL:
            yield RefusalDelta(text=text)
        else:
            gap = PARAGRAPH if is_new and self._has_thought else ""
            self._has_thought = True
            yield ReasoningDelta(text=gap + text, is_summary=key[0] == SUMMARY)

    def cite(self, key: Key, annotation: Mapping[str, Any]) -> Iterator[Event]:
        """Yield what the piece *key* rests on."""
        self._cited[key] = self._cited.get(key, 0) + 1
        yield Cited(citation=citations.decode_one(annotation))

    def finish(self, key: Key, entry: Mapping[str, Any]) -> Iterator[Event]:
        """Yield what of the piece *key* was not told, now that *entry* says all of it."""
        if key not in self._pieces:
            text = entry.get("refusal" if key[0] == REFUSAL else "text")
            yield from self.say(key, text if isinstance(text, str) else "", entry.get("logprobs"))
        annotations = entry.get("annotations")
        for annotation in annotations[self._cited.get(key, 0) :] if isinstance(annotations, list) else ():
            if isinstance(annotation, dict):
                yield from self.cite(key, annotation)

    def finish_all(self, item: Mapping[str, Any]) -> Iterator[Event]:
        """Yield what was not told of a message or a thought, now that *item* says all of it."""
        for name in ("summary", "content"):
            entries = item.get(name)
            for index, entry in enumerate(entries if isinstance(entries, list) else ()):
                if isinstance(entry, dict) and word(entry) in {TEXT, REFUSAL, SUMMARY, THOUGHT}:
                    yield from self.finish((entry["type"], index), entry)

    def begin_call(self, item: Mapping[str, Any], answer: str, position: int) -> Iterator[Event]:
        """Yield that the call *item* begins, at *position* in the *answer* with that id, once its name is known."""
        members = dict(item)
        name = pull_text(members, "name")
        if self.position is not None or not name:
            return
        self.position = position
        told = pull_text(members, "call_id") or pull_text(members, "id") or callids.invent(answer, position)
        kind, _ = items.CALLS.get(str(item.get("type")), (ToolKind.FUNCTION, ""))
        yield ToolCallStarted(position=position, id=told, name=name, kind=kind)
        yield from self.write(self._held)

    def write(self, text: str) -> Iterator[Event]:
        """Yield more of the call's arguments, or keep them until its name is known."""
        if self.position is None:
            self._held += text
        elif text:
            self._pieces.add(ARGUMENTS)
            yield ToolArgumentsDelta(position=self.position, arguments=text)

    def finish_call(self, text: Any) -> Iterator[Event]:
        """Yield the arguments, of which *text* is all, where nothing of them was told."""
        if isinstance(text, str) and ARGUMENTS not in self._pieces:
            self._held = "" if self.position is None else self._held
            yield from self.write(text)
