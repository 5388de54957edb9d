"""Streams as providers send them, and what each means.

The events follow the types of `openai` 3.57.0 and OpenAI's guide to streaming; the imitators' are as their sources and their
users tell.
"""

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
from proxy.dialects.openai_responses.ids import Ids
from tests.golden.openai_responses.answers import HEAD, SEARCH, URL, answer, counts, message, text

START = Started(id="resp_1", model="gpt-x", created=1_760_000_000)
STOP, CALLS = FinishReason.STOP, FinishReason.TOOL_CALLS
COUNTED = UsageReported(usage=Usage(input_tokens=9, output_tokens=2))
BEGUN = {"status": "in_progress"}
NAME = Ids(answer="resp_1").name
LIKELY = {"token": "Hi", "bytes": [72, 105], "logprob": -0.5, "top_logprobs": []}
LIKELY_MEANT = TokenLogprob(token="Hi", logprob=-0.5, octets=(72, 105))


def write(*events):
    """Return *events*, each a type and its fields, as a stream."""
    numbered = [{"type": kind, "sequence_number": number, **fields} for number, (kind, fields) in enumerate(events)]
    return b"".join(b"event: " + event["type"].encode() + b"\ndata: " + dump(event) + b"\n\n" for event in numbered)


def stream(*events, output=(), end="completed", **members):
    """Return a whole stream around *events*, whose last response has *output* and *members*."""
    begun = {"response": answer(**BEGUN)}
    over = answer(*output, **{"status": end, "usage": counts(9, 2), **members})
    lifecycle = [(f"response.{word}", begun) for word in ("created", "in_progress")]
    return write(*lifecycle, *events, (f"response.{end}", {"response": over}))


def added(index, item):
    """Return the event that an item begins."""
    return ("response.output_item.added", {"output_index": index, "item": item})


def done(index, item):
    """Return the event that an item ends."""
    return ("response.output_item.done", {"output_index": index, "item": item})


def at(name, index, **beside):
    """Return where an event belongs."""
    return {"item_id": name, "output_index": index, **beside}


def message_events(index, *deltas, status="completed", likely=()):
    """Return the events of a message with one text, and the message."""
    name = NAME("message", index)
    place = at(name, index, content_index=0)
    whole = text("".join(deltas), logprobs=list(likely))
    item = message(whole, id=name, status=status)
    told = [
        added(index, message(id=name, status="in_progress")),
        ("response.content_part.added", {**place, "part": text("", logprobs=[])}),
        *(("response.output_text.delta", {**place, "delta": delta, "logprobs": list(likely)}) for delta in deltas),
        ("response.output_text.done", {**place, "text": whole["text"], "logprobs": list(likely)}),
        ("response.content_part.done", {**place, "part": whole}),
        done(index, item),
    ]
    return told, item


def refusal_events(said):
    """Return the events of a refusal, and its message."""
    name = NAME("message", 0)
    place = at(name, 0, content_index=0)
    item = message({"type": "refusal", "refusal": said}, id=name)
    told = [
        added(0, message(id=name, status="in_progress")),
        ("response.content_part.added", {**place, "part": {"type": "refusal", "refusal": ""}}),
        ("response.refusal.delta", {**place, "delta": said}),
        ("response.refusal.done", {**place, "refusal": said}),
        ("response.content_part.done", {**place, "part": {"type": "refusal", "refusal": said}}),
        done(0, item),
    ]
    return told, item


def cited_events():
    """Return the events of a text with a source, and its message."""
    name = NAME("message", 0)
    place = at(name, 0, content_index=0)
    whole = text("Hi", annotations=[URL], logprobs=[])
    item = message(whole, id=name)
    told = [
        added(0, message(id=name, status="in_progress")),
        ("response.content_part.added", {**place, "part": text("", logprobs=[])}),
        ("response.output_text.delta", {**place, "delta": "Hi", "logprobs": []}),
        ("response.output_text.annotation.added", {**place, "annotation_index": 0, "annotation": URL}),
        ("response.output_text.done", {**place, "text": "Hi", "logprobs": []}),
        ("response.content_part.done", {**place, "part": whole}),
        done(0, item),
    ]
    return told, item


