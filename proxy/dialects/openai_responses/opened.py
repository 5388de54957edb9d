"""Items of a stream while they are open, on the encoder's side: each knows what it has said, and how each step is told.

A step is a list of events, each a type and its fields, without the number that the encoder gives it. What an item has
said is needed again when it is done: Responses repeats every text, every part and every item at its end.
"""

from collections.abc import Mapping
from typing import Any, Protocol

from proxy.canonical.content import Citation, ReasoningPart, TokenLogprob
from proxy.canonical.events import ToolCallStarted
from proxy.canonical.seal import Seal
from proxy.canonical.tools import ToolCall, ToolKind
from proxy.dialects.jsonwatch import JsonWatch
from proxy.dialects.openai_responses import citations, finish, items, logprobs, reasoning

Step = list[tuple[str, dict[str, Any]]]


class Opened(Protocol):
    """An item that has begun."""

    def open(self) -> Step:
        """Return how it begins."""
        ...

    def close(self, status: str) -> Step:
        """Return how it ends, with *status*."""
        ...

    def item(self, status: str) -> dict[str, Any]:
        """Return all of it."""
        ...


def added(index: int, item: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    """Return the event with which the *item* at *index* begins."""
    return "response.output_item.added", {"output_index": index, "item": dict(item)}


def done(index: int, item: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    """Return the event with which the *item* at *index* ends."""
    return "response.output_item.done", {"output_index": index, "item": dict(item)}


class Message:
    """A message: parts of text and of refusal, one open at a time."""

    def __init__(self, name: str, index: int) -> None:
        self._name, self._index = name, index
        self._parts: list[dict[str, Any]] = []
        self._texts: list[str] = []
        self._length = 0

    def open(self) -> Step:
        """Return how it begins."""
        return [added(self._index, items.message(self._name, [], finish.IN_PROGRESS))]

    def say(self, text: str, tokens: tuple[TokenLogprob, ...] = ()) -> Step:
        """Return how *text*, made of *tokens*, is added."""
        begun = self._begin("output_text")
        told = logprobs.encode(tokens)
        self._parts[-1]["logprobs"] += told
        self._add(text)
        return [*begun, ("response.output_text.delta", {**self._place, "delta": text, "logprobs": told})]

    def refuse(self, text: str) -> Step:
        """Return how *text* of a refusal is added."""
        begun = self._begin("refusal")
        self._add(text)
        return [*begun, ("response.refusal.delta", {**self._place, "delta": text})]

    def cite(self, citation: Citation) -> Step:
        """Return how it is told what the text so far rests on."""
        begun = self._begin("output_text")
        annotations = self._parts[-1]["annotations"]
        annotations.append(citations.encode(citation, self._length))
        told = {**self._place, "annotation_index": len(annotations) - 1, "annotation": annotations[-1]}
        return [*begun, ("response.output_text.annotation.added", told)]

    def close(self, status: str) -> Step:
        """Return how it ends, with *status*."""
        return [*self._end(), done(self._index, self.item(status))]

    def item(self, status: str) -> dict[str, Any]:
        """Return all of it."""
        self._settle()
        return items.message(self._name, self._parts, status)

    @property
    def _place(self) -> dict[str, Any]:
        place = {"item_id": self._name, "output_index": self._index}
        return {**place, "content_index": len(self._parts) - 1}

    def _add(self, text: str) -> None:
        self._texts.append(text)
        self._length += len(text)

    def _begin(self, kind: str) -> Step:
        """Return how a part of *kind* begins, unless one is open."""
        if self._parts and self._parts[-1]["type"] == kind:
            return []
        ended = self._end()
        text = {"type": kind, "text": "", "annotations": [], "logprobs": []}
        self._parts.append(text if kind == "output_text" else {"type": kind, "refusal": ""})
        self._texts, self._length = [], 0
        shown = {key: value if isinstance(value, str) else [] for key, value in self._parts[-1].items()}
        return [*ended, ("response.content_part.added", {**self._place, "part": shown})]

    def _end(self) -> Step:
        """Return how the open part ends, if one is."""
        if not self._parts:
            return []
        self._settle()
        part = self._parts[-1]
        if part["type"] == "refusal":
            told = ("response.refusal.done", {**self._place, "refusal": part["refusal"]})
        else:
            told = (
                "response.output_text.done",
                {**self._place, "text": part["text"], "logprobs": part["logprobs"]},
            )
        return [told, ("response.content_part.done", {**self._place, "part": part})]

    def _settle(self) -> None:
        if self._parts:
            part = self._parts[-1]
            part["refusal" if part["type"] == "refusal" else "text"] = "".join(self._texts)


class Thought:
    """A thought: summaries and texts, one open at a time, and the seal that ends it."""

    def __init__(self, name: str, index: int) -> None:
        self._name, self._index = name, index
        self._parts: list[ReasoningPart] = []
        self._texts: list[str] = []
        self._sealed = ""

    def open(self) -> Step:
        """Return how it begins."""
        return [added(self._index, reasoning.item(self._name, (), ""))]

    def say(self, text: str, *, is_summary: bool) -> Step:
        """Return how *text* is added."""
        begun = self._begin(is_summary=is_summary)
        self._texts.append(text)
        kind = "response.reasoning_summary_text.delta" if is_summary else "response.reasoning_text.delta"
        return [*begun, (kind, {**self._place, "delta": text})]

    def seal(self, seal: Seal) -> None:
        """Let *seal* be the thought's."""
        self._sealed = reasoning.carry(seal, self._name)

    def close(self, status: str) -> Step:
        """Return how it ends."""
        return [*self._end(), done(self._index, self.item(status))]

    def item(self, _: str) -> dict[str, Any]:
        """Return all of it; a thought has no status."""
        self._settle()
        return reasoning.item(self._name, self._parts, self._sealed)

    @property
    def _place(self) -> dict[str, Any]:
        is_summary = self._parts[-1].is_summary
        place = {"item_id": self._name, "output_index": self._index}
        number = sum(part.is_summary is is_summary for part in self._parts) - 1
        return {**place, ("summary_index" if is_summary else "content_index"): number}

    def _begin(self, *, is_summary: bool) -> Step:
        if self._parts and self._parts[-1].is_summary is is_summary:
            return []
        ended = self._end()
        self._parts.append(ReasoningPart(is_summary=is_summary))
        self._texts = []
        return [*ended, self._part("added")]

    def _end(self) -> Step:
        if not self._parts:
            return []
        self._settle()
        kind = "response.reasoning_summary_text.done" if self._parts[-1].is_summary else "response.reasoning_text.done"
        return [(kind, {**self._place, "text": self._parts[-1].text}), self._part("done")]

    def _part(self, step: str) -> tuple[str, dict[str, Any]]:
        part = self._parts[-1]
        kind = "response.reasoning_summary_part" if part.is_summary else "response.content_part"
        shown = {"type": "summary_text" if part.is_summary else "reasoning_text", "text": part.text}
        return f"{kind}.{step}", {**self._place, "part": shown}

    def _settle(self) -> None:
        if self._parts:
            self._parts[-1] = ReasoningPart(text="".join(self._texts), is_summary=self._parts[-1].is_summary)


EVENTS = {
    ToolKind.CUSTOM: ("response.custom_tool_call_input", "input"),
    ToolKind.FUNCTION: ("response.function_call_arguments", "arguments"),
}


class Call:
    """A call; several may be open side by side."""

    def __init__(self, started: ToolCallStarted, name: str, index: int) -> None:
        self._name, self._index = name, index
        self._kind = started.kind if started.kind in EVENTS else ToolKind.FUNCTION
        self._event, self._field = EVENTS[self._kind]
        self._call = ToolCall(id=started.id, name=started.name, arguments="", kind=self._kind)
        self._texts: list[str] = []
        self._watch = JsonWatch()

    @property
    def is_whole(self) -> bool:
        """Whether its arguments are complete, as far as their text can say."""
        return self._kind is ToolKind.FUNCTION and self._watch.is_whole

    def open(self) -> Step:
        """Return how it begins."""
        return [added(self._index, {**items.call(self._call, self._name), **self._status(finish.IN_PROGRESS)})]

    def write(self, text: str) -> Step:
        """Return how *text* is added to its arguments."""
        self._texts.append(text)
        self._watch.feed(text)
        return [(f"{self._event}.delta", {**self._place, "delta": text})]

    def close(self, status: str) -> Step:
        """Return how it ends, with *status*."""
        item = self.item(status)
        return [(f"{self._event}.done", {**self._place, self._field: item[self._field]}), done(self._index, item)]

    def item(self, status: str) -> dict[str, Any]:
        """Return all of it."""
        written = {self._field: "".join(self._texts)}
        return {**items.call(self._call, self._name), **written, **self._status(status)}

    @property
    def _place(self) -> dict[str, Any]:
        return {"item_id": self._name, "output_index": self._index}

    def _status(self, status: str) -> dict[str, Any]:
        return {"status": status} if self._kind is ToolKind.FUNCTION else {}
