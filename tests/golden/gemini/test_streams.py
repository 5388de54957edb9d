"""Streams as the Gemini API and Vertex AI send them, and what each means.

The events follow the guides of both (November 2026), and what users report of them.
"""

import pytest

from proxy.canonical.content import Citation, ImagePart, TokenLogprob, UnknownPart
from proxy.canonical.events import (
    Cited,
    Ended,
    Extra,
    Failed,
    Finished,
    PartAdded,
    ReasoningDelta,
    ReasoningSealed,
    Started,
    TextDelta,
    ToolArgumentsDelta,
    ToolCallStarted,
    UsageReported,
)
from proxy.canonical.failure import FailureKind
from proxy.canonical.jsontext import dump
from proxy.canonical.response import FinishReason
from proxy.canonical.seal import Seal
from proxy.canonical.usage import Usage
from proxy.dialects import callids
from proxy.dialects.gemini import GEMINI
from proxy.errors import MalformedStream

HEAD = {"modelVersion": "gemini-3-pro", "responseId": "r1"}
START = Started(id="r1", model="gemini-3-pro", created=0)
SEAL = Seal(family="google", data="CsYBAdHtim8=")
STOP = Finished(finish_reason=FinishReason.STOP, native_finish_reason="STOP")
CALLED = Finished(finish_reason=FinishReason.TOOL_CALLS, native_finish_reason="STOP")


def answer(*parts, reason=None, index=0, beside=None, **members):
    """Return an answer with these parts as an event."""
    finish = {"finishReason": reason} if reason else {}
    candidate = {"content": {"parts": list(parts), "role": "model"}, **finish, "index": index, **(beside or {})}
    return bare(candidates=[candidate], **members)


def bare(**members):
    """Return an answer of these members as an event."""
    return b"data: " + dump({**members, **HEAD}) + b"\r\n\r\n"


def text(said, **members):
    """Return an answer with a text as an event."""
    return answer({"text": said}, **members)


def counts(written, read=9):
    """Return the usage so far."""
    return {"promptTokenCount": read, "candidatesTokenCount": written, "totalTokenCount": read + written}


def counted(written, read=9):
    """Return the event that `counts` means."""
    return UsageReported(usage=Usage(input_tokens=read, output_tokens=written))