def call_item(index, told, arguments, **beside):
    """Return a call as an item."""
    name = NAME("function_call", index)
    return {
        "type": "function_call",
        "id": name,
        "call_id": told,
        "name": "f",
        "arguments": arguments,
        **beside,
    }


def call_events(index, told, *deltas):
    """Return how a call begins, how it goes on and how it ends, and the call."""
    place = at(NAME("function_call", index), index)
    item = call_item(index, told, "".join(deltas), status="completed")
    begun = [added(index, call_item(index, told, "", **BEGUN))]
    written = [("response.function_call_arguments.delta", {**place, "delta": delta}) for delta in deltas]
    ended = [("response.function_call_arguments.done", {**place, "arguments": item["arguments"]}), done(index, item)]
    return begun, written, ended, item


def custom_events(*deltas):
    """Return the events of a custom call, and the call."""
    name = NAME("custom_tool_call", 0)
    item = {"type": "custom_tool_call", "id": name, "call_id": "1", "name": "apply_patch", "input": "".join(deltas)}
    told = [
        added(0, {**item, "input": ""}),
        *(("response.custom_tool_call_input.delta", {**at(name, 0), "delta": delta}) for delta in deltas),
        ("response.custom_tool_call_input.done", {**at(name, 0), "input": item["input"]}),
        done(0, item),
    ]
    return told, item


def thought_events(index, *, summary="", said="", sealed=""):
    """Return the events of a thought that has a summary, a text, or both, and the thought."""
    name = NAME("reasoning", index)
    empty = {"type": "reasoning", "id": name, "summary": []}
    told, item = [added(index, empty)], dict(empty)
    if summary:
        place = at(name, index, summary_index=0)
        part = {"type": "summary_text", "text": summary}
        item["summary"] = [part]
        told += [
            ("response.reasoning_summary_part.added", {**place, "part": {**part, "text": ""}}),
            ("response.reasoning_summary_text.delta", {**place, "delta": summary}),
            ("response.reasoning_summary_text.done", {**place, "text": summary}),
            ("response.reasoning_summary_part.done", {**place, "part": part}),
        ]
    if said:
        place = at(name, index, content_index=0)
        part = {"type": "reasoning_text", "text": said}
        item["content"] = [part]
        told += [
            ("response.content_part.added", {**place, "part": {**part, "text": ""}}),
            ("response.reasoning_text.delta", {**place, "delta": said}),
            ("response.reasoning_text.done", {**place, "text": said}),
            ("response.content_part.done", {**place, "part": part}),
        ]
    item |= {"encrypted_content": sealed} if sealed else {}
    return [*told, done(index, item)], item


HIDDEN = {"type": "reasoning", "id": "rs_67c", "summary": []}
SEALED = {**HIDDEN, "encrypted_content": "gAAAA"}
SEAL = Seal(family="openai", data="gAAAA", kind=SealKind.ENCRYPTED, id="rs_67c")
FOREIGN = Seal(family="anthropic", data="c2ln")
SEARCHED = {"type": "web_search_call", **SEARCH}
DRAWN = {"type": "image_generation_call", "id": NAME("image_generation_call", 0), "status": "completed"}
DRAWN |= {"result": "AAAA"}


def single(events, item, **members):
    """Return a stream of one item."""
    return stream(*events, output=[item], **members)


def side_by_side():
    """Return a stream of two calls whose arguments come in turns."""
    first, second = call_events(0, "1", '{"a"', ":1}"), call_events(1, "2", "{", "}")
    (one, two), (three, four) = first[1], second[1]
    told = [*first[0], one, *second[0], three, two, four, *first[2], *second[2]]
    return stream(*told, output=[first[3], second[3]])


def after_another():
    """Return a stream of a thought, words, and two calls, each after the other."""
    thought, thought_item = thought_events(0, summary="Hm.", sealed="fairlane.anthropic.signature..c2ln")
    words, words_item = message_events(1, "Let me", " see.")
    first, second = call_events(2, "1", "{}"), call_events(3, "2", "{}")
    told = [*thought, *words, *first[0], *first[1], *first[2], *second[0], *second[1], *second[2]]
    return stream(*told, output=[thought_item, words_item, first[3], second[3]])


