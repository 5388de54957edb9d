"""A Responses stream to canonical events.

Everything is told from the pieces as they come, and each piece once; the whole response at the end gives the finish,
the usage and what the provider says beside. Only where no item was told at all are the items of that response told.
Progress of a provider's own tools says nothing here: their items come whole when they are done.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, ClassVar, TypeAlias

from proxy.canonical.content import ImagePart, ReasoningPart, UnknownPart
from proxy.canonical.events import (
    Ended,
    Event,
    Extra,
    Failed,
    Finished,
    PartAdded,
    ReasoningSealed,
    Started,
    UsageReported,
)
from proxy.dialects import sse
from proxy.dialects.members import pull_count, pull_text
from proxy.dialects.openai_responses import event as events
from proxy.dialects.openai_responses import finish, frame, items, response, usage
from proxy.dialects.openai_responses.arriving import REFUSAL, SUMMARY, TEXT, THOUGHT, Arriving
from proxy.dialects.openai_responses.event import inner, number
from proxy.dialects.openai_responses.ids import Ids, word
from proxy.errors import MalformedStream

PIECES = {
    "response.output_text": (TEXT, "content_index"),
    "response.refusal": (REFUSAL, "content_index"),
    "response.reasoning_summary_text": (SUMMARY, "summary_index"),
    "response.reasoning_text": (THOUGHT, "content_index"),
}
"""What the type of an event begins with, to the piece that it is about and where that stands."""

ARGUMENTS = {"response.function_call_arguments": "arguments", "response.custom_tool_call_input": "input"}

OPEN = frozenset({items.MESSAGE, items.THOUGHT})

Handler: TypeAlias = Callable[["Decoder", events.Event], Iterator[Event]]


class Decoder:
    """One stream; nothing follows a failure or the end."""

    def __init__(self) -> None:
        self._parser = sse.Parser()
        self._answer: str | None = None
        self._is_over = False
        self._told: dict[str, Any] = {}
        self._items: dict[int, Arriving] = {}
        self._calls = 0

    def feed(self, data: bytes) -> list[Event]:
        """Take *data*; return the events it completes."""
        return [event for block in self._parser.feed(data) for event in self._block(block)]

    def close(self) -> list[Event]:
        """Say that no more bytes come; a stream without its last event was cut."""
        if not self._is_over:
            raise MalformedStream("the stream was cut before its end")
        return []

    def _block(self, block: sse.ServerSentEvent) -> Iterator[Event]:
        event = None if self._is_over else events.read(block)
        if event is None:
            return
        failure = events.failure(event)
        if failure:
            self._is_over = True
            yield Failed(message=failure.message, kind=failure.kind, code=failure.code)
        elif event["type"] in events.LIFECYCLE | events.ENDS:
            yield from self._lifecycle(event)
        else:
            yield from self._piece(event)

    def _lifecycle(self, event: events.Event) -> Iterator[Event]:
        told = inner(event, "response")
        yield from self._head(told)
        if event["type"] in events.ENDS:
            yield from self._end(told, is_cut=event["type"] == events.INCOMPLETE)

    def _head(self, told: events.Event) -> Iterator[Event]:
        """Yield the start of the answer, or what its response has beside that was not told before."""
        beside = frame.beside(told)
        news = {key: value for key, value in beside.items() if key not in self._told or self._told[key] != value}
        self._told |= news
        if self._answer is None:
            named = dict(told)
            self._answer = pull_text(named, "id")
            model, created = pull_text(named, "model"), pull_count(named, "created_at")
            yield Started(id=self._answer, model=model, created=created, extra=news)
        elif news:
            yield Extra(fields=news)

    def _end(self, told: events.Event, *, is_cut: bool) -> Iterator[Event]:
        if not self._items:
            output = told.get("output")
            for index, item in enumerate(output if isinstance(output, list) else ()):
                yield from self._done({"output_index": index, "item": item})
        status = {"status": finish.INCOMPLETE} if is_cut else {}
        reason, native = finish.decode({**told, **status}, has_calls=self._calls > 0)
        yield Finished(finish_reason=reason, native_finish_reason=native)
        counted = usage.decode(told)
        if counted:
            yield UsageReported(usage=counted)
        self._is_over = True
        yield Ended()

    def _piece(self, event: events.Event) -> Iterator[Event]:
        """Yield what *event*, which is about one item, tells."""
        handler = self.HANDLERS.get(event["type"])
        if handler is not None:
            if self._answer is None:
                yield from self._head({})
            yield from handler(self, event)

    def _item(self, event: events.Event) -> Arriving:
        return self._items.setdefault(number(event, "output_index"), Arriving())

    def _added(self, event: events.Event) -> Iterator[Event]:
        """Begin an item; vLLM gives some items the number of one that is done."""
        self._items[number(event, "output_index")] = arriving = Arriving()
        if word(inner(event, "item")) in items.CALLS:
            yield from self._begun(arriving, inner(event, "item"))

    def _begun(self, arriving: Arriving, item: events.Event) -> Iterator[Event]:
        for begun in arriving.begin_call(item, self._answer or "", self._calls):
            yield begun
            self._calls = max(self._calls, (arriving.position or 0) + 1)

    def _delta(self, event: events.Event) -> Iterator[Event]:
        piece, place = PIECES[event["type"].removesuffix(".delta")]
        text = pull_text(dict(event), "delta")
        yield from self._item(event).say((piece, number(event, place)), text, event.get("logprobs"))

    def _text_done(self, event: events.Event) -> Iterator[Event]:
        piece, place = PIECES[event["type"].removesuffix(".done")]
        yield from self._item(event).finish((piece, number(event, place)), event)

    def _cited(self, event: events.Event) -> Iterator[Event]:
        annotation = inner(event, "annotation")
        if annotation:
            yield from self._item(event).cite((TEXT, number(event, "content_index")), annotation)

    def _written(self, event: events.Event) -> Iterator[Event]:
        yield from self._item(event).write(pull_text(dict(event), "delta"))

    def _written_all(self, event: events.Event) -> Iterator[Event]:
        name = ARGUMENTS[event["type"].removesuffix(".done")]
        yield from self._item(event).finish_call(event.get(name))

    def _done(self, event: events.Event) -> Iterator[Event]:
        """Yield what was not told of an item that is complete; of an unknown one, all of it."""
        item, arriving = inner(event, "item"), self._item(event)
        if arriving.is_done:
            arriving = self._items[number(event, "output_index")] = Arriving()
        arriving.is_done = True
        kind = word(item)
        if kind in items.CALLS:
            yield from self._begun(arriving, item)
            yield from arriving.finish_call(item.get(items.CALLS[kind][1]))
        elif kind in OPEN:
            yield from arriving.finish_all(item)
            yield from self._sealed(item)
        elif kind:
            yield from self._whole(item, number(event, "output_index"))

    def _sealed(self, item: events.Event) -> Iterator[Event]:
        for part in response.decode_item(item, Ids(), 0) if item.get("encrypted_content") else ():
            if isinstance(part, ReasoningPart) and part.seal is not None:
                yield ReasoningSealed(seal=part.seal)

    def _whole(self, item: events.Event, index: int) -> Iterator[Event]:
        for part in response.decode_item(item, Ids(answer=self._answer or ""), index):
            if isinstance(part, ImagePart | UnknownPart):
                yield PartAdded(part=part)

    HANDLERS: ClassVar[Mapping[str, Handler]] = {
        "response.output_item.added": _added,
        "response.output_item.done": _done,
        "response.output_text.annotation.added": _cited,
        **dict.fromkeys((f"{kind}.delta" for kind in PIECES), _delta),
        **dict.fromkeys((f"{kind}.done" for kind in PIECES), _text_done),
        **dict.fromkeys((f"{kind}.delta" for kind in ARGUMENTS), _written),
        **dict.fromkeys((f"{kind}.done" for kind in ARGUMENTS), _written_all),
    }
    """Type of an event to what reads it; an event of any other type says nothing."""
