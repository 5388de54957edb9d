"""Cohere's Chat API under values and bytes of every kind."""

import json
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from proxy.canonical.content import Citation, ImagePart, ReasoningPart, TextPart, TokenLogprob, UnknownPart
from proxy.canonical.events import (
    Cited,
    Ended,
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
from proxy.canonical.jsontext import dump
from proxy.canonical.request import CanonicalRequest, Message, Reasoning, ResponseFormat, ResponseFormatKind, Role
from proxy.canonical.response import CanonicalResponse, Choice
from proxy.canonical.tools import ToolCall, ToolChoice, ToolChoiceMode, ToolDefinition
from proxy.canonical.unset import UNSET
from proxy.canonical.usage import Usage
from proxy.dialects.base import Aim
from proxy.dialects.cohere_chat import COHERE_CHAT
from proxy.dialects.cohere_chat.finish import REASONS
from proxy.dialects.cohere_chat.flavours import FLAVOURS
from proxy.errors import InvalidRequest, MalformedStream

MODEL = "command-a-reasoning-08-2025"
AIM = Aim(model=MODEL, flavour=FLAVOURS["cohere"])

LETTERS = st.characters(exclude_categories=["Cs"])
TEXT = st.text(LETTERS, max_size=8)
SOME = st.text(LETTERS, min_size=1, max_size=8)
COUNT = st.integers(0, 2**31)
VALUE = st.recursive(
    st.one_of(st.none(), st.booleans(), COUNT, TEXT),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(TEXT, inner, max_size=3)),
    max_leaves=4,
)
OBJECT = st.dictionaries(TEXT, VALUE, max_size=3)
EXTRA = st.dictionaries(st.sampled_from(["x-a", "x-b"]), VALUE, max_size=2)


def optional(strategy):
    """Draw from *strategy*, or nothing sent."""
    return st.one_of(st.just(UNSET), strategy)


CITATION = st.one_of(
    st.builds(
        Citation,
        start=optional(COUNT),
        end=optional(COUNT),
        title=optional(TEXT),
        url=optional(TEXT),
        quote=optional(TEXT),
        extra=st.one_of(st.just({}), st.just({"text": "span"})),
    ),
    st.builds(Citation, extra=st.just({"sources": [{"type": "tool", "id": "t:0", "tool_output": {"a": 1}}]})),
)
TEXT_PART = st.builds(TextPart, text=SOME, citations=st.lists(CITATION, max_size=2).map(tuple), extra=EXTRA)
THOUGHT = st.builds(ReasoningPart, text=TEXT, extra=EXTRA)
PLAN = st.builds(ReasoningPart, text=SOME, extra=st.just({"tool_plan": True}))
IMAGE = st.builds(ImagePart, url=TEXT, detail=optional(st.sampled_from(["low", "high"])), extra=EXTRA)
UNKNOWN = st.builds(UnknownPart, kind=st.just("video"), extra=EXTRA)
CALL = st.builds(ToolCall, id=SOME, name=SOME, arguments=TEXT, extra=EXTRA)


@st.composite
def said(draw):
    """Draw what an assistant says, in Cohere's order: content, a plan, calls."""
    content = draw(st.lists(st.one_of(TEXT_PART, THOUGHT), max_size=2))
    plan = draw(st.lists(PLAN, max_size=1))
    return (*content, *plan, *draw(st.lists(CALL, max_size=2)))


USER = st.builds(
    Message,
    role=st.just(Role.USER),
    content=st.one_of(TEXT, st.lists(st.one_of(st.builds(TextPart, text=TEXT), IMAGE, UNKNOWN), max_size=3).map(tuple)),
    extra=EXTRA,
)
ASSISTANT = st.builds(
    Message,
    role=st.just(Role.ASSISTANT),
    content=st.one_of(SOME, said().filter(bool)),
    extra=EXTRA,
)
DOCUMENT = OBJECT.map(lambda data: TextPart(text=dump(data).decode(), extra={"document": {"data": data, "id": "d"}}))
TOOL_TURN = st.builds(
    Message,
    role=st.just(Role.TOOL),
    tool_call_id=SOME,
    content=st.one_of(TEXT, st.lists(st.one_of(st.builds(TextPart, text=TEXT), DOCUMENT), max_size=2).map(tuple)),
    extra=EXTRA,
)
SYSTEM = st.builds(
    Message, role=st.just(Role.SYSTEM), content=st.one_of(TEXT, st.lists(st.builds(TextPart, text=TEXT)).map(tuple))
)
TOOLS = st.booleans().flatmap(
    lambda strict: st.lists(
        st.builds(
            ToolDefinition,
            name=TEXT,
            description=optional(TEXT),
            parameters=st.dictionaries(TEXT, VALUE, min_size=1, max_size=2),
            strict=st.just(strict),
            extra=EXTRA,
        ),
        min_size=1,
        max_size=2,
    ).map(tuple)
)
FORMAT = st.one_of(
    st.builds(ResponseFormat, kind=st.sampled_from([ResponseFormatKind.TEXT, ResponseFormatKind.JSON_OBJECT])),
    st.builds(ResponseFormat, kind=st.just(ResponseFormatKind.JSON_SCHEMA), schema=OBJECT, extra=EXTRA),
)
REASONING = st.one_of(
    st.builds(Reasoning, is_enabled=st.booleans()), st.builds(Reasoning, budget=st.integers(1, 2**31))
)
REQUEST = st.builds(
    CanonicalRequest,
    model=st.just(MODEL),
    messages=st.tuples(
        st.lists(SYSTEM, max_size=1), st.lists(st.one_of(USER, ASSISTANT, TOOL_TURN), min_size=1, max_size=3)
    ).map(lambda turns: (*turns[0], *turns[1])),
    stream=st.booleans(),
    tools=TOOLS,
    tool_choice=optional(st.builds(ToolChoice, mode=st.sampled_from([ToolChoiceMode.NONE, ToolChoiceMode.REQUIRED]))),
    response_format=optional(FORMAT),
    reasoning=optional(REASONING),
    max_output_tokens=optional(st.integers(1, 9999)),
    temperature=optional(st.floats(0, 2)),
    top_p=optional(st.floats(0.01, 0.99)),
    top_k=optional(st.integers(0, 500)),
    frequency_penalty=optional(st.floats(0, 1)),
    stop=optional(st.lists(SOME, min_size=1, max_size=5).map(tuple)),
    seed=optional(COUNT),
    logprobs=optional(st.booleans()),
    extra=EXTRA,
)


