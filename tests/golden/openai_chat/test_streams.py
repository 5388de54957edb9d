"""Streams as providers send them, and what each means.

The chunks follow OpenAI's API reference (October 2026); the imitators' are as their users have reported them.
"""

import pytest

from proxy.canonical.content import Citation, ImagePart, TokenLogprob
from proxy.canonical.events import (
    Cited,
    Ended,
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
from proxy.canonical.failure import FailureKind
from proxy.canonical.jsontext import dump
from proxy.canonical.response import FinishReason
from proxy.canonical.seal import Seal, SealKind
from proxy.canonical.tools import ToolKind
from proxy.canonical.usage import Usage
from proxy.dialects.callids import invent
from proxy.dialects.openai_chat import OPENAI_CHAT

HEAD = {"id": "chatcmpl-1", "object": "chat.completion.chunk", "created": 1_760_000_000, "model": "gpt-x"}
START = Started(id="chatcmpl-1", model="gpt-x", created=1_760_000_000)
STOP, CALLS = FinishReason.STOP, FinishReason.TOOL_CALLS
COUNTS = {"prompt_tokens": 9, "completion_tokens": 2, "total_tokens": 11}
COUNTED = UsageReported(usage=Usage(input_tokens=9, output_tokens=2))
DONE = b"data: [DONE]\n\n"


def chunk(delta=None, reason=None, index=0, *, beside=None, **members):
    """Return a chunk of one choice as an event."""
    choice = {"index": index, "delta": delta or {}, "finish_reason": reason, **(beside or {})}
    return b"data: " + dump({**HEAD, "choices": [choice], **members}) + b"\n\n"


def bare(**members):
    """Return a chunk without choices as an event."""
    return b"data: " + dump({**HEAD, "choices": [], **members}) + b"\n\n"


def piece(position, told=None, name=None, arguments=""):
    """Return a delta with a piece of a tool call."""
    head = {"id": told, "type": "function"} if told else {}
    named = {"name": name} if name else {}
    return {"tool_calls": [{"index": position, **head, "function": {**named, "arguments": arguments}}]}


def thought(text, **members):
    """Return a piece of a thought of Claude's, as OpenRouter details it."""
    return {"type": "reasoning.text", "text": text, "format": "anthropic-claude-v1", "index": 0, **members}


def summary(text):
    """Return a piece of a thought's summary."""
    return {"type": "reasoning.summary", "summary": text, "index": 0}


def hidden(data, told, form, index):
    """Return a thought, or the seal of a call, that nobody can read."""
    named = {"id": told} if told else {}
    return {"type": "reasoning.encrypted", "data": data, **named, "format": form, "index": index}


ROLE = {"role": "assistant", "content": ""}
LIKELY = {"token": "a", "logprob": -0.5, "bytes": [97], "top_logprobs": []}

EXACT = {
    "text": (
        [chunk(ROLE), chunk({"content": "Hi"}), chunk({"content": "!"}), chunk(reason="stop"), DONE],
        [START, TextDelta(text="Hi"), TextDelta(text="!"), Finished(finish_reason=STOP), Ended()],
    ),
    "unicode": (
        [chunk(ROLE), chunk({"content": "世界 🌍\n\u2028"}), chunk(reason="stop"), DONE],
        [START, TextDelta(text="世界 🌍\n\u2028"), Finished(finish_reason=STOP), Ended()],
    ),
    "length": (
        [chunk(ROLE), chunk({"content": "Hi"}), chunk(reason="length"), DONE],
        [START, TextDelta(text="Hi"), Finished(finish_reason=FinishReason.LENGTH), Ended()],
    ),
    "content filter, nothing said": (
        [chunk(ROLE), chunk(reason="content_filter"), DONE],
        [START, Finished(finish_reason=FinishReason.CONTENT_FILTER), Ended()],
    ),
    "refusal": (
        [chunk(ROLE), chunk({"refusal": "I can"}), chunk({"refusal": "'t."}), chunk(reason="stop"), DONE],
        [START, RefusalDelta(text="I can"), RefusalDelta(text="'t."), Finished(finish_reason=STOP), Ended()],
    ),
    "tool call": (
        [
            chunk(ROLE),
            chunk(piece(0, "call_1", "get_weather")),
            chunk(piece(0, arguments='{"city":')),
            chunk(piece(0, arguments='"Bern"}')),
            chunk(reason="tool_calls"),
            DONE,
        ],
        [
            START,
            ToolCallStarted(position=0, id="call_1", name="get_weather"),
            ToolArgumentsDelta(position=0, arguments='{"city":'),
            ToolArgumentsDelta(position=0, arguments='"Bern"}'),
            Finished(finish_reason=CALLS),
            Ended(),
        ],
    ),
    "text, then parallel calls": (
        [
            chunk(ROLE),
            chunk({"content": "Let me see."}),
            chunk(piece(0, "call_1", "f")),
            chunk(piece(0, arguments="{}")),
            chunk(piece(1, "call_2", "g")),
            chunk(piece(1, arguments="[]")),
            chunk(reason="tool_calls"),
            DONE,
        ],
        [
            START,
            TextDelta(text="Let me see."),
            ToolCallStarted(position=0, id="call_1", name="f"),
            ToolArgumentsDelta(position=0, arguments="{}"),
            ToolCallStarted(position=1, id="call_2", name="g"),
            ToolArgumentsDelta(position=1, arguments="[]"),
            Finished(finish_reason=CALLS),
            Ended(),
        ],
    ),
    "two choices": (
        [
            chunk(ROLE),
            chunk({"role": "assistant", "content": "b"}, index=1),
            chunk({"content": "a"}),
            chunk(reason="stop"),
            chunk(reason="length", index=1),
            DONE,
        ],
        [
            START,
            TextDelta(text="b", index=1),
            TextDelta(text="a"),
            Finished(finish_reason=STOP),
            Finished(finish_reason=FinishReason.LENGTH, index=1),
            Ended(),
        ],
    ),
    "DeepSeek: reasoning": (
        [
            chunk(ROLE),
            chunk({"reasoning_content": "2 and 2"}),
            chunk({"content": "4"}),
            chunk(reason="stop"),
            DONE,
        ],
        [START, ReasoningDelta(text="2 and 2"), TextDelta(text="4"), Finished(finish_reason=STOP), Ended()],
    ),
    "OpenRouter: native finish reason": (
        [chunk(ROLE), chunk(reason="stop", beside={"native_finish_reason": "end_turn"}), DONE],
        [START, Finished(finish_reason=STOP, native_finish_reason="end_turn"), Ended()],
    ),
    "log probabilities of no text": (
        [chunk(ROLE), chunk({"content": "a"}), chunk(beside={"logprobs": {"content": []}}), chunk(reason="stop"), DONE],
        [
            START,
            TextDelta(text="a"),
            Extra(fields={"logprobs": {"content": []}}, index=0),
            Finished(finish_reason=STOP),
            Ended(),
        ],
    ),
    "log probabilities and sources": (
        [
            chunk(ROLE),
            chunk({"content": "a"}, beside={"logprobs": {"content": [LIKELY]}}),
            chunk({"annotations": [{"type": "url_citation", "url_citation": {"url": "https://a.example"}}]}),
            chunk(reason="stop"),
            DONE,
        ],
        [
            START,
            TextDelta(text="a", logprobs=(TokenLogprob(token="a", logprob=-0.5, octets=(97,)),)),
            Cited(citation=Citation(url="https://a.example")),
            Finished(finish_reason=STOP),
            Ended(),
        ],
    ),
    "a sealed thought, whole once its seal is there": (
        [
            chunk(ROLE),
            chunk({"reasoning_content": "2 and"}),
            chunk({"reasoning_content": " 2"}),
            chunk(
                {
                    "reasoning_details": [
                        {
                            "type": "reasoning.text",
                            "text": "2 and 2",
                            "signature": "EqQB",
                            "format": "anthropic-claude-v1",
                            "index": 0,
                        }
                    ]
                }
            ),
            chunk({"reasoning_details": [hidden("redacted", "", "anthropic-claude-v1", 1)]}),
            chunk({"content": "4"}),
            chunk(reason="stop"),
            DONE,
        ],
        [
            START,
            ReasoningDelta(text="2 and"),
            ReasoningDelta(text=" 2"),
            ReasoningSealed(seal=Seal(family="anthropic", data="EqQB")),
            ReasoningSealed(seal=Seal(family="anthropic", data="redacted", kind=SealKind.ENCRYPTED)),
            TextDelta(text="4"),
            Finished(finish_reason=STOP),
            Ended(),
        ],
    ),
    "a summary, and the thought itself in cipher": (
        [
            chunk(ROLE),
            chunk({"reasoning_content": "4.", "reasoning_details": [summary("4.")]}),
            chunk({"reasoning_details": [hidden("gAAA", "rs_1", "openai-responses-v1", 0)]}),
            chunk(reason="stop"),
            DONE,
        ],
        [
            START,
            ReasoningDelta(text="4.", is_summary=True),
            ReasoningSealed(seal=Seal(family="openai", data="gAAA", kind=SealKind.ENCRYPTED, id="rs_1")),
            Finished(finish_reason=STOP),
            Ended(),
        ],
    ),
    "a signed call, and a custom one": (
        [
            chunk(ROLE),
            chunk(piece(0, "call_1", "f") | {"reasoning_details": [hidden("CoID", "call_1", "google-gemini-v1", 0)]}),
            chunk(
                {"tool_calls": [{"index": 1, "id": "call_2", "type": "custom", "custom": {"name": "sql", "input": ""}}]}
            ),
            chunk({"tool_calls": [{"index": 1, "custom": {"input": "select 1"}}]}),
            chunk(reason="tool_calls"),
            DONE,
        ],
        [
            START,
            ToolCallStarted(position=0, id="call_1", name="f", seal=Seal(family="google", data="CoID")),
            ToolCallStarted(position=1, id="call_2", name="sql", kind=ToolKind.CUSTOM),
            ToolArgumentsDelta(position=1, arguments="select 1"),
            Finished(finish_reason=CALLS),
            Ended(),
        ],
    ),
    "an image, and the stop sequence as vLLM tells it": (
        [
            chunk(ROLE),
            chunk({"images": [{"type": "image_url", "image_url": {"url": "data:image/png;base64,iVBO"}}]}),
            chunk(reason="stop", beside={"stop_reason": "END"}),
            DONE,
        ],
        [
            START,
            PartAdded(part=ImagePart(url="data:image/png;base64,iVBO")),
            Finished(finish_reason=STOP, stop_sequence="END"),
            Ended(),
        ],
    ),
    "an error in the middle": (
        [
            chunk(ROLE),
            chunk({"content": "a"}),
            b'data: {"error":{"message":"busy","type":"api_error","param":null,"code":"server_is_overloaded"}}\n\n',
            DONE,
        ],
        [START, TextDelta(text="a"), Failed(message="busy", code="server_is_overloaded", kind=FailureKind.OVERLOADED)],
    ),
}
"""Streams that are written exactly as they are read."""

WITH_USAGE = (
    [
        chunk(ROLE, usage=None),
        chunk({"content": "a"}, usage=None),
        chunk(reason="stop", usage=None),
        bare(usage=COUNTS),
        DONE,
    ],
    [START, TextDelta(text="a"), Finished(finish_reason=STOP), COUNTED, Ended()],
)

READ = {
    "nulls in every delta": (
        [
            chunk({"role": "assistant", "content": "", "refusal": None}, beside={"logprobs": None}),
            chunk({"content": "a", "tool_calls": None, "function_call": None}),
            chunk(reason="stop"),
            DONE,
        ],
        [START, TextDelta(text="a"), Finished(finish_reason=STOP), Ended()],
    ),
    "everything in one chunk": (
        [chunk({"role": "assistant", "content": "a"}, "stop", usage=COUNTS), DONE],
        [START, TextDelta(text="a"), Finished(finish_reason=STOP), COUNTED, Ended()],
    ),
    "Azure: prelude and filter results without a delta": (
        [
            b'data: {"id":"","object":"","created":0,"model":"","choices":[],"prompt_filter_results":[1]}\n\n',
            chunk(ROLE),
            chunk({"content": "a"}),
            b'data: {"id":"","choices":[{"index":0,"finish_reason":null,"content_filter_offsets":{"end_offset":9}}]}\n\n',
            chunk(reason="stop"),
            DONE,
        ],
        [
            Extra(fields={"prompt_filter_results": [1]}),
            START,
            TextDelta(text="a"),
            Extra(fields={"content_filter_offsets": {"end_offset": 9}}, index=0),
            Finished(finish_reason=STOP),
            Ended(),
        ],
    ),
    "vLLM: usage beside null choices": (
        [chunk({"content": "a"}), chunk(reason="stop"), bare(usage=COUNTS).replace(b"[]", b"null"), DONE],
        [START, TextDelta(text="a"), Finished(finish_reason=STOP), COUNTED, Ended()],
    ),
    "Ollama: empty finish reasons and a role in every chunk": (
        [
            chunk({"role": "assistant", "content": "a"}, ""),
            chunk({"role": "assistant", "content": "b"}, ""),
            chunk({"role": "assistant", "content": ""}, "stop"),
            DONE,
        ],
        [START, TextDelta(text="a"), TextDelta(text="b"), Finished(finish_reason=STOP), Ended()],
    ),
    "OpenRouter: keep-alives, and a failure in the last chunk": (
        [
            b": OPENROUTER PROCESSING\n\n",
            chunk({"content": "a"}),
            chunk({"content": ""}, "error", error={"code": 502, "message": "Provider disconnected"}),
        ],
        [START, TextDelta(text="a"), Failed(message="Provider disconnected", code="502")],
    ),
    "Gemini: whole calls, all of them number 0": (
        [chunk(piece(0, "1", "f", "{}")), chunk(piece(0, "2", "g", "{}")), chunk(reason="tool_calls"), DONE],
        [
            START,
            ToolCallStarted(position=0, id="1", name="f"),
            ToolArgumentsDelta(position=0, arguments="{}"),
            ToolCallStarted(position=1, id="2", name="g"),
            ToolArgumentsDelta(position=1, arguments="{}"),
            Finished(finish_reason=CALLS),
            Ended(),
        ],
    ),
    "Groq: reasoning by its other name, and an extra in the first chunk": (
        [chunk(ROLE, x_groq={"id": "r"}), chunk({"reasoning": "hm"}), chunk(reason="stop"), DONE],
        [
            Started(id="chatcmpl-1", model="gpt-x", created=1_760_000_000, extra={"x_groq": {"id": "r"}}),
            ReasoningDelta(text="hm"),
            Finished(finish_reason=STOP),
            Ended(),
        ],
    ),
    "OpenRouter: a thought told twice, and sealed in pieces": (
        [
            chunk({"role": "assistant", "content": "", "reasoning": "2", "reasoning_details": [thought("2")]}),
            chunk({"content": "", "reasoning": "+2", "reasoning_details": [thought("+2")]}),
            chunk({"content": "", "reasoning": None, "reasoning_details": [thought("", signature="EqQB")]}),
            chunk({"content": "4"}),
            chunk(reason="stop"),
            DONE,
        ],
        [
            START,
            ReasoningDelta(text="2"),
            ReasoningDelta(text="+2"),
            ReasoningSealed(seal=Seal(family="anthropic", data="EqQB")),
            TextDelta(text="4"),
            Finished(finish_reason=STOP),
            Ended(),
        ],
    ),
    "OpenRouter: the seal of a call that has begun": (
        [
            chunk(piece(0, "call_1", "f", "{}")),
            chunk({"reasoning_details": [hidden("CoID", "call_1", "google-gemini-v1", 0)]}),
            chunk(reason="tool_calls"),
            DONE,
        ],
        [
            START,
            ToolCallStarted(position=0, id="call_1", name="f"),
            ToolArgumentsDelta(position=0, arguments="{}"),
            ReasoningSealed(seal=Seal(family="google", data="CoID", kind=SealKind.ENCRYPTED, id="call_1")),
            Finished(finish_reason=CALLS),
            Ended(),
        ],
    ),
    "Mistral: a content of parts, and back to a text": (
        [
            chunk({"content": [{"type": "thinking", "thinking": [{"type": "text", "text": "2 and 2"}]}]}),
            chunk({"content": "4"}),
            chunk(reason="stop"),
            DONE,
        ],
        [START, ReasoningDelta(text="2 and 2"), TextDelta(text="4"), Finished(finish_reason=STOP), Ended()],
    ),
    "an old call": (
        [
            chunk({"role": "assistant", "content": None, "function_call": {"name": "f", "arguments": ""}}),
            chunk({"function_call": {"arguments": "{}"}}),
            chunk(reason="function_call"),
            DONE,
        ],
        [
            START,
            ToolCallStarted(position=0, id=invent("chatcmpl-1", 0), name="f"),
            ToolArgumentsDelta(position=0, arguments="{}"),
            Finished(finish_reason=CALLS, native_finish_reason="function_call"),
            Ended(),
        ],
    ),
    "CRLF and a byte order mark": (
        [b"\xef\xbb\xbf", *(event.replace(b"\n", b"\r\n") for event in [chunk({"content": "a"}), DONE])],
        [START, TextDelta(text="a"), Ended()],
    ),
}
"""Streams of imitators, which mean what OpenAI would have written otherwise."""


@pytest.mark.parametrize(("wire", "meant"), [*EXACT.values(), WITH_USAGE, *READ.values()], ids=[*EXACT, "usage", *READ])
def test_a_stream_means_what_its_provider_meant(wire, meant):
    """Each form of stream has one canonical meaning."""
    assert meant == OPENAI_CHAT.decoder().feed(b"".join(wire))


@pytest.mark.parametrize(
    ("wire", "meant", "include_usage"),
    [*((*case, False) for case in EXACT.values()), (*WITH_USAGE, True)],
    ids=[*EXACT, "usage"],
)
def test_a_meaning_is_written_as_openai_writes_it(wire, meant, include_usage):
    """Encoded again, the stream is the same, byte for byte."""
    encoder = OPENAI_CHAT.encoder(include_usage=include_usage)

    assert b"".join(wire) == b"".join(encoder.encode(event) for event in meant)
