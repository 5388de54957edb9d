"""Chat Completions under values and bytes of every kind."""

import json

from hypothesis import given
from hypothesis import strategies as st

from proxy.canonical.content import AudioPart, FilePart, ImagePart, RefusalPart, TextPart
from proxy.canonical.events import (
    Ended,
    Failed,
    Finished,
    ReasoningDelta,
    RefusalDelta,
    Started,
    TextDelta,
    ToolArgumentsDelta,
    ToolCallStarted,
    UsageReported,
)
from proxy.canonical.jsontext import dump
from proxy.canonical.request import CanonicalRequest, Message, ResponseFormat, ResponseFormatKind, Role
from proxy.canonical.response import CanonicalResponse, Choice, FinishReason
from proxy.canonical.tools import ToolCall, ToolChoice, ToolChoiceMode, ToolDefinition
from proxy.canonical.unset import UNSET
from proxy.canonical.usage import Usage
from proxy.dialects.openai_chat import OPENAI_CHAT
from proxy.errors import InvalidRequest, MalformedStream

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
SOME = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=8)
COUNT = st.integers(0, 2**31)
NUMBER = st.floats(0, 2)
VALUE = st.recursive(
    st.one_of(st.none(), st.booleans(), COUNT, TEXT),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(TEXT, inner, max_size=3)),
    max_leaves=6,
)
EXTRA = st.dictionaries(st.sampled_from(["x-a", "x-b"]), VALUE, max_size=2)


def optional(strategy, *, nullable=False):
    """Draw from *strategy*, or nothing sent, or null."""
    return st.one_of(st.just(UNSET), strategy, *([st.none()] if nullable else []))


PART = st.one_of(
    st.builds(TextPart, text=TEXT, extra=EXTRA),
    st.builds(RefusalPart, text=TEXT, extra=EXTRA),
    st.builds(ImagePart, url=TEXT, extra=EXTRA),
    st.builds(AudioPart, data=TEXT, format=st.sampled_from(["wav", "mp3"]), extra=EXTRA),
    st.builds(FilePart, extra=st.just({"file": {"file_id": "f"}})),
)
CALL = st.builds(ToolCall, id=TEXT, name=TEXT, arguments=TEXT, extra=EXTRA)
MESSAGE = st.builds(
    Message,
    role=st.sampled_from(Role),
    content=optional(st.one_of(TEXT, st.lists(PART, max_size=3).map(tuple)), nullable=True),
    name=optional(TEXT),
    tool_calls=st.lists(CALL, max_size=2).map(tuple),
    tool_call_id=optional(TEXT),
    extra=EXTRA,
)
TOOL = st.builds(
    ToolDefinition,
    name=TEXT,
    description=optional(TEXT),
    parameters=optional(st.dictionaries(TEXT, VALUE, max_size=2)),
    strict=optional(st.booleans(), nullable=True),
    extra=EXTRA,
)
CHOICE_OF_TOOL = st.one_of(
    st.builds(ToolChoice, mode=st.sampled_from([ToolChoiceMode.AUTO, ToolChoiceMode.NONE, ToolChoiceMode.REQUIRED])),
    st.builds(ToolChoice, mode=st.just(ToolChoiceMode.NAMED), name=TEXT, extra=EXTRA),
)
FORMAT = st.one_of(
    st.builds(ResponseFormat, kind=st.sampled_from([ResponseFormatKind.TEXT, ResponseFormatKind.JSON_OBJECT])),
    st.builds(
        ResponseFormat,
        kind=st.just(ResponseFormatKind.JSON_SCHEMA),
        name=TEXT,
        schema=optional(st.dictionaries(TEXT, VALUE, max_size=2)),
        strict=optional(st.booleans(), nullable=True),
        description=optional(TEXT),
        extra=EXTRA,
    ),
)
REQUEST = st.builds(
    CanonicalRequest,
    model=SOME,
    messages=st.lists(MESSAGE, min_size=1, max_size=3).map(tuple),
    tools=optional(st.lists(TOOL, max_size=2).map(tuple)),
    tool_choice=optional(CHOICE_OF_TOOL),
    parallel_tool_calls=optional(st.booleans()),
    response_format=optional(FORMAT),
    max_output_tokens=optional(st.integers(1, 9999), nullable=True),
    temperature=optional(NUMBER, nullable=True),
    top_p=optional(NUMBER, nullable=True),
    stop=optional(st.lists(TEXT, max_size=3).map(tuple), nullable=True),
    seed=optional(COUNT, nullable=True),
    stream=st.booleans(),
    include_usage=optional(st.booleans()),
    user=optional(TEXT),
    metadata=optional(st.dictionaries(TEXT, TEXT, max_size=2), nullable=True),
    extra=EXTRA,
)
USAGE = st.builds(Usage, **dict.fromkeys(Usage.__dataclass_fields__, COUNT))
NATIVE = st.one_of(st.none(), TEXT)
RESPONSE = st.builds(
    CanonicalResponse,
    id=TEXT,
    model=TEXT,
    created=COUNT,
    choices=st.lists(
        st.builds(
            Choice,
            index=st.integers(0, 15),
            content=optional(TEXT, nullable=True),
            refusal=optional(TEXT, nullable=True),
            reasoning=optional(TEXT, nullable=True),
            tool_calls=st.lists(CALL, max_size=2).map(tuple),
            finish_reason=st.sampled_from([None, *FinishReason]),
            native_finish_reason=NATIVE,
            extra=EXTRA,
            message_extra=EXTRA,
        ),
        min_size=1,
        max_size=2,
    ).map(tuple),
    usage=st.one_of(st.none(), USAGE),
    extra=EXTRA,
)


