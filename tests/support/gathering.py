"""A stream's events put together to the answer that they tell."""

from dataclasses import replace

from proxy.canonical.content import ReasoningPart, RefusalPart, TextPart
from proxy.canonical.events import (
    Cited,
    Event,
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
from proxy.canonical.response import CanonicalResponse, Choice
from proxy.canonical.tools import ToolCall
from proxy.dialects.base import StreamDecoder


def gathered(decoder: StreamDecoder, body: bytes) -> CanonicalResponse:
    """Return the answer that the stream *body* tells."""
    return gather([*decoder.feed(body), *decoder.close()])


def gather(events: list[Event]) -> CanonicalResponse:
    """Return the answer that *events* tell."""
    answer = CanonicalResponse(id="", model="", created=0, choices=())
    choices: dict[int, Choice] = {}
    for event in events:
        match event:
            case Started():
                answer = replace(answer, id=event.id, model=event.model, created=event.created)
            case UsageReported():
                answer = replace(answer, usage=event.usage)
            case _ if hasattr(event, "index") and event.index is not None:
                choice = choices.get(event.index) or Choice(index=event.index)
                choices[event.index] = grown(choice, event)
    return replace(answer, choices=tuple(choices.values()))


def grown(choice: Choice, event: Event) -> Choice:
    """Return *choice* after *event*."""
    grow = GROW.get(type(event))
    return grow(choice, event) if grow else choice


def text(choice: Choice, event: TextDelta) -> Choice:
    """Add text to the last part, or begin one."""
    last = last_of(choice, TextPart)
    if last is not None:
        return changed(choice, replace(last, text=last.text + event.text, logprobs=last.logprobs + event.logprobs))
    return added(choice, TextPart(text=event.text, logprobs=event.logprobs)) if event.text else choice


def cited(choice: Choice, event: Cited) -> Choice:
    """Add a citation to the last text."""
    last = last_of(choice, TextPart)
    return changed(choice, replace(last, citations=(*last.citations, event.citation))) if last else choice


def refused(choice: Choice, event: RefusalDelta) -> Choice:
    """Add to the refusal, or begin it."""
    last = last_of(choice, RefusalPart)
    return (
        changed(choice, replace(last, text=last.text + event.text))
        if last
        else added(choice, RefusalPart(text=event.text))
    )


def thought(choice: Choice, event: ReasoningDelta) -> Choice:
    """Add to the thought, or begin one after a sealed one."""
    last = last_of(choice, ReasoningPart)
    if last is not None and last.seal is None:
        return changed(choice, replace(last, text=last.text + event.text))
    return added(choice, ReasoningPart(text=event.text, is_summary=event.is_summary))


def sealed(choice: Choice, event: ReasoningSealed) -> Choice:
    """Seal the thought, or add a hidden one."""
    last = last_of(choice, ReasoningPart)
    if last is not None and last.seal is None:
        return changed(choice, replace(last, seal=event.seal))
    return added(choice, ReasoningPart(seal=event.seal))


def called(choice: Choice, event: ToolCallStarted) -> Choice:
    """Begin a call."""
    return added(choice, ToolCall(id=event.id, name=event.name, arguments="", kind=event.kind, seal=event.seal))


def ended(choice: Choice, event: Finished) -> Choice:
    """Note why it ended."""
    return replace(choice, finish_reason=event.finish_reason, native_finish_reason=event.native_finish_reason)


def last_of(choice: Choice, kind: type) -> object | None:
    """Return the last part where it is of *kind*."""
    return choice.parts[-1] if choice.parts and isinstance(choice.parts[-1], kind) else None


def argued(choice: Choice, event: ToolArgumentsDelta) -> Choice:
    """Return *choice* with more arguments for the call that *event* names."""
    calls = [place for place, part in enumerate(choice.parts) if isinstance(part, ToolCall)]
    place = calls[event.position]
    call = choice.parts[place]
    parts = list(choice.parts)
    parts[place] = replace(call, arguments=call.arguments + event.arguments)
    return replace(choice, parts=tuple(parts))


def added(choice: Choice, part: object) -> Choice:
    """Return *choice* with one part more."""
    return replace(choice, parts=(*choice.parts, part))


def changed(choice: Choice, part: object) -> Choice:
    """Return *choice* with another last part."""
    return replace(choice, parts=(*choice.parts[:-1], part))


GROW = {
    TextDelta: text,
    Cited: cited,
    RefusalDelta: refused,
    ReasoningDelta: thought,
    ReasoningSealed: sealed,
    ToolCallStarted: called,
    ToolArgumentsDelta: argued,
    PartAdded: lambda choice, event: added(choice, event.part),
    Finished: ended,
}
"""What each kind of event does to a choice."""