CASES = {
    "text, with usage in every event": (
        [text("Hi", usageMetadata=counts(1)), text("!", reason="STOP", usageMetadata=counts(2))],
        [START, TextDelta(text="Hi"), counted(1), TextDelta(text="!"), STOP, counted(2), Ended()],
    ),
    "unicode": ([text("世界 🌍\u2028", reason="STOP")], [START, TextDelta(text="世界 🌍\u2028"), STOP, Ended()]),
    "an empty last text": ([text("Hi"), text("", reason="STOP")], [START, TextDelta(text="Hi"), STOP, Ended()]),
    "cut at the bound": (
        [text("Hi", reason="MAX_TOKENS")],
        [
            START,
            TextDelta(text="Hi"),
            Finished(finish_reason=FinishReason.LENGTH, native_finish_reason="MAX_TOKENS"),
            Ended(),
        ],
    ),
    "stopped for safety, without content": (
        [bare(candidates=[{"finishReason": "SAFETY", "safetyRatings": [{"blocked": True}]}])],
        [
            START,
            Extra(fields={"safetyRatings": [{"blocked": True}]}, index=0),
            Finished(finish_reason=FinishReason.CONTENT_FILTER, native_finish_reason="SAFETY"),
            Ended(),
        ],
    ),
    "a blocked prompt": (
        [bare(promptFeedback={"blockReason": "SAFETY"}, usageMetadata=counts(0))],
        [
            Started(id="r1", model="gemini-3-pro", created=0, extra={"promptFeedback": {"blockReason": "SAFETY"}}),
            Finished(finish_reason=FinishReason.CONTENT_FILTER, native_finish_reason="SAFETY"),
            counted(0),
            Ended(),
        ],
    ),
    "thoughts, and a signature at the end": (
        [
            answer({"text": "I ", "thought": True}),
            answer({"text": "see.", "thought": True}),
            text("Hi"),
            answer({"text": "", "thoughtSignature": SEAL.data}, reason="STOP"),
        ],
        [
            START,
            ReasoningDelta(text="I ", is_summary=True),
            ReasoningDelta(text="see.", is_summary=True),
            TextDelta(text="Hi"),
            ReasoningSealed(seal=SEAL),
            STOP,
            Ended(),
        ],
    ),
    "a signature on the last text": (
        [text("Hi"), answer({"text": "!", "thoughtSignature": SEAL.data}, reason="STOP")],
        [START, TextDelta(text="Hi"), TextDelta(text="!"), ReasoningSealed(seal=SEAL), STOP, Ended()],
    ),
    "parallel calls without ids, the first one signed": (
        [
            answer(
                {"functionCall": {"name": "f", "args": {"x": 1}}, "thoughtSignature": SEAL.data},
                {"functionCall": {"name": "f", "args": {"x": 2}}},
            ),
            answer({"functionCall": {"id": "c", "name": "g"}}, reason="STOP"),
        ],
        [
            START,
            ToolCallStarted(position=0, id=callids.invent("r1", 0), name="f", seal=SEAL),
            ToolArgumentsDelta(position=0, arguments='{"x":1}'),
            ToolCallStarted(position=1, id=callids.invent("r1", 1), name="f"),
            ToolArgumentsDelta(position=1, arguments='{"x":2}'),
            ToolCallStarted(position=2, id="c", name="g"),
            ToolArgumentsDelta(position=2, arguments="{}"),
            CALLED,
            Ended(),
        ],
    ),
    "an image, and code that Google ran": (
        [
            answer({"inlineData": {"mimeType": "image/png", "data": "AAA="}}),
            answer({"executableCode": {"code": "1"}}, reason="STOP"),
        ],
        [
            START,
            PartAdded(part=ImagePart(url="data:image/png;base64,AAA=")),
            PartAdded(part=UnknownPart(kind="executableCode", extra={"executableCode": {"code": "1"}})),
            STOP,
            Ended(),
        ],
    ),
    "two candidates": (
        [text("a"), text("b", index=1, reason="STOP"), text("c", reason="STOP")],
        [
            START,
            TextDelta(text="a"),
            TextDelta(text="b", index=1),
            Finished(finish_reason=FinishReason.STOP, native_finish_reason="STOP", index=1),
            TextDelta(text="c"),
            STOP,
            Ended(),
        ],
    ),
    "sources, told again with every event": (
        [
            text("Straße", beside={"groundingMetadata": {"webSearchQueries": ["a"]}}),
            text(
                "!",
                reason="STOP",
                beside={
                    "groundingMetadata": {
                        "webSearchQueries": ["a"],
                        "groundingChunks": [{"web": {"uri": "https://a.example"}}],
                        "groundingSupports": [{"segment": {"endIndex": 7}, "groundingChunkIndices": [0]}],
                    }
                },
                usageMetadata=counts(2),
            ),
        ],
        [
            START,
            TextDelta(text="Straße"),
            Extra(fields={"groundingMetadata": {"webSearchQueries": ["a"]}}, index=0),
            TextDelta(text="!"),
            Extra(
                fields={
                    "groundingMetadata": {
                        "webSearchQueries": ["a"],
                        "groundingChunks": [{"web": {"uri": "https://a.example"}}],
                        "groundingSupports": [{"segment": {"endIndex": 7}, "groundingChunkIndices": [0]}],
                    }
                },
                index=0,
            ),
            Cited(citation=Citation(url="https://a.example", start=0, end=6)),
            STOP,
            UsageReported(usage=Usage(input_tokens=9, output_tokens=2, tool_requests=1)),
            Ended(),
        ],
    ),
    "how likely the tokens were": (
        [
            text(
                "Hi",
                reason="STOP",
                beside={"logprobsResult": {"chosenCandidates": [{"token": "Hi", "logProbability": -0.5}]}},
            )
        ],
        [START, TextDelta(text="Hi", logprobs=(TokenLogprob(token="Hi", logprob=-0.5),)), STOP, Ended()],
    ),
    "a failure in the middle": (
        [text("Hi"), b'data: {"error":{"code":503,"message":"The model is overloaded.","status":"UNAVAILABLE"}}\n\n'],
        [
            START,
            TextDelta(text="Hi"),
            Failed(message="The model is overloaded.", kind=FailureKind.OVERLOADED, code="UNAVAILABLE"),
        ],
    ),
    "comments, and what is told beside once": (
        [b": ping\n\n", text("a", newField=1), text("b", newField=1), text("c", newField=2, reason="STOP")],
        [
            Started(id="r1", model="gemini-3-pro", created=0, extra={"newField": 1}),
            TextDelta(text="a"),
            TextDelta(text="b"),
            Extra(fields={"newField": 2}),
            TextDelta(text="c"),
            STOP,
            Ended(),
        ],
    ),
    "huge arguments": (
        [answer({"functionCall": {"id": "a", "name": "f", "args": {"x": "y" * 300_000}}}, reason="STOP")],
        [
            START,
            ToolCallStarted(position=0, id="a", name="f"),
            ToolArgumentsDelta(position=0, arguments='{"x":"' + "y" * 300_000 + '"}'),
            CALLED,
            Ended(),
        ],
    ),
}