@given(REQUEST)
def test_requests_survive_the_wire(request):
    """What is encoded is decoded to the same request, absence and null included."""
    assert request == OPENAI_CHAT.decode_request(OPENAI_CHAT.encode_request(request))


@given(RESPONSE)
def test_responses_survive_the_wire(response):
    """What is encoded is decoded to the same answer."""
    assert response == OPENAI_CHAT.decode_response(OPENAI_CHAT.encode_response(response))


@st.composite
def streams(draw):
    """Draw the events of a proper stream."""
    texts = st.one_of(*(st.builds(kind, text=SOME) for kind in (TextDelta, RefusalDelta, ReasoningDelta)))
    events = [draw(st.builds(Started, id=SOME, model=TEXT, created=COUNT)), *draw(st.lists(texts, max_size=5))]
    for position in range(draw(st.integers(0, 2))):
        events.append(ToolCallStarted(position=position, id=f"call-{position}", name=draw(TEXT)))
        events += [ToolArgumentsDelta(position=position, arguments=text) for text in draw(st.lists(SOME, max_size=2))]
    if draw(st.booleans()):
        return [*events, Failed(message=draw(SOME), code=draw(st.sampled_from([None, "busy"])))]
    finish = Finished(finish_reason=draw(st.sampled_from(FinishReason)), native_finish_reason=draw(NATIVE))
    return [*events, finish, UsageReported(usage=draw(USAGE)), Ended()]


def cut(stream, size):
    """Return *stream* in pieces of *size*."""
    return [stream[at : at + size] for at in range(0, len(stream), size)]


@given(streams(), st.integers(1, 200))
def test_streams_survive_the_wire_in_any_pieces(events, size):
    """What is encoded is decoded to the same events, wherever it is cut."""
    encoder, decoder = OPENAI_CHAT.encoder(include_usage=True), OPENAI_CHAT.decoder()
    stream = b"".join(encoder.encode(event) for event in events)

    assert events == [event for piece in cut(stream, size) for event in decoder.feed(piece)]


OUTLINE = OPENAI_CHAT.outline(b'{"model":"m","messages":[{"role":"user"}],"stream":true}')


@given(streams(), st.integers(1, 200))
def test_a_tap_passes_the_same_in_any_pieces(events, size):
    """What the client gets, and what the gateway learns, does not depend on where the stream is cut."""
    encoder = OPENAI_CHAT.encoder(include_usage=True)
    stream = b"".join(encoder.encode(event) for event in events)
    whole, parts = OPENAI_CHAT.tap(OUTLINE), OPENAI_CHAT.tap(OUTLINE)

    assert whole.feed(stream) == b"".join(parts.feed(piece) for piece in cut(stream, size))
    for fact in ("has_content", "is_complete", "usage", "failure"):
        assert getattr(whole, fact) == getattr(parts, fact)


NAMES = ["choices", "usage", "error", "delta", "message", "content", "tool_calls", "function", "index", "finish_reason"]
NAMES += ["type", "role", "messages", "model", "tools", "id", "arguments", "name", "stream_options", "response_format"]
SHAPES = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(-1, 3), st.sampled_from(["", "function", "user", "text", "x"])),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.sampled_from(NAMES), inner, max_size=6)),
    max_leaves=20,
)
BODIES = st.one_of(SHAPES.map(dump), st.binary(max_size=40))


@given(st.lists(BODIES, max_size=4), st.sampled_from([b"data: ", b"event: error\ndata: ", b": ", b""]))
def test_any_stream_is_events_or_malformed(bodies, head):
    """Whatever a provider streams, the only exception is the one that callers expect."""
    for reader in (OPENAI_CHAT.decoder(), OPENAI_CHAT.tap(OUTLINE)):
        try:
            for body in bodies:
                reader.feed(head + body + b"\n\n")
        except MalformedStream:
            continue


@given(BODIES)
def test_any_answer_is_an_answer_or_malformed(body):
    """Whatever a provider answers, the only exception is the one that callers expect."""
    for reader in (OPENAI_CHAT.read, OPENAI_CHAT.decode_response):
        try:
            assert reader(body)
        except MalformedStream:
            continue


@given(BODIES)
def test_any_error_body_is_read(body):
    """Reading an error never fails, and always has words."""
    assert OPENAI_CHAT.read_error(body).message


@given(st.one_of(BODIES, st.dictionaries(st.sampled_from(NAMES), SHAPES, max_size=8).map(dump)))
def test_any_request_is_one_or_the_clients_mistake(body):
    """Whatever a client sends, the only exception is the refusal."""
    for reader in (OPENAI_CHAT.outline, OPENAI_CHAT.decode_request):
        try:
            reader(body)
        except InvalidRequest:
            continue


@given(REQUEST, st.integers(1, 9999), st.sampled_from([None, 1]))
def test_a_patch_keeps_every_other_byte(request, cap, indent):
    """After the patch the provider reads the endpoint's model, the cap and the usage wish, and all else as it was."""
    text = json.dumps(json.loads(OPENAI_CHAT.encode_request(request)), indent=indent)
    outline = OPENAI_CHAT.outline(text.encode())
    patched = json.loads(OPENAI_CHAT.patch(outline, model="endpoint", output_tokens=cap))
    before = json.loads(text)
    changed = {"model", "max_completion_tokens", "stream_options"}

    assert "endpoint" == patched["model"]
    assert min(cap, before.get("max_completion_tokens") or cap) == patched["max_completion_tokens"]
    assert not request.stream or patched["stream_options"]["include_usage"]
    assert {key: before[key] for key in before.keys() - changed} == {
        key: patched[key] for key in patched.keys() - changed
    }