EXACT = {
    "text": (
        single(*message_events(0, "Hel", "lo")),
        [START, TextDelta(text="Hel"), TextDelta(text="lo"), Finished(finish_reason=STOP), COUNTED, Ended()],
    ),
    "no output": (stream(), [START, Finished(finish_reason=STOP), COUNTED, Ended()]),
    "unicode": (
        single(*message_events(0, "世", "界 🌍 \u2028")),
        [
            START,
            TextDelta(text="世"),
            TextDelta(text="界 🌍 \u2028"),
            Finished(finish_reason=STOP),
            COUNTED,
            Ended(),
        ],
    ),
    "logprobs": (
        single(*message_events(0, "Hi", likely=[LIKELY])),
        [
            START,
            TextDelta(text="Hi", logprobs=(LIKELY_MEANT,)),
            Finished(finish_reason=STOP),
            COUNTED,
            Ended(),
        ],
    ),
    "sources": (
        single(*cited_events()),
        [
            START,
            TextDelta(text="Hi"),
            Cited(citation=Citation(url="https://example.org/", title="Example", start=0, end=2)),
            Finished(finish_reason=STOP),
            COUNTED,
            Ended(),
        ],
    ),
    "refusal": (
        single(*refusal_events("I can't.")),
        [START, RefusalDelta(text="I can't."), Finished(finish_reason=STOP), COUNTED, Ended()],
    ),
    "length": (
        single(
            *message_events(0, "Hi", status="incomplete"),
            end="incomplete",
            incomplete_details={"reason": "max_output_tokens"},
        ),
        [START, TextDelta(text="Hi"), Finished(finish_reason=FinishReason.LENGTH), COUNTED, Ended()],
    ),
    "content filter": (
        stream(end="incomplete", incomplete_details={"reason": "content_filter"}),
        [START, Finished(finish_reason=FinishReason.CONTENT_FILTER), COUNTED, Ended()],
    ),
    "a thought, words and calls, one after the other": (
        after_another(),
        [
            START,
            ReasoningDelta(text="Hm.", is_summary=True),
            ReasoningSealed(seal=FOREIGN),
            TextDelta(text="Let me"),
            TextDelta(text=" see."),
            ToolCallStarted(position=0, id="1", name="f"),
            ToolArgumentsDelta(position=0, arguments="{}"),
            ToolCallStarted(position=1, id="2", name="f"),
            ToolArgumentsDelta(position=1, arguments="{}"),
            Finished(finish_reason=CALLS),
            COUNTED,
            Ended(),
        ],
    ),
    "calls side by side": (
        side_by_side(),
        [
            START,
            ToolCallStarted(position=0, id="1", name="f"),
            ToolArgumentsDelta(position=0, arguments='{"a"'),
            ToolCallStarted(position=1, id="2", name="f"),
            ToolArgumentsDelta(position=1, arguments="{"),
            ToolArgumentsDelta(position=0, arguments=":1}"),
            ToolArgumentsDelta(position=1, arguments="}"),
            Finished(finish_reason=CALLS),
            COUNTED,
            Ended(),
        ],
    ),
    "custom tool call": (
        single(*custom_events("*** Begin", " Patch")),
        [
            START,
            ToolCallStarted(position=0, id="1", name="apply_patch", kind=ToolKind.CUSTOM),
            ToolArgumentsDelta(position=0, arguments="*** Begin"),
            ToolArgumentsDelta(position=0, arguments=" Patch"),
            Finished(finish_reason=CALLS),
            COUNTED,
            Ended(),
        ],
    ),
    "a hidden thought": (
        single([added(0, HIDDEN), done(0, SEALED)], SEALED),
        [START, ReasoningSealed(seal=SEAL), Finished(finish_reason=STOP), COUNTED, Ended()],
    ),
    "a thought in both forms, without a seal": (
        single(*thought_events(0, summary="Hm.", said="Let me think.")),
        [
            START,
            ReasoningDelta(text="Hm.", is_summary=True),
            ReasoningDelta(text="\n\nLet me think."),
            Finished(finish_reason=STOP),
            COUNTED,
            Ended(),
        ],
    ),
    "a provider's own tool": (
        stream(added(0, SEARCHED), done(0, SEARCHED), output=[SEARCHED], usage=counts(9, 2)),
        [
            START,
            PartAdded(part=UnknownPart(kind="web_search_call", extra=SEARCH)),
            Finished(finish_reason=STOP),
            UsageReported(usage=Usage(input_tokens=9, output_tokens=2, tool_requests=1)),
            Ended(),
        ],
    ),
    "an image that was made": (
        single([added(0, DRAWN), done(0, DRAWN)], DRAWN),
        [
            START,
            PartAdded(part=ImagePart(url="data:image/png;base64,AAAA")),
            Finished(finish_reason=STOP),
            COUNTED,
            Ended(),
        ],
    ),
    "what else the last response says": (
        single(*message_events(0, "Hi"), completed_at=1_760_000_001),
        [
            START,
            TextDelta(text="Hi"),
            Extra(fields={"completed_at": 1_760_000_001}),
            Finished(finish_reason=STOP),
            COUNTED,
            Ended(),
        ],
    ),
}
"""Streams that mean the same in both directions, but for `WRITTEN_OTHERWISE`."""