@given(REQUEST)
def test_requests_survive_the_wire(request):
    """What is encoded is decoded to the same request, and nothing of it is dropped."""
    encoded = COHERE_CHAT.encode_request(request, AIM)

    assert () == encoded.dropped
    assert request == COHERE_CHAT.decode_request(dump(encoded.document))


USAGE = st.builds(
    lambda read, cached, written, searches: Usage(
        input_tokens=read + cached, output_tokens=written, cache_read_tokens=cached, tool_requests=searches
    ),
    COUNT,
    COUNT,
    COUNT,
    COUNT,
)
FINISH = st.sampled_from([{"finish_reason": reason, "native_finish_reason": word} for word, reason in REASONS.items()])
LIKELY = st.builds(TokenLogprob, token=TEXT, logprob=st.floats(-9, 0))
RESPONSE = st.builds(
    lambda told, parts, finish, usage, extra: CanonicalResponse(
        id=told, model="", created=0, choices=(Choice(parts=parts, **finish),), usage=usage, extra=extra
    ),
    TEXT,
    said(),
    FINISH,
    st.one_of(st.none(), USAGE),
    EXTRA,
)


@given(RESPONSE, st.lists(LIKELY, max_size=2))
def test_responses_survive_the_wire(response, tokens):
    """What is encoded is decoded to the same answer; likelihoods are of the first text."""
    (choice,) = response.choices
    first = next((index for index, part in enumerate(choice.parts) if isinstance(part, TextPart)), None)
    if first is not None:
        likely = replace(choice.parts[first], logprobs=tuple(tokens))
        parts = (*choice.parts[:first], likely, *choice.parts[first + 1 :])
        response = replace(response, choices=(replace(choice, parts=parts),))

    assert response == COHERE_CHAT.decode_response(COHERE_CHAT.encode_response(response))


@st.composite
def streams(draw):
    """Draw the events of a proper stream."""
    texts = st.one_of(
        st.builds(TextDelta, text=SOME, logprobs=st.lists(LIKELY, max_size=1).map(tuple)),
        st.builds(ReasoningDelta, text=SOME),
        st.builds(Cited, citation=CITATION),
    )
    events = [
        draw(st.builds(Started, id=TEXT, model=st.just(""), created=st.just(0))),
        *draw(st.lists(texts, max_size=5)),
    ]
    for position in range(draw(st.integers(0, 2))):
        events.append(ToolCallStarted(position=position, id=f"call-{position}", name=draw(SOME)))
        arguments = dump(draw(OBJECT)).decode()
        at = draw(st.integers(1, len(arguments)))
        events += [ToolArgumentsDelta(position=position, arguments=text) for text in cut(arguments, at)]
    if draw(st.booleans()):
        kind = draw(st.sampled_from([FailureKind.SERVER, FailureKind.TIMEOUT]))
        return [*events, Failed(message=draw(SOME), kind=kind)]
    counted = draw(st.lists(st.builds(UsageReported, usage=USAGE), max_size=1))
    return [*events, Finished(**draw(FINISH)), *counted, Ended()]


def cut(stream, size):
    """Return *stream* in pieces of *size*."""
    return [stream[at : at + size] for at in range(0, len(stream), size)]


def written(events):
    """Return the stream of *events*."""
    encoder = COHERE_CHAT.encoder(include_usage=True)
    return b"".join(encoder.encode(event) for event in events)


def nameless(events):
    """Return *events* without the word that Cohere gives a failure."""
    return [replace(event, code=None) if isinstance(event, Failed) else event for event in events]