def decoded(stream, size):
    """Return the events of *stream*, fed in pieces of *size*."""
    decoder = GEMINI.decoder()
    events = [event for at in range(0, len(stream), size) for event in decoder.feed(stream[at : at + size])]
    return events + decoder.close()


@pytest.mark.parametrize("size", [7, 1_000_000])
@pytest.mark.parametrize(("chunks", "events"), CASES.values(), ids=CASES)
def test_a_stream_means_what_its_sender_meant(chunks, events, size):
    """A stream is decoded to exactly these events, however it is cut."""
    stream = b"".join(chunks)

    assert events == decoded(stream, size if len(stream) < 10_000 else 1_000_000)


@pytest.mark.parametrize(("chunks", "events"), CASES.values(), ids=CASES)
def test_a_stream_says_the_same_when_written_again(chunks, events):
    """Events that are encoded mean the same; usage so far and ends come once, at the end."""
    encoder = GEMINI.encoder(include_usage=True)
    stream = b"".join(encoder.encode(event) for event in events)
    last = max((at for at, event in enumerate(events) if isinstance(event, UsageReported)), default=-1)
    told = [event for at, event in enumerate(events) if not isinstance(event, UsageReported) or at == last]

    assert once(told) == once(decoded(stream, 1_000_000))


def once(events):
    """Return *events* in a set order for what comes beside and for ends, each set of fields joined."""
    beside = {event.index: dict(event.fields) for event in events if isinstance(event, Extra)}
    ends = sorted((event for event in events if isinstance(event, Finished)), key=lambda event: event.index)
    return [event for event in events if not isinstance(event, Extra | Finished)], beside, ends


CUT = {
    "nothing": [],
    "no finish reason": [text("Hi")],
    "one candidate of two": [text("a", reason="STOP"), text("b", index=1)],
    "usage alone": [bare(usageMetadata=counts(0))],
}


@pytest.mark.parametrize("chunks", CUT.values(), ids=CUT)
def test_a_stream_that_is_cut_is_malformed(chunks):
    """Without a finish reason of every candidate, an end is a cut."""
    with pytest.raises(MalformedStream, match="cut"):
        decoded(b"".join(chunks), 1_000_000)


@pytest.mark.parametrize(
    "stream", [b"data: [DONE]\n\n", b"<html></html>\n\n", b'[{"candidates":[]}]\n\n', b"data: 1\n\n"]
)
def test_what_is_no_stream_is_malformed(stream):
    """Bytes of another kind are not taken for a stream."""
    with pytest.raises(MalformedStream):
        decoded(stream, 1_000_000)
