"""Canonical events to a Responses stream.

Items are opened in their order. A message or a thought is closed when anything else begins. A call is closed when
something else begins after its arguments are whole; until then it stays open beside what follows, since Responses
tells open items apart by their place. The last event repeats the whole response, and there is no `[DONE]`.
"""

from collections.abc import Callable
from typing import Any

from proxy.canonical.content import ImagePart, UnknownPart
from proxy.canonical.events import (
    Cited,
    Ended,
    Event,
    Extra,
    Failed,
    Finished,
    PartAdded,
    ReasoningDelta,
    ReasoningSealed,
    RefusalDelta,
    Started,
    TextDelta,
    ToolArgumentsDelta,
    ToolCallStarted,
    UsageReported,
)
from proxy.canonical.response import FinishReason
from proxy.canonical.tools import ToolKind
from proxy.dialects import costs
from proxy.dialects.openai_responses import errors, finish, frame, items, opened, reasoning, usage
from proxy.dialects.openai_responses.ids import Ids


class Encoder:
    """One stream, of one answer: what belongs to a second choice has no place here."""

    def __init__(self) -> None:
        self._sequence = 0
        self._ids = Ids(answer="")
        self._head = frame.head("", "", 0)
        self._beside: dict[str, Any] = {}
        self._output: list[dict[str, Any]] = []
        self._open: dict[int, opened.Opened] = {}
        self._calls: dict[int, tuple[int, opened.Call]] = {}
        self._said: dict[str, Any] = finish.encode(None)

    def encode(self, event: Event) -> bytes:
        """Return the bytes of *event*; empty where the dialect has nothing to say for it."""
        if getattr(event, "index", None):
            return b""
        return b"".join([self._write(*told) for told in self._tell(event)])

    def _write(self, kind: str, fields: dict[str, Any]) -> bytes:
        number, self._sequence = self._sequence, self._sequence + 1
        return errors.write(kind, fields, number)

    def _tell(self, event: Event) -> opened.Step:
        match event:
            case TextDelta() | RefusalDelta() | Cited():
                return self._say(event)
            case ReasoningDelta() | ReasoningSealed():
                return self._think(event)
            case ToolCallStarted():
                return self._call(event)
            case ToolArgumentsDelta():
                return self._write_arguments(event)
            case PartAdded():
                return self._part(event)
        return self._mark(event)

    def _say(self, event: TextDelta | RefusalDelta | Cited) -> opened.Step:
        message, begun = self._message()
        match event:
            case TextDelta():
                return [*begun, *message.say(event.text, event.logprobs)]
            case RefusalDelta():
                return [*begun, *message.refuse(event.text)]
            case Cited():
                return [*begun, *message.cite(event.citation)]

    def _think(self, event: ReasoningDelta | ReasoningSealed) -> opened.Step:
        """Say more of a thought, or close it with its seal; a hidden one is called as the seal is."""
        if isinstance(event, ReasoningDelta):
            thought, begun = self._thought()
            return [*begun, *thought.say(event.text, is_summary=event.is_summary)]
        thought, begun = self._thought(event.seal.id if event.seal.family == reasoning.FAMILY else "")
        thought.seal(event.seal)
        return [*begun, *self._close(lambda item: item is thought)]

    def _write_arguments(self, event: ToolArgumentsDelta) -> opened.Step:
        index, call = self._calls.get(event.position, (-1, None))
        return call.write(event.arguments) if call is not None and index in self._open else []

    def _mark(self, event: Started | Finished | UsageReported | Extra | Failed | Ended) -> opened.Step:
        """Return what is told of an event that is not content."""
        match event:
            case Started():
                self._ids = Ids(answer=event.id)
                self._head = frame.head(event.id, event.model, event.created)
                self._beside = dict(event.extra)
                return [(kind, {"response": self._response()}) for kind in ("response.created", "response.in_progress")]
            case Finished():
                self._said |= finish.encode(event.finish_reason)
                is_cut = event.finish_reason is FinishReason.LENGTH
                return self._close_all(finish.INCOMPLETE if is_cut else finish.COMPLETED)
            case UsageReported():
                self._said["usage"] = usage.encode(event.usage) | costs.write(event.cost)
            case Extra():
                self._beside |= event.fields if event.index is None else {}
            case Failed():
                return self._fail(event)
            case Ended():
                ended = self._close_all(finish.COMPLETED)
                return [*ended, (f"response.{self._said['status']}", {"response": self._response(**self._said)})]
        return []

    def _response(self, **said: Any) -> dict[str, Any]:
        return frame.build(self._head, self._beside, output=list(self._output), **said)

    def _fail(self, event: Failed) -> opened.Step:
        """Return the end of a stream that fails; what is still open is in the response as far as it got."""
        for index, item in self._open.items():
            self._output[index] = item.item(finish.INCOMPLETE)
        error = {"message": event.message, "type": "server_error", "param": None, "code": errors.CODES[event.kind]}
        return errors.ending(error, self._response())

    def _message(self) -> tuple[opened.Message, opened.Step]:
        """Return the message that is open, or a new one and how it begins."""
        for item in self._open.values():
            if isinstance(item, opened.Message):
                return item, []
        message = opened.Message(self._name(items.MESSAGE), len(self._output))
        return message, self._begin(message)

    def _thought(self, name: str = "") -> tuple[opened.Thought, opened.Step]:
        """Return the thought that is open, or a new one, called *name* where it has one, and how it begins."""
        for item in self._open.values():
            if isinstance(item, opened.Thought):
                return item, []
        thought = opened.Thought(name or self._name(items.THOUGHT), len(self._output))
        return thought, self._begin(thought)

    def _call(self, event: ToolCallStarted) -> opened.Step:
        carried = []
        if event.seal is not None:
            carried = self._whole(reasoning.carrier(event.id, event.seal, self._name(items.THOUGHT)))
        kind, _ = items.CALLED.get(event.kind, items.CALLED[ToolKind.FUNCTION])
        call = opened.Call(event, self._name(kind), len(self._output))
        self._calls[event.position] = (len(self._output), call)
        return [*carried, *self._begin(call)]

    def _part(self, event: PartAdded) -> opened.Step:
        part = event.part
        if not isinstance(part, ImagePart | UnknownPart):
            return []
        return [told for item in items.encode([part], self._ids, len(self._output)) for told in self._whole(item)]

    def _name(self, kind: str) -> str:
        return self._ids.name(kind, len(self._output))

    def _whole(self, item: dict[str, Any]) -> opened.Step:
        """Return how an *item* that came whole begins and ends."""
        ended = self._make_room()
        self._output.append(item)
        index = len(self._output) - 1
        return [*ended, opened.added(index, item), opened.done(index, item)]

    def _begin(self, item: opened.Opened) -> opened.Step:
        """Open *item*, and close what need not stay open beside it."""
        ended = self._make_room()
        self._open[len(self._output)] = item
        self._output.append({})
        return [*ended, *item.open()]

    def _make_room(self) -> opened.Step:
        return self._close(lambda item: not isinstance(item, opened.Call) or item.is_whole)

    def _close_all(self, status: str) -> opened.Step:
        return self._close(lambda _: True, status)

    def _close(self, is_meant: Callable[[opened.Opened], bool], status: str = finish.COMPLETED) -> opened.Step:
        """Close the open items that *is_meant* names, in their order."""
        told: list[tuple[str, dict[str, Any]]] = []
        for index in [index for index, item in self._open.items() if is_meant(item)]:
            told += self._open.pop(index).close(status)
            self._output[index] = told[-1][1]["item"]  # an item's last event repeats all of it
        return told
