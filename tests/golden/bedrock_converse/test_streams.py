"""Streams as Bedrock sends them, and what each means.

Events follow the service model and the User Guide (read November 2026); botocore 1.44.8 parses each.
"""

import pytest

from proxy.canonical.content import Citation, ImagePart, UnknownPart
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
from proxy.canonical.response import FinishReason
from proxy.canonical.seal import Seal, SealKind
from proxy.canonical.usage import Usage
from proxy.dialects.bedrock_converse import BEDROCK_CONVERSE, frame, framing
from tests.support.bedrock import events_of

START, STARTED = ("messageStart", {"role": "assistant"}), Started(id="", model="", created=0)
COUNTS = {"inputTokens": 9, "outputTokens": 2, "totalTokens": 11}
LAST = ("metadata", {"usage": COUNTS, "metrics": {"latencyMs": 0}})
COUNTED = [UsageReported(usage=Usage(input_tokens=9, output_tokens=2)), Ended()]


def begin(index, **start):
    """Return the start of a block."""
    return "contentBlockStart", {"start": start, "contentBlockIndex": index}


def more(index, **delta):
    """Return a delta of a block."""
    return "contentBlockDelta", {"delta": delta, "contentBlockIndex": index}


def end(index):
    """Return the end of a block."""
    return "contentBlockStop", {"contentBlockIndex": index}


def stop(reason, **beside):
    """Return the end of the answer."""
    return "messageStop", {"stopReason": reason, **beside}


def done(reason=FinishReason.STOP, native="end_turn", told=None):
    """Return the end that `stop` means, and what follows it."""
    return [Finished(finish_reason=reason, native_finish_reason=native, stop_sequence=told), *COUNTED]


TEXT = [START, more(0, text="Hi"), more(0, text="!"), end(0)]
TEXT_MEANT = [STARTED, TextDelta(text="Hi"), TextDelta(text="!")]
LONG = "x" * 100_000
SERVER_USE = {"toolUseId": "s1", "name": "nova_grounding", "type": "server_tool_use"}

