"""Chat Completions under values and bytes of every kind."""

import json
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from proxy.canonical.content import ImagePart
from proxy.canonical.events import (
    Cited,
    Ended,
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
from proxy.canonical.seal import Seal
from proxy.canonical.tools import ToolKind
from proxy.dialects.base import Aim
from proxy.dialects.openai_chat import OPENAI_CHAT
from proxy.dialects.openai_chat.flavour import PLAIN, ChatFlavour
from proxy.dialects.openai_chat.flavours import FLAVOURS
from proxy.errors import InvalidRequest, MalformedStream
from tests.support.chatvalues import (
    CITATION,
    COUNT,
    FAMILY,
    HIDDEN,
    NATIVE,
    REQUEST,
    RESPONSE,
    SIGNED,
    SOME,
    TEXT,
    TOKENS,
    USAGE,
)

EVERYTHING = ChatFlavour(name="x", title="Everything", has_marks=True, has_details=True, thoughts="reasoning")
"""A provider that takes whatever this dialect can say."""


@given(REQUEST)
def test_requests_survive_the_wire(request):
    """What is encoded is decoded to the same request, and nothing of it was dropped."""
    encoded = OPENAI_CHAT.encode_request(request, Aim(model=request.model, flavour=EVERYTHING))
    usage = {"include_usage": True} if request.stream else {}

    assert replace(request, **usage) == OPENAI_CHAT.decode_request(dump(encoded.document))
    assert () == encoded.dropped


@given(REQUEST, st.sampled_from(sorted(FLAVOURS)), st.integers(1, 9999))
def test_every_provider_gets_a_request_that_can_be_read(request, name, cap):
    """Whatever a flavour takes out or calls otherwise, the body is the dialect's, and its answer is capped."""
    encoded = OPENAI_CHAT.encode_request(request, Aim(model="m", flavour=FLAVOURS[name], output_tokens=cap))
    bounds = {encoded.document.get(field) for field in ("max_tokens", "max_completion_tokens")} - {None}

    assert OPENAI_CHAT.decode_request(dump(encoded.document)).messages
    assert {min(cap, request.max_output_tokens or cap)} == bounds


@given(RESPONSE)
def test_responses_survive_the_wire(response):
    """What is encoded is decoded to the same answer."""
    assert response == OPENAI_CHAT.decode_response(OPENAI_CHAT.encode_response(response))


@st.composite
def streams(draw):
    """Draw the events of a proper stream."""
    pieces = st.one_of(
        st.builds(TextDelta, text=SOME, logprobs=TOKENS),
        st.builds(RefusalDelta, text=SOME),
        st.builds(ReasoningDelta, text=SOME),
        st.builds(ReasoningSealed, seal=st.one_of(SIGNED, HIDDEN)),
        st.builds(Cited, citation=CITATION),
        st.builds(PartAdded, part=st.builds(ImagePart, url=TEXT)),
    )
    events = [draw(st.builds(Started, id=SOME, model=TEXT, created=COUNT)), *draw(st.lists(pieces, max_size=6))]
    for position in range(draw(st.integers(0, 2))):
        kind = draw(st.sampled_from([ToolKind.FUNCTION, ToolKind.CUSTOM]))
        seal = draw(st.one_of(st.none(), st.builds(Seal, family=FAMILY, data=SOME)))
        call = ToolCallStarted(position=position, id=f"call-{position}", name=draw(TEXT), kind=kind, seal=seal)
        events.append(call)
        events += [ToolArgumentsDelta(position=position, arguments=text) for text in draw(st.lists(SOME, max_size=2))]
    if draw(st.booleans()):
        kinds = {"busy": FailureKind.SERVER, "rate_limit_exceeded": FailureKind.RATE_LIMIT, None: FailureKind.SERVER}
        code = draw(st.sampled_from([*kinds]))
        return [*events, Failed(message=draw(SOME), code=code, kind=kinds[code])]
    reason, native = draw(st.sampled_from(FinishReason)), draw(NATIVE)
    ended_by = draw(st.one_of(st.none(), SOME))
    finish = Finished(finish_reason=reason, native_finish_reason=native, stop_sequence=ended_by)
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
NAMES += ["reasoning_details", "images", "image_url", "annotations", "logprobs", "reasoning", "function_call", "custom"]
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
    assert OPENAI_CHAT.read_error(body, 400).message


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
    written = OPENAI_CHAT.encode_request(request, Aim(model=request.model, flavour=EVERYTHING)).document
    text = json.dumps(written, indent=indent)
    outline = OPENAI_CHAT.outline(text.encode())
    patched = json.loads(OPENAI_CHAT.patch(outline, Aim(model="endpoint", flavour=PLAIN, output_tokens=cap)))
    before = json.loads(text)
    changed = {"model", "max_completion_tokens", "stream_options"}

    assert "endpoint" == patched["model"]
    assert min(cap, before.get("max_completion_tokens") or cap) == patched["max_completion_tokens"]
    assert not request.stream or patched["stream_options"]["include_usage"]
    assert {key: before[key] for key in before.keys() - changed} == {
        key: patched[key] for key in patched.keys() - changed
    }
