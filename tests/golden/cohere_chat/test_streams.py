"""Streams as Cohere sends them, and what each means.

Events follow Cohere's API reference and its guide to streaming (read November 2026).
"""

import pytest

from proxy.canonical.content import Citation, TokenLogprob
from proxy.canonical.events import (
    Cited,
    Ended,
    Extra,
    Failed,
    Finished,
    ReasoningDelta,
    Started,
    TextDelta,
    ToolArgumentsDelta,
    ToolCallStarted,
    UsageReported,
)
from proxy.canonical.failure import FailureKind
from proxy.canonical.response import FinishReason
from proxy.canonical.usage import Usage
from proxy.dialects.cohere_chat import COHERE_CHAT, event

COUNTS = {"billed_units": {"input_tokens": 9, "output_tokens": 2}, "tokens": {"input_tokens": 9, "output_tokens": 2}}
START = ("message-start", {"id": "a1", "delta": {"message": {"role": "assistant"}}})
STARTED = Started(id="a1", model="", created=0)


def said(name, index, *, beside=None, **content):
    """Return an event of a content block."""
    return name, {"index": index, "delta": {"message": {"content": content}}, **(beside or {})}


def called(name, index, **call):
    """Return an event of a call."""
    return f"tool-call-{name}", {"index": index, "delta": {"message": {"tool_calls": call}}}


def end(reason="COMPLETE"):
    """Return the last event."""
    return "message-end", {"id": "a1", "delta": {"finish_reason": reason, "usage": COUNTS}}


def done(reason=FinishReason.STOP, native="COMPLETE"):
    """Return the events that `end` means."""
    counted = UsageReported(usage=Usage(input_tokens=9, output_tokens=2))
    return [Finished(finish_reason=reason, native_finish_reason=native), counted, Ended()]


TEXT = [
    START,
    said("content-start", 0, type="text", text=""),
    said("content-delta", 0, text="Hi"),
    said("content-delta", 0, text="!"),
    ("content-end", {"index": 0}),
]
TEXT_MEANT = [STARTED, TextDelta(text="Hi"), TextDelta(text="!")]


def begun(position):
    """Return the start of a call as Cohere writes it."""
    head = {"id": f"c{position}", "type": "function", "function": {"name": "f", "arguments": ""}}
    return called("start", position, **head)


CITATION = {
    "start": 0,
    "end": 2,
    "text": "Hi",
    "sources": [{"type": "document", "id": "d", "document": {"x": 1}}],
    "content_index": 0,
    "type": "TEXT_CONTENT",
}

BOTH_WAYS = {
    "text": ([*TEXT, end()], [*TEXT_MEANT, *done()]),
    "nothing": ([START, end()], [STARTED, *done()]),
    "length": ([*TEXT, end("MAX_TOKENS")], [*TEXT_MEANT, *done(FinishReason.LENGTH, "MAX_TOKENS")]),
    "thoughts": (
        [
            START,
            said("content-start", 0, type="thinking", thinking=""),
            said("content-delta", 0, thinking="Hm."),
            ("content-end", {"index": 0}),
            said("content-start", 1, type="text", text=""),
            said("content-delta", 1, text="世界 🌍"),
            ("content-end", {"index": 1}),
            end(),
        ],
        [STARTED, ReasoningDelta(text="Hm."), TextDelta(text="世界 🌍"), *done()],
    ),
    "parallel calls": (
        [
            START,
            begun(0),
            called("delta", 0, function={"arguments": '{"a":'}),
            called("delta", 0, function={"arguments": "1}"}),
            ("tool-call-end", {"index": 0}),
            begun(1),
            called("delta", 1, function={"arguments": "{}"}),
            ("tool-call-end", {"index": 1}),
            end("TOOL_CALL"),
        ],
        [
            STARTED,
            ToolCallStarted(position=0, id="c0", name="f"),
            ToolArgumentsDelta(position=0, arguments='{"a":'),
            ToolArgumentsDelta(position=0, arguments="1}"),
            ToolCallStarted(position=1, id="c1", name="f"),
            ToolArgumentsDelta(position=1, arguments="{}"),
            *done(FinishReason.TOOL_CALLS, "TOOL_CALL"),
        ],
    ),
    "citations": (
        [
            *TEXT[:-1],
            ("citation-start", {"index": 0, "delta": {"message": {"citations": CITATION}}}),
            ("citation-end", {"index": 0}),
            TEXT[-1],
            end(),
        ],
        [
            *TEXT_MEANT,
            Cited(citation=Citation(start=0, end=2, extra={"text": "Hi", "sources": CITATION["sources"]})),
            *done(),
        ],
    ),
    "likelihoods": (
        [
            START,
            said("content-start", 0, type="text", text=""),
            said(
                "content-delta", 0, text="Hi", beside={"logprobs": {"text": "Hi", "token_ids": [], "logprobs": [-0.5]}}
            ),
            ("content-end", {"index": 0}),
            end(),
        ],
        [STARTED, TextDelta(text="Hi", logprobs=(TokenLogprob(token="Hi", logprob=-0.5),)), *done()],
    ),
    "what nobody knows yet": (
        [START, ("debug", {"prompt": "p"}), end()],
        [STARTED, Extra(fields={"debug": {"prompt": "p"}}), *done()],
    ),
}


def stream(events):
    """Return the bytes of a stream."""
    return b"".join(event.write(kind, members) for kind, members in events)


READ_ONLY = {
    "a plan": (
        [START, ("tool-plan-delta", {"delta": {"message": {"tool_plan": "I will"}}}), begun(0), end("TOOL_CALL")],
        [
            STARTED,
            ReasoningDelta(text="I will"),
            ToolCallStarted(position=0, id="c0", name="f"),
            *done(FinishReason.TOOL_CALLS, "TOOL_CALL"),
        ],
    ),
    "a text that begins with the block": (
        [START, said("content-start", 0, type="text", text="Hi"), end()],
        [STARTED, TextDelta(text="Hi"), *done()],
    ),
    "a citation in a plan": (
        [START, ("citation-start", {"index": 0, "delta": {"message": {"citations": {"type": "PLAN"}}}}), end()],
        [
            STARTED,
            Extra(fields={"citation-start": {"index": 0, "delta": {"message": {"citations": {"type": "PLAN"}}}}}),
            *done(),
        ],
    ),
    "an error": (
        [*TEXT, ("message-end", {"delta": {"finish_reason": "ERROR", "error": "boom"}})],
        [*TEXT_MEANT, Failed(message="boom", kind=FailureKind.SERVER, code="ERROR")],
    ),
    "a timeout": (
        [START, end("TIMEOUT")],
        [
            STARTED,
            Failed(message="the provider ended the answer with `TIMEOUT`", kind=FailureKind.TIMEOUT, code="TIMEOUT"),
        ],
    ),
}


@pytest.mark.parametrize("name", [*BOTH_WAYS, *READ_ONLY])
def test_a_stream_is_understood(name):
    """Each stream means what its documentation says."""
    events, meaning = BOTH_WAYS.get(name) or READ_ONLY[name]

    assert meaning == COHERE_CHAT.decoder().feed(stream(events))


@pytest.mark.parametrize("name", BOTH_WAYS)
def test_a_stream_is_written_as_it_came(name):
    """The simulator writes the events that Cohere would; the end of a block may come later than there."""
    events, meaning = BOTH_WAYS[name]
    encoder = COHERE_CHAT.encoder(include_usage=True)

    assert stream(events) == b"".join(encoder.encode(told) for told in meaning)