@given(streams(), st.integers(1, 200))
def test_streams_survive_the_wire_in_any_pieces(events, size):
    """What is encoded is decoded to the same events, wherever it is cut."""
    decoder = COHERE_CHAT.decoder()

    assert events == nameless(event for piece in cut(written(events), size) for event in decoder.feed(piece))
    assert [] == decoder.close()


OUTLINE = COHERE_CHAT.outline(b'{"model":"m","messages":[{"role":"user","content":"Hi"}],"stream":true}')


@given(streams(), st.integers(1, 200))
def test_a_tap_passes_the_same_in_any_pieces(events, size):
    """What the client gets, and what the gateway learns, does not depend on where the stream is cut."""
    stream = written(events)
    whole, parts = COHERE_CHAT.tap(OUTLINE), COHERE_CHAT.tap(OUTLINE)

    assert whole.feed(stream) == b"".join(parts.feed(piece) for piece in cut(stream, size))
    for fact in ("has_content", "is_complete", "usage", "failure"):
        assert getattr(whole, fact) == getattr(parts, fact)


NAMES = [
    "messages",
    "model",
    "role",
    "content",
    "type",
    "text",
    "thinking",
    "tool_calls",
    "function",
    "arguments",
    "id",
]
NAMES += [
    "message",
    "delta",
    "finish_reason",
    "usage",
    "tokens",
    "citations",
    "sources",
    "document",
    "logprobs",
    "index",
]
NAMES += [
    "tools",
    "tool_plan",
    "tool_choice",
    "response_format",
    "stop_sequences",
    "content_index",
    "image_url",
    "data",
]
WORDS = [
    "",
    "text",
    "user",
    "assistant",
    "tool",
    "function",
    "message-end",
    "content-delta",
    "tool-call-start",
    "ERROR",
]
SHAPES = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(-1, 3), st.sampled_from(WORDS)),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.sampled_from(NAMES), inner, max_size=6)),
    max_leaves=20,
)
BODIES = st.one_of(SHAPES.map(dump), st.binary(max_size=40))
KINDS = ["message-start", "content-delta", "tool-call-start", "tool-call-delta", "citation-start", "message-end", "x"]
EVENT = st.builds(
    lambda kind, members: b"data: " + dump({**members, "type": kind}) + b"\n\n",
    st.sampled_from(KINDS),
    st.dictionaries(st.sampled_from(["id", "index", "delta", "logprobs"]), SHAPES, max_size=3),
)


@given(
    st.lists(st.one_of(EVENT, BODIES.map(lambda body: b"data: " + body + b"\n\n"), st.binary(max_size=20)), max_size=4)
)
def test_any_stream_is_events_or_malformed(pieces):
    """Whatever a provider streams, the only exception is the one that callers expect."""
    for reader in (COHERE_CHAT.decoder(), COHERE_CHAT.tap(OUTLINE)):
        try:
            for piece in pieces:
                reader.feed(piece)
            reader.close()
        except MalformedStream:
            continue


ANSWER = st.dictionaries(st.sampled_from(NAMES), SHAPES, max_size=4).map(lambda message: dump({"message": message}))


@given(st.one_of(BODIES, ANSWER))
def test_any_answer_is_an_answer_or_malformed(body):
    """Whatever a provider answers, the only exception is the one that callers expect."""
    for reader in (COHERE_CHAT.read, COHERE_CHAT.decode_response):
        try:
            assert reader(body)
        except MalformedStream:
            continue


@given(BODIES, st.integers(400, 599))
def test_any_error_body_is_read(body, status):
    """Reading an error never fails, and always has words."""
    assert COHERE_CHAT.read_error(body, status).message


ASKED = st.dictionaries(st.sampled_from(NAMES), SHAPES, max_size=8).map(
    lambda members: dump({"model": "m", "messages": [members], **members})
)


@given(st.one_of(BODIES, ASKED))
def test_any_request_is_one_or_the_clients_mistake(body):
    """Whatever a client sends, the only exception is the refusal."""
    for reader in (COHERE_CHAT.outline, COHERE_CHAT.decode_request):
        try:
            reader(body)
        except InvalidRequest:
            continue


@given(REQUEST, st.integers(1, 9999), st.sampled_from([None, 1]))
def test_a_patch_keeps_every_other_byte(request, cap, indent):
    """After the patch the provider reads the endpoint's model and the cap, and all else as it was."""
    before = COHERE_CHAT.encode_request(request, AIM).document
    outline = COHERE_CHAT.outline(json.dumps(before, indent=indent).encode())
    patched = json.loads(COHERE_CHAT.patch(outline, replace(AIM, model="endpoint", output_tokens=cap)))

    assert ("endpoint", min(cap, before.get("max_tokens") or cap)) == (patched["model"], patched["max_tokens"])
    changed = {"model", "max_tokens"}
    assert {key: before[key] for key in before.keys() - changed} == {
        key: patched[key] for key in patched.keys() - changed
    }