WRITTEN_OTHERWISE = frozenset({"a thought in both forms, without a seal"})
"""The gap between two texts of a thought is part of the second when it is written."""

COMPLETED = ("response.completed", {"response": answer(usage=counts(9, 2))})
CREATED = ("response.created", {"response": answer(**BEGUN)})
FAILED = {**HEAD, "status": "failed", "output": [], "error": {"code": "server_is_overloaded", "message": "busy"}}

READ = {
    "several summaries": (
        write(
            CREATED,
            added(0, HIDDEN),
            ("response.reasoning_summary_text.delta", at("rs_67c", 0, summary_index=0) | {"delta": "a"}),
            ("response.reasoning_summary_text.done", at("rs_67c", 0, summary_index=0) | {"text": "a"}),
            ("response.reasoning_summary_text.delta", at("rs_67c", 0, summary_index=1) | {"delta": "b"}),
            done(0, SEALED),
            COMPLETED,
        ),
        [
            START,
            ReasoningDelta(text="a", is_summary=True),
            ReasoningDelta(text="\n\nb", is_summary=True),
            ReasoningSealed(seal=SEAL),
            Finished(finish_reason=STOP),
            COUNTED,
            Ended(),
        ],
    ),
    "items only when they are done": (
        write(
            CREATED,
            done(0, {**SEALED, "summary": [{"type": "summary_text", "text": "Hm."}]}),
            done(1, message(text("Hi", annotations=[URL]))),
            done(2, {"type": "function_call", "call_id": "1", "name": "f", "arguments": "{}"}),
            done(3, {"type": "custom_tool_call", "call_id": "2", "name": "g", "input": "x"}),
            COMPLETED,
        ),
        [
            START,
            ReasoningDelta(text="Hm.", is_summary=True),
            ReasoningSealed(seal=SEAL),
            TextDelta(text="Hi"),
            Cited(citation=Citation(url="https://example.org/", title="Example", start=0, end=2)),
            ToolCallStarted(position=0, id="1", name="f"),
            ToolArgumentsDelta(position=0, arguments="{}"),
            ToolCallStarted(position=1, id="2", name="g", kind=ToolKind.CUSTOM),
            ToolArgumentsDelta(position=1, arguments="x"),
            Finished(finish_reason=CALLS),
            COUNTED,
            Ended(),
        ],
    ),
    "nothing but the last response": (
        write(CREATED, ("response.completed", {"response": answer(message(text("Hi")), usage=counts(9, 2))})),
        [START, TextDelta(text="Hi"), Finished(finish_reason=STOP), COUNTED, Ended()],
    ),
    "texts and arguments only when they are done": (
        write(
            CREATED,
            ("response.output_text.done", at("msg", 0, content_index=0) | {"text": "Hi"}),
            done(0, message(text("Hi"))),
            added(1, {"type": "function_call", "call_id": "1", "name": "f", "arguments": ""}),
            ("response.function_call_arguments.done", at("fc", 1) | {"arguments": "{}"}),
            done(1, {"type": "function_call", "call_id": "1", "name": "f", "arguments": "{}"}),
            COMPLETED,
        ),
        [
            START,
            TextDelta(text="Hi"),
            ToolCallStarted(position=0, id="1", name="f"),
            ToolArgumentsDelta(position=0, arguments="{}"),
            Finished(finish_reason=CALLS),
            COUNTED,
            Ended(),
        ],
    ),
    "a call whose name comes last, without an id": (
        write(
            CREATED,
            added(0, {"type": "function_call"}),
            ("response.function_call_arguments.delta", at("fc", 0) | {"delta": "{"}),
            ("response.function_call_arguments.delta", at("fc", 0) | {"delta": "}"}),
            done(0, {"type": "function_call", "id": "fc", "name": "f", "arguments": "{}"}),
            COMPLETED,
        ),
        [
            START,
            ToolCallStarted(position=0, id="fc", name="f"),
            ToolArgumentsDelta(position=0, arguments="{}"),
            Finished(finish_reason=CALLS),
            COUNTED,
            Ended(),
        ],
    ),
    "vLLM: its own events, one number for two items, and `[DONE]`": (
        write(
            CREATED,
            added(0, HIDDEN),
            ("response.reasoning_part.added", at("rs", 0, content_index=0) | {"part": {"text": ""}}),
            ("response.reasoning_text.delta", at("rs", 0, content_index=0) | {"delta": "Hm."}),
            done(0, {**HIDDEN, "content": [{"type": "reasoning_text", "text": "Hm."}]}),
            added(0, message()),
            ("response.output_text.delta", at("msg", 0, content_index=0) | {"delta": "Hi"}),
            done(0, message(text("Hi"))),
            COMPLETED,
        )
        + b"data: [DONE]\n\n",
        [
            START,
            ReasoningDelta(text="Hm."),
            TextDelta(text="Hi"),
            Finished(finish_reason=STOP),
            COUNTED,
            Ended(),
        ],
    ),
    "no first event, and types in the SSE name alone": (
        b"".join(
            [
                b'event: response.output_text.delta\ndata: {"delta":"Hi"}\n\n',
                b'event: response.completed\ndata: {"response":{"id":"resp_1"}}\n\n',
            ]
        ),
        [
            Started(id="", model="", created=0),
            TextDelta(text="Hi"),
            Finished(finish_reason=STOP),
            Ended(),
        ],
    ),
    "OpenAI: padding, keep-alives and progress of its own tools": (
        b": keep-alive\n\n"
        + write(
            CREATED,
            added(0, {**SEARCHED, "status": "in_progress"}),
            ("response.web_search_call.searching", at("ws_1", 0)),
            done(0, SEARCHED),
            ("keepalive", {}),
            added(1, message()),
            ("response.output_text.delta", at("msg", 1, content_index=0) | {"delta": "Hi", "obfuscation": "xY"}),
            COMPLETED,
        ),
        [
            START,
            PartAdded(part=UnknownPart(kind="web_search_call", extra=SEARCH)),
            TextDelta(text="Hi"),
            Finished(finish_reason=STOP),
            COUNTED,
            Ended(),
        ],
    ),
    "CRLF and a byte order mark": (
        b"\xef\xbb\xbf" + write(CREATED, COMPLETED).replace(b"\n", b"\r\n"),
        [START, Finished(finish_reason=STOP), COUNTED, Ended()],
    ),
    "a failed response": (
        write(CREATED, ("response.failed", {"response": FAILED})),
        [START, Failed(message="busy", kind=FailureKind.OVERLOADED, code="server_is_overloaded")],
    ),
    "an error event with flat members": (
        write(CREATED, ("error", {"code": "rate_limit_exceeded", "message": "slow", "param": None}), COMPLETED),
        [START, Failed(message="slow", kind=FailureKind.RATE_LIMIT, code="rate_limit_exceeded")],
    ),
    "an error event with an object": (
        write(
            (
                "error",
                {
                    "error": {
                        "type": "invalid_request_error",
                        "code": "context_length_exceeded",
                        "message": "Your input exceeds the context window of this model.",
                        "param": "input",
                    }
                },
            )
        ),
        [
            Failed(
                message="Your input exceeds the context window of this model.",
                kind=FailureKind.CONTEXT_LENGTH,
                code="context_length_exceeded",
            )
        ],
    ),
    "vLLM: an error without a type": (
        b'data: {"error":{"message":"out of memory","type":"InternalServerError","code":500}}\n\n',
        [Failed(message="out of memory", kind=FailureKind.SERVER, code="500")],
    ),
}
"""Streams of imitators, older forms and failures."""