BOTH_WAYS = {
    "text": ([*TEXT, stop("end_turn"), LAST], [*TEXT_MEANT, *done()]),
    "nothing": ([START, stop("end_turn"), LAST], [STARTED, *done()]),
    "unicode": (
        [START, more(0, text="世界 🌍\n\u2028"), end(0), stop("end_turn"), LAST],
        [STARTED, TextDelta(text="世界 🌍\n\u2028"), *done()],
    ),
    "length": ([*TEXT, stop("max_tokens"), LAST], [*TEXT_MEANT, *done(FinishReason.LENGTH, "max_tokens")]),
    "a stop sequence": (
        [*TEXT, stop("stop_sequence", additionalModelResponseFields={"stop_sequence": "END"}), LAST],
        [*TEXT_MEANT, *done(native="stop_sequence", told="END")],
    ),
    "content filter": (
        [START, stop("content_filtered"), LAST],
        [STARTED, *done(FinishReason.CONTENT_FILTER, "content_filtered")],
    ),
    "guardrail, with its trace": (
        [
            *TEXT,
            stop("guardrail_intervened"),
            ("metadata", {**LAST[1], "trace": {"guardrail": {"actionReason": "x"}}}),
        ],
        [
            *TEXT_MEANT,
            Finished(finish_reason=FinishReason.CONTENT_FILTER, native_finish_reason="guardrail_intervened"),
            Extra(fields={"metadata": {"trace": {"guardrail": {"actionReason": "x"}}}}),
            *COUNTED,
        ],
    ),
    "parallel calls": (
        [
            *TEXT,
            begin(1, toolUse={"toolUseId": "t1", "name": "f"}),
            more(1, toolUse={"input": '{"city":'}),
            more(1, toolUse={"input": '"Bern"}'}),
            end(1),
            begin(2, toolUse={"toolUseId": "t2", "name": "g"}),
            more(2, toolUse={"input": "{}"}),
            end(2),
            stop("tool_use"),
            LAST,
        ],
        [
            *TEXT_MEANT,
            ToolCallStarted(position=0, id="t1", name="f"),
            ToolArgumentsDelta(position=0, arguments='{"city":'),
            ToolArgumentsDelta(position=0, arguments='"Bern"}'),
            ToolCallStarted(position=1, id="t2", name="g"),
            ToolArgumentsDelta(position=1, arguments="{}"),
            *done(FinishReason.TOOL_CALLS, "tool_use"),
        ],
    ),
    "huge arguments": (
        [
            START,
            begin(0, toolUse={"toolUseId": "t1", "name": "f"}),
            more(0, toolUse={"input": f'{{"a":"{LONG}"}}'}),
            end(0),
            stop("tool_use"),
            LAST,
        ],
        [
            STARTED,
            ToolCallStarted(position=0, id="t1", name="f"),
            ToolArgumentsDelta(position=0, arguments=f'{{"a":"{LONG}"}}'),
            *done(FinishReason.TOOL_CALLS, "tool_use"),
        ],
    ),
    "thoughts, open and hidden": (
        [
            START,
            more(0, reasoningContent={"text": "Hm"}),
            more(0, reasoningContent={"text": "."}),
            more(0, reasoningContent={"signature": "sig"}),
            end(0),
            more(1, reasoningContent={"redactedContent": "AAEC"}),
            end(1),
            more(2, text="Hi"),
            end(2),
            stop("end_turn"),
            LAST,
        ],
        [
            STARTED,
            ReasoningDelta(text="Hm"),
            ReasoningDelta(text="."),
            ReasoningSealed(seal=Seal(family="anthropic", data="sig")),
            ReasoningSealed(seal=Seal(family="anthropic", data="AAEC", kind=SealKind.ENCRYPTED)),
            TextDelta(text="Hi"),
            *done(),
        ],
    ),
    "citations": (
        [
            START,
            more(0, text="Green."),
            more(0, citation={"title": "Doc", "sourceContent": [{"text": "Grass is green."}]}),
            end(0),
            stop("end_turn"),
            LAST,
        ],
        [
            STARTED,
            TextDelta(text="Green."),
            Cited(citation=Citation(title="Doc", quote="Grass is green.")),
            *done(),
        ],
    ),
    "cache": (
        [
            *TEXT,
            stop("end_turn"),
            (
                "metadata",
                {
                    "usage": {
                        **COUNTS,
                        "totalTokens": 1111,
                        "cacheReadInputTokens": 1000,
                        "cacheWriteInputTokens": 100,
                        "cacheDetails": [{"ttl": "5m", "inputTokens": 100}],
                    },
                    "metrics": {"latencyMs": 0},
                },
            ),
        ],
        [
            *TEXT_MEANT,
            Finished(finish_reason=FinishReason.STOP, native_finish_reason="end_turn"),
            UsageReported(
                usage=Usage(input_tokens=1109, output_tokens=2, cache_read_tokens=1000, cache_write_tokens=100)
            ),
            Ended(),
        ],
    ),
    "an image": (
        [
            START,
            begin(0, image={"format": "png"}),
            more(0, image={"source": {"bytes": "iVBORw=="}}),
            end(0),
            stop("end_turn"),
            LAST,
        ],
        [STARTED, PartAdded(part=ImagePart(url="data:image/png;base64,iVBORw==")), *done()],
    ),
    "a tool that Bedrock ran": (
        [
            START,
            begin(0, toolUse=SERVER_USE),
            more(0, toolUse={"input": '{"q":"x"}'}),
            end(0),
            begin(1, toolResult={"toolUseId": "s1", "type": "r"}),
            more(1, toolResult=[{"text": "found"}]),
            end(1),
            more(2, text="Hi"),
            end(2),
            stop("end_turn"),
            LAST,
        ],
        [
            STARTED,
            PartAdded(part=UnknownPart(kind="toolUse", extra={"toolUse": {**SERVER_USE, "input": {"q": "x"}}})),
            PartAdded(
                part=UnknownPart(
                    kind="toolResult",
                    extra={"toolResult": {"toolUseId": "s1", "type": "r", "content": [{"text": "found"}]}},
                )
            ),
            TextDelta(text="Hi"),
            *done(),
        ],
    ),
    "what nobody knows yet": (
        [
            START,
            ("hologram", {"x": 1}),
            more(0, text="Hi"),
            more(0, sound={"y": 2}),
            end(0),
            stop("end_turn", z=3),
            LAST,
        ],
        [
            STARTED,
            Extra(fields={"hologram": {"x": 1}}),
            TextDelta(text="Hi"),
            Extra(fields={"contentBlockDelta": {"sound": {"y": 2}}}),
            Extra(fields={"messageStop": {"z": 3}}),
            *done(),
        ],
    ),
}


