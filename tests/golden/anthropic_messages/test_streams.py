"""Streams as Anthropic sends them, and what each means; and what a client gets of other dialects' streams.

The frames follow Anthropic's guide to streaming (November 2026); the imitators' are as their users have reported them.
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
from proxy.dialects.anthropic_messages import ANTHROPIC_MESSAGES

UNKNOWN = {"input_tokens": 0, "cache_creation_input_tokens": 0, "cache_read_input_tokens": 0, "output_tokens": 0}
COUNTS = {**UNKNOWN, "input_tokens": 9, "output_tokens": 2}
COUNTED = UsageReported(usage=Usage(input_tokens=9, output_tokens=2))
WEB = {
    "type": "web_search_result_location", "url": "https://x", "title": "X", "cited_text": "q", "encrypted_index": "e",
}  # fmt: skip
WEB_MEANT = Citation(
    url="https://x", title="X", quote="q", extra={"type": "web_search_result_location", "encrypted_index": "e"}
)
STOP, CALLS = FinishReason.STOP, FinishReason.TOOL_CALLS


def frame(kind, **members):
    """Return an event."""
    return b"event: " + kind.encode() + b"\ndata: " + dump({"type": kind, **members}) + b"\n\n"


def start(usage=UNKNOWN, **members):
    """Return the start of a message."""
    head = {"id": "msg_1", "type": "message", "role": "assistant", "model": "claude-x", "content": []}
    ends = {"stop_reason": None, "stop_sequence": None, "usage": usage}
    return frame("message_start", message={**head, **ends, **members})


def block(index, begun, *deltas):
    """Return a block from its start to its end."""
    frames = [frame("content_block_delta", index=index, delta=delta) for delta in deltas]
    return b"".join(
        [
            frame("content_block_start", index=index, content_block=begun),
            *frames,
            frame("content_block_stop", index=index),
        ]
    )


def text(index, *pieces):
    """Return a block of text."""
    return block(index, {"type": "text", "text": ""}, *({"type": "text_delta", "text": piece} for piece in pieces))


def thought(index, signature, *pieces):
    """Return a block of thought."""
    deltas = [{"type": "thinking_delta", "thinking": piece} for piece in pieces]
    begun = {"type": "thinking", "thinking": "", "signature": ""}
    return block(index, begun, *deltas, {"type": "signature_delta", "signature": signature})


def call(index, told, *pieces, name="f"):
    """Return a block that calls."""
    deltas = [{"type": "input_json_delta", "partial_json": piece} for piece in pieces]
    return block(index, {"type": "tool_use", "id": told, "name": name, "input": {}}, *deltas)


def end(reason="end_turn", usage=COUNTS, sequence=None, **members):
    """Return the end of a message."""
    delta = {"stop_reason": reason, "stop_sequence": sequence, **members}
    return frame("message_delta", delta=delta, usage=usage) + frame("message_stop")


START = Started(id="msg_1", model="claude-x", created=0)
FIRST = UsageReported(usage=Usage())


def finished(reason=STOP, native="end_turn", sequence=None):
    """Return the events at the end of a message."""
    told = Finished(finish_reason=reason, native_finish_reason=native, stop_sequence=sequence)
    return [told, COUNTED, Ended()]


def started(position, told, name="f", **members):
    """Return the start of a call."""
    return ToolCallStarted(position=position, id=told, name=name, **members)


def argued(position, arguments):
    """Return more arguments."""
    return ToolArgumentsDelta(position=position, arguments=arguments)


EXACT = {
    "text": (
        [start(), text(0, "Hi", "!"), end()],
        [START, FIRST, TextDelta(text="Hi"), TextDelta(text="!"), *finished()],
    ),
    "unicode": (
        [start(), text(0, "世界 🌍\n\u2028"), end()],
        [START, FIRST, TextDelta(text="世界 🌍\n\u2028"), *finished()],
    ),
    "nothing": ([start(), end()], [START, FIRST, *finished()]),
    "length": (
        [start(), text(0, "Hi"), end("max_tokens")],
        [START, FIRST, TextDelta(text="Hi"), *finished(FinishReason.LENGTH, "max_tokens")],
    ),
    "stop sequence": (
        [start(), text(0, "Hi"), end("stop_sequence", sequence="END")],
        [START, FIRST, TextDelta(text="Hi"), *finished(STOP, "stop_sequence", "END")],
    ),
    "refusal": (
        [start(), end("refusal", stop_details={"type": "refusal", "explanation": "no"})],
        [
            START,
            FIRST,
            Extra(fields={"delta": {"stop_details": {"type": "refusal", "explanation": "no"}}}, index=0),
            *finished(FinishReason.CONTENT_FILTER, "refusal"),
        ],
    ),
    "thoughts": (
        [
            start(),
            thought(0, "sig1", "Hm", "."),
            block(1, {"type": "redacted_thinking", "data": "cipher"}),
            thought(2, "sig2"),
            text(3, "Hi"),
            end(),
        ],
        [
            START,
            FIRST,
            ReasoningDelta(text="Hm"),
            ReasoningDelta(text="."),
            ReasoningSealed(seal=Seal(family="anthropic", data="sig1")),
            ReasoningSealed(seal=Seal(family="anthropic", data="cipher", kind=SealKind.ENCRYPTED)),
            ReasoningSealed(seal=Seal(family="anthropic", data="sig2")),
            TextDelta(text="Hi"),
            *finished(),
        ],
    ),
    "parallel calls": (
        [start(), text(0, "Two."), call(1, "a", '{"x":', "1}"), call(2, "b", "{}", name="g"), end("tool_use")],
        [
            START,
            FIRST,
            TextDelta(text="Two."),
            started(0, "a"),
            argued(0, '{"x":'),
            argued(0, "1}"),
            started(1, "b", "g"),
            argued(1, "{}"),
            *finished(CALLS, "tool_use"),
        ],
    ),
    "citations": (
        [
            start(),
            block(
                0,
                {"type": "text", "text": ""},
                {"type": "text_delta", "text": "Bern"},
                {"type": "citations_delta", "citation": WEB},
            ),
            end(),
        ],
        [START, FIRST, TextDelta(text="Bern"), Cited(citation=WEB_MEANT), *finished()],
    ),
    "server tools": (
        [
            start(),
            block(0, {"type": "server_tool_use", "id": "s", "name": "web_search", "input": {"query": "Bern"}}),
            block(1, {"type": "web_search_tool_result", "tool_use_id": "s", "content": []}),
            text(2, "Bern"),
            end(),
        ],
        [
            START,
            FIRST,
            PartAdded(
                part=UnknownPart(
                    kind="server_tool_use", extra={"id": "s", "name": "web_search", "input": {"query": "Bern"}}
                )
            ),
            PartAdded(part=UnknownPart(kind="web_search_tool_result", extra={"tool_use_id": "s", "content": []})),
            TextDelta(text="Bern"),
            *finished(),
        ],
    ),
    "what comes beside": (
        [start(container={"id": "c"}), frame("x_new", x=1), text(0, "Hi"), end()],
        [
            Started(id="msg_1", model="claude-x", created=0, extra={"container": {"id": "c"}}),
            FIRST,
            Extra(fields={"type": "x_new", "x": 1}),
            TextDelta(text="Hi"),
            *finished(),
        ],
    ),
}


def decoded(frames):
    """Return the events of a stream."""
    decoder = ANTHROPIC_MESSAGES.decoder()
    return decoder.feed(b"".join(frames)) + decoder.close()


def encoded(events):
    """Return the bytes that say *events*."""
    encoder = ANTHROPIC_MESSAGES.encoder(include_usage=True)
    return b"".join(encoder.encode(event) for event in events)


@pytest.mark.parametrize("name", EXACT)
def test_streams(name):
    """A stream keeps its meaning, and is written in the same way again."""
    frames, events = EXACT[name]

    assert events == decoded(frames)
    assert b"".join(frames) == encoded(events)


READ = {
    "pings": (
        [frame("ping"), start(), frame("ping"), b": hello\n\n", text(0, "Hi"), end()],
        [START, FIRST, TextDelta(text="Hi"), *finished()],
    ),
    "counts at both ends": (
        [
            start({**COUNTS, "cache_read_input_tokens": 100, "cache_creation": {"ephemeral_1h_input_tokens": 5}}),
            end(usage={"output_tokens": 20, "cache_read_input_tokens": None}),
        ],
        [
            START,
            UsageReported(
                usage=Usage(
                    input_tokens=114,
                    output_tokens=2,
                    cache_read_tokens=100,
                    cache_write_tokens=5,
                    cache_write_1h_tokens=5,
                )
            ),
            Finished(finish_reason=STOP, native_finish_reason="end_turn"),
            UsageReported(
                usage=Usage(
                    input_tokens=114,
                    output_tokens=20,
                    cache_read_tokens=100,
                    cache_write_tokens=5,
                    cache_write_1h_tokens=5,
                )
            ),
            Ended(),
        ],
    ),
    "a call without arguments": (
        [start(), call(0, "a", ""), end("tool_use")],
        [START, FIRST, started(0, "a"), argued(0, "{}"), *finished(CALLS, "tool_use")],
    ),
    "imitator: the whole call at its start": (
        [
            start(),
            block(0, {"type": "tool_use", "id": "a", "name": "f", "input": {"x": 1}}),
            end("tool_use"),
        ],
        [START, FIRST, started(0, "a"), argued(0, '{"x":1}'), *finished(CALLS, "tool_use")],
    ),
    "imitator: text in the start, no signature": (
        [
            start(),
            block(0, {"type": "thinking", "thinking": "Hm."}),
            block(1, {"type": "text", "text": "Hi"}),
            end(),
        ],
        [START, FIRST, ReasoningDelta(text="Hm."), TextDelta(text="Hi"), *finished()],
    ),
    "imitator: OpenAI's end, none of its own": (
        [start(), text(0, "Hi"), end().replace(frame("message_stop"), b""), b"data: [DONE]\n\n"],
        [START, FIRST, TextDelta(text="Hi"), *finished()],
    ),
    "server tool in pieces": (
        [
            start(),
            block(
                0,
                {"type": "server_tool_use", "id": "s", "name": "web_search", "input": {}},
                {"type": "input_json_delta", "partial_json": '{"query":'},
                {"type": "input_json_delta", "partial_json": '"Bern"}'},
            ),
            end(),
        ],
        [
            START,
            FIRST,
            PartAdded(
                part=UnknownPart(
                    kind="server_tool_use", extra={"id": "s", "name": "web_search", "input": {"query": "Bern"}}
                )
            ),
            *finished(),
        ],
    ),
    "a kind that is to come": (
        [
            start(),
            block(0, {"type": "compaction", "content": None}, {"type": "compaction_delta", "content": "So far"}),
            end(),
        ],
        [START, FIRST, PartAdded(part=UnknownPart(kind="compaction", extra={"content": "So far"})), *finished()],
    ),
    "error": (
        [
            start(),
            frame("error", error={"type": "overloaded_error", "message": "Overloaded"}),
            text(0, "never"),
        ],
        [START, FIRST, Failed(message="Overloaded", kind=FailureKind.OVERLOADED, code="overloaded_error")],
    ),
}


@pytest.mark.parametrize("name", READ)
def test_streams_that_are_only_read(name):
    """What need not be written again, or is written another way, is understood all the same."""
    frames, events = READ[name]

    assert events == decoded(frames)


SEALED = Seal(family="openai", data="c", kind=SealKind.ENCRYPTED, id="r")
UNSEALED = "fairlane.none.signature.."

WRITTEN = {
    "thought without a seal": (
        [ReasoningDelta(text="Hm."), TextDelta(text="Hi")],
        [thought(0, UNSEALED, "Hm."), text(1, "Hi")],
    ),
    "thought at the end": ([ReasoningDelta(text="Hm.")], [thought(0, UNSEALED, "Hm.")]),
    "retold thought with another family's cipher": (
        [ReasoningDelta(text="Hm.", is_summary=True), ReasoningSealed(seal=SEALED), ReasoningDelta(text="So.")],
        [thought(0, "fairlane.openai.encrypted.r.c", "Hm."), thought(1, UNSEALED, "So.")],
    ),
    "hidden thought of another family": (
        [ReasoningSealed(seal=SEALED), TextDelta(text="Hi")],
        [block(0, {"type": "redacted_thinking", "data": "fairlane.openai.encrypted.r.c"}), text(1, "Hi")],
    ),
    "refusal": ([RefusalDelta(text="I can"), RefusalDelta(text="'t.")], [text(0, "I can", "'t.")]),
    "nothing but space": ([TextDelta(text="\n\n"), started(0, "a"), argued(0, "{}")], [call(0, "a", "{}")]),
    "space before words": ([TextDelta(text="\n"), TextDelta(text="Hi")], [text(0, "\n", "Hi")]),
    "empty pieces": ([TextDelta(text=""), ReasoningDelta(text=""), TextDelta(text="Hi")], [text(0, "Hi")]),
    "interleaved calls": (
        [
            started(0, "a"),
            started(1, "b"),
            argued(1, '{"y":'),
            argued(0, '{"x":'),
            argued(1, "2}"),
            argued(0, "1}"),
            started(2, "c"),
            argued(2, "{}"),
        ],
        [call(0, "a", '{"x":', "1}"), call(1, "b", '{"y":', "2}"), call(2, "c", "{}")],
    ),
    "calls whose arguments never become whole": (
        [started(0, "a"), started(1, "b"), argued(1, "{}"), TextDelta(text="Hi")],
        [call(0, "a"), call(1, "b", "{}"), text(2, "Hi")],
    ),
    "a sealed call": (
        [started(0, "a", seal=Seal(family="google", data="s")), argued(0, "{}")],
        [block(0, {"type": "redacted_thinking", "data": "fairlane.google.signature..s"}), call(1, "a", "{}")],
    ),
    "a tool that takes text": (
        [started(0, "a", kind=ToolKind.CUSTOM), argued(0, 'say "'), argued(0, "hi\n")],
        [call(0, "a", '{"input":"', 'say \\"', "hi\\n", '"}')],
    ),
    "pictures, second answers, citations of nothing": (
        [
            PartAdded(part=ImagePart(url="https://x")),
            TextDelta(text="other", index=1),
            Cited(citation=WEB_MEANT),
            TextDelta(text="Hi"),
        ],
        [text(0, "Hi")],
    ),
}


@pytest.mark.parametrize("name", WRITTEN)
def test_streams_of_other_dialects(name):
    """Blocks never overlap, every thought is signed, and the end tells all counts, whatever the provider's order."""
    events, frames = WRITTEN[name]
    reason = "tool_use" if any(isinstance(event, ToolCallStarted) for event in events) else "end_turn"
    stream = [START, *events, Finished(finish_reason=STOP), COUNTED, Ended()]

    assert b"".join([start(), *frames, end(reason)]) == encoded(stream)


def test_a_failure_inside_a_stream():
    """A provider's failure is Anthropic's `error` event, in the words that its clients know."""
    failed = frame("error", error={"type": "overloaded_error", "message": "busy"})

    assert start() + failed == encoded([START, Failed(message="busy", kind=FailureKind.OVERLOADED)])


@pytest.mark.parametrize("cut", [0, 1, 5])
def test_pieces_come_at_once(cut):
    """A delta is on its way as soon as it is told; only the calls behind an unfinished one wait."""
    encoder = ANTHROPIC_MESSAGES.encoder(include_usage=True)
    encoder.encode(START)
    pieces = [encoder.encode(TextDelta(text=f"piece {number}")) for number in range(cut + 1)]

    assert f"piece {cut}".encode() in pieces[cut]