def stream(frames):
    """Return the bytes of a stream."""
    return b"".join(frame.write(name, members) for name, members in frames)


def exception(name, message):
    """Return a frame with a modelled error."""
    return frame.write_exception(name, {"message": message})


READ_ONLY = {
    "padding": (
        stream(
            [
                ("messageStart", {"role": "assistant", "p": "abcd"}),
                ("contentBlockStop", {"contentBlockIndex": 0, "p": "a"}),
            ]
        ),
        [STARTED],
    ),
    "a call without arguments": (
        stream([START, begin(0, toolUse={"toolUseId": "t1", "name": "f"}), more(0, toolUse={"input": ""}), end(0)]),
        [STARTED, ToolCallStarted(position=0, id="t1", name="f"), ToolArgumentsDelta(position=0, arguments="{}")],
    ),
    "a signature in pieces": (
        stream(
            [START, more(0, reasoningContent={"signature": "a"}), more(0, reasoningContent={"signature": "b"}), end(0)]
        ),
        [STARTED, ReasoningSealed(seal=Seal(family="anthropic", data="ab"))],
    ),
    "a blob in pieces": (
        stream([START, *(more(0, reasoningContent={"redactedContent": "AA=="}) for _ in range(2)), end(0)]),
        [STARTED, ReasoningSealed(seal=Seal(family="anthropic", data="AAA=", kind=SealKind.ENCRYPTED))],
    ),
    "throttled": (
        stream(TEXT) + exception("throttlingException", "Too many tokens, please wait."),
        [
            *TEXT_MEANT,
            Failed(message="Too many tokens, please wait.", kind=FailureKind.RATE_LIMIT, code="throttlingException"),
        ],
    ),
    "too long": (
        exception("validationException", "Input is too long for requested model."),
        [
            Failed(
                message="Input is too long for requested model.",
                kind=FailureKind.CONTEXT_LENGTH,
                code="validationException",
            )
        ],
    ),
    "the model broke off": (
        framing.encode(
            {":message-type": "exception", ":exception-type": "modelStreamErrorException"},
            b'{"originalStatusCode":500,"originalMessage":"boom"}',
        ),
        [Failed(message="boom", kind=FailureKind.SERVER, code="modelStreamErrorException")],
    ),
    "busy": (
        exception("serviceUnavailableException", "Busy."),
        [Failed(message="Busy.", kind=FailureKind.OVERLOADED, code="serviceUnavailableException")],
    ),
    "an error without a model": (
        framing.encode({":message-type": "error", ":error-code": "InternalFailure", ":error-message": "Oh."}, b""),
        [Failed(message="Oh.", kind=FailureKind.SERVER, code="InternalFailure")],
    ),
}


@pytest.mark.parametrize("name", [*BOTH_WAYS, *READ_ONLY])
def test_a_stream_is_understood(name):
    """Each stream means what its documentation says."""
    frames, events = BOTH_WAYS.get(name) or READ_ONLY[name]
    data = frames if isinstance(frames, bytes) else stream(frames)

    assert events == BEDROCK_CONVERSE.decoder().feed(data)


@pytest.mark.parametrize("name", BOTH_WAYS)
def test_a_stream_is_written_as_it_came(name):
    """The simulator writes the frames that Bedrock would."""
    frames, events = BOTH_WAYS[name]
    encoder = BEDROCK_CONVERSE.encoder(include_usage=True)

    assert stream(frames) == b"".join(encoder.encode(event) for event in events)


@pytest.mark.parametrize("name", [name for name in BOTH_WAYS if name != "what nobody knows yet"])
def test_botocore_reads_what_is_written(name):
    """A client of AWS's gets every event, under its name."""
    frames, _ = BOTH_WAYS[name]

    assert [name for name, _ in frames] == [next(iter(event)) for event in events_of(stream(frames))]


def test_botocore_reads_a_failure_as_an_error():
    """A client of AWS's raises the exception that the frame names."""
    encoder = BEDROCK_CONVERSE.encoder(include_usage=True)
    (error,) = events_of(encoder.encode(Failed(message="Slow down.", kind=FailureKind.RATE_LIMIT)))

    assert {"Code": "throttlingException", "Message": "Slow down."} == error["Error"]
