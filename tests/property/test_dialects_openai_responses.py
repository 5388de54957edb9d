"""Responses under values and bytes of every kind."""

import json
from itertools import pairwise

from hypothesis import assume, given
from hypothesis import strategies as st

from proxy.canonical.content import (
    Citation,
    FilePart,
    ImagePart,
    ReasoningPart,
    RefusalPart,
    TextPart,
    TokenLogprob,
    UnknownPart,
)
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
from proxy.canonical.jsontext import dump, parse
from proxy.canonical.request import CanonicalRequest, Message, Reasoning, ResponseFormat, ResponseFormatKind, Role
from proxy.canonical.response import CanonicalResponse, Choice, FinishReason
from proxy.canonical.seal import Seal, SealKind
from proxy.canonical.tools import ToolCall, ToolChoice, ToolChoiceMode, ToolDefinition, ToolKind
from proxy.canonical.unset import UNSET
from proxy.canonical.usage import Usage
from proxy.dialects.base import Aim
from proxy.dialects.openai_responses import FLAVOURS, OPENAI_RESPONSES
from proxy.dialects.openai_responses.errors import CODES
from proxy.errors import InvalidRequest, MalformedStream

CHARACTERS = st.characters(exclude_categories=["Cs"])
TEXT = st.text(CHARACTERS, max_size=8)
SOME = st.text(CHARACTERS, min_size=1, max_size=8)
ID = st.text(st.sampled_from("abc0123_"), min_size=1, max_size=8)
COUNT = st.integers(0, 2**31)
VALUE = st.recursive(
    st.one_of(st.booleans(), COUNT, TEXT),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(TEXT, inner, max_size=3)),
    max_leaves=6,
)
EXTRA = st.dictionaries(st.sampled_from(["x-a", "x-b"]), VALUE, max_size=2)
SCHEMA = st.dictionaries(TEXT, VALUE, max_size=2)
PLAIN = Aim(model="up", flavour=FLAVOURS["openai_responses_compatible"])


def optional(strategy):
    """Draw from *strategy*, or nothing sent."""
    return st.one_of(st.just(UNSET), strategy)


SEAL = st.one_of(
    st.builds(Seal, family=st.just("openai"), data=SOME, kind=st.just(SealKind.ENCRYPTED), id=ID),
    st.builds(Seal, family=st.sampled_from(["anthropic", "google"]), data=SOME, kind=st.sampled_from(SealKind)),
)
"""Seals as they are told; those of other families travel marked."""

OWN_SEAL = st.builds(Seal, family=st.just("openai"), data=SOME, kind=st.just(SealKind.ENCRYPTED), id=ID)
ITEM = st.fixed_dictionaries({"item": st.fixed_dictionaries({"id": ID, "phase": st.just("commentary")})})
LIKELY = st.builds(
    TokenLogprob,
    token=TEXT,
    logprob=st.floats(-9, 0),
    octets=st.lists(st.integers(0, 255), max_size=3).map(tuple),
)
URLS = st.builds(Citation, url=SOME, title=TEXT, start=COUNT, end=COUNT, extra=EXTRA)
SAID = st.one_of(
    st.builds(
        TextPart,
        text=TEXT,
        citations=st.lists(URLS, max_size=2).map(tuple),
        logprobs=st.lists(LIKELY, max_size=2).map(tuple),
        extra=st.one_of(EXTRA, ITEM),
    ),
    st.builds(RefusalPart, text=TEXT, extra=st.one_of(EXTRA, ITEM)),
)
DATA = st.sampled_from(["data:image/png;base64,AAAA", "data:application/pdf;base64,AAAA"])
GIVEN = st.one_of(
    st.builds(TextPart, text=TEXT, extra=EXTRA),
    st.builds(ImagePart, url=TEXT, detail=optional(st.sampled_from(["low", "high"])), extra=EXTRA),
    st.builds(FilePart, url=DATA, name=SOME, extra=EXTRA),
    st.builds(FilePart, url=st.just("https://example.org/a"), name=optional(SOME), extra=EXTRA),
    st.builds(FilePart, file_id=ID, extra=EXTRA),
    st.builds(UnknownPart, kind=st.just("input_video"), extra=EXTRA),
)
CALL = st.builds(
    ToolCall,
    id=ID,
    name=TEXT,
    arguments=TEXT,
    kind=st.sampled_from([ToolKind.FUNCTION, ToolKind.CUSTOM]),
    extra=EXTRA,
)
DRAWN = st.builds(ImagePart, url=st.just("data:image/webp;base64,AAAA"), extra=EXTRA)
OTHER = st.builds(UnknownPart, kind=st.just("web_search_call"), extra=EXTRA)


def thoughts(seals):
    """Draw the parts of one thought: summaries, then texts, the last one sealed or marked as the last."""
    shown = st.tuples(st.lists(SOME, max_size=2), st.lists(SOME, max_size=2)).filter(any)
    last = st.one_of(seals.map(lambda seal: {"seal": seal}), ID.map(lambda name: {"extra": {"item": {"id": name}}}))

    def build(pair, end):
        summaries, texts = pair
        parts = [ReasoningPart(text=text, is_summary=True) for text in summaries]
        parts += [ReasoningPart(text=text) for text in texts]
        final = parts.pop()
        return [*parts, ReasoningPart(text=final.text, is_summary=final.is_summary, **end)]

    hidden = seals.map(lambda seal: [ReasoningPart(seal=seal)])
    return st.one_of(st.builds(build, shown, last), hidden)


def turn(seals):
    """Draw the parts of a model's turn."""
    single = st.one_of(SAID, CALL, DRAWN, OTHER).map(lambda part: [part])
    pieces = st.lists(st.one_of(single, thoughts(seals)), min_size=1, max_size=4)
    return pieces.map(lambda lists: tuple(part for parts in lists for part in parts))


CONTENT = st.one_of(TEXT, st.lists(GIVEN, max_size=3).map(tuple))
CLIENTS = st.sampled_from([Role.USER, Role.SYSTEM, Role.DEVELOPER])
ASKED = st.builds(Message, role=CLIENTS, content=CONTENT, extra=EXTRA)
RESULT = st.builds(Message, role=st.just(Role.TOOL), tool_call_id=ID, content=CONTENT, extra=EXTRA)
ANSWERED = st.builds(Message, role=st.just(Role.ASSISTANT), content=st.one_of(TEXT, turn(OWN_SEAL)))
TOOL = st.one_of(
    st.builds(
        ToolDefinition,
        name=TEXT,
        description=optional(TEXT),
        parameters=optional(SCHEMA),
        strict=st.booleans(),
        extra=EXTRA,
    ),
    st.builds(ToolDefinition, name=TEXT, kind=st.just(ToolKind.CUSTOM), description=optional(TEXT), extra=EXTRA),
    st.builds(ToolDefinition, name=st.just("web_search"), kind=st.just(ToolKind.NATIVE), extra=EXTRA),
)
CHOICE_OF_TOOL = st.one_of(
    st.builds(ToolChoice, mode=st.sampled_from([ToolChoiceMode.AUTO, ToolChoiceMode.NONE, ToolChoiceMode.REQUIRED])),
    st.builds(ToolChoice, mode=st.just(ToolChoiceMode.NAMED), name=TEXT),
    st.builds(
        ToolChoice,
        mode=st.sampled_from([ToolChoiceMode.AUTO, ToolChoiceMode.REQUIRED]),
        allowed=st.lists(SOME, max_size=2).map(tuple),
    ),
)
FORMAT = st.one_of(
    st.builds(ResponseFormat, kind=st.just(ResponseFormatKind.JSON_OBJECT), extra=EXTRA),
    st.builds(
        ResponseFormat,
        kind=st.just(ResponseFormatKind.JSON_SCHEMA),
        name=SOME,
        schema=SCHEMA,
        strict=optional(st.booleans()),
        description=optional(TEXT),
        extra=EXTRA,
    ),
)
WISH = st.builds(
    Reasoning,
    effort=optional(st.sampled_from(["none", "low", "xhigh"])),
    summary=optional(st.sampled_from(["auto", "detailed"])),
    extra=EXTRA,
)
REQUEST = st.builds(
    CanonicalRequest,
    model=st.just("up"),
    messages=st.lists(st.one_of(ASKED, RESULT, ANSWERED), min_size=1, max_size=4).map(tuple),
    stream=st.booleans(),
    max_output_tokens=optional(st.integers(1, 9999)),
    tools=optional(st.lists(TOOL, max_size=2).map(tuple)),
    tool_choice=optional(CHOICE_OF_TOOL),
    parallel_tool_calls=optional(st.booleans()),
    response_format=optional(FORMAT),
    verbosity=optional(st.sampled_from(["low", "high"])),
    reasoning=optional(WISH),
    temperature=optional(st.floats(0, 2)),
    top_p=optional(st.floats(0, 1)),
    logprobs=optional(st.just(True)),
    top_logprobs=optional(st.integers(0, 20)),
    service_tier=optional(st.sampled_from(["flex", "priority"])),
    prompt_cache_key=optional(TEXT),
    user=optional(TEXT),
    metadata=optional(st.dictionaries(TEXT, TEXT, max_size=2)),
    store=st.just(False),
    extra=EXTRA,
)


def is_told_apart(request):
    """Say whether the dialect can tell the turns and calls of *request* apart."""
    roles = [message.role for message in request.messages]
    calls = [call for message in request.messages for call in message.tool_calls]
    kinds = {(call.id, call.kind) for call in calls}
    results = {message.tool_call_id for message in request.messages if message.role is Role.TOOL}
    turns = all({one, other} != {Role.ASSISTANT} for one, other in pairwise(roles))
    return turns and len(kinds) == len({call.id for call in calls}) and not results & {call.id for call in calls}


@given(REQUEST)
def test_requests_survive_the_wire(request):
    """What is encoded is decoded to the same request."""
    assume(is_told_apart(request))
    encoded = OPENAI_RESPONSES.encode_request(request, PLAIN)

    assert () == encoded.dropped
    assert request == OPENAI_RESPONSES.decode_request(dump(encoded.document))


DIMENSIONS = ["input_tokens", "output_tokens", "cache_read_tokens", "reasoning_tokens"]
USAGE = st.builds(Usage, **dict.fromkeys(DIMENSIONS, COUNT))
REASONS = st.sampled_from([FinishReason.STOP, FinishReason.LENGTH, FinishReason.CONTENT_FILTER])


@st.composite
def responses(draw):
    """Draw an answer."""
    parts = draw(turn(SEAL))
    reason = draw(REASONS)
    if reason is FinishReason.STOP and any(isinstance(part, ToolCall) for part in parts):
        reason = FinishReason.TOOL_CALLS
    searches = sum(isinstance(part, UnknownPart) for part in parts)
    counted = {name: draw(COUNT) for name in DIMENSIONS}
    return CanonicalResponse(
        id=draw(ID),
        model=draw(TEXT),
        created=draw(COUNT),
        choices=(Choice(parts=parts, finish_reason=reason),),
        usage=Usage(**counted, tool_requests=searches),
        service_tier=draw(optional(SOME)),
        extra=draw(EXTRA),
    )


@given(responses())
def test_responses_survive_the_wire(response):
    """What is encoded is decoded to the same answer; thoughts of other families too, for their clients carry them."""
    assert response == OPENAI_RESPONSES.decode_response(OPENAI_RESPONSES.encode_response(response))


@st.composite
def said(draw):
    """Draw the events of one item that is no call."""
    texts = st.one_of(
        st.builds(TextDelta, text=SOME), st.builds(RefusalDelta, text=SOME), st.builds(Cited, citation=URLS)
    )
    kind = draw(st.sampled_from(["texts", "thought", "hidden", "part"]))
    if kind == "texts":
        return draw(st.lists(texts, min_size=1, max_size=3))
    if kind == "part":
        return [PartAdded(part=draw(OTHER))]
    sealed = [ReasoningSealed(seal=draw(SEAL))]
    if kind == "hidden":
        return sealed
    is_summary = draw(st.booleans())
    deltas = [ReasoningDelta(text=text, is_summary=is_summary) for text in draw(st.lists(SOME, min_size=1, max_size=3))]
    return [*deltas, *sealed]


@st.composite
def streams(draw):
    """Draw the events of a proper stream."""
    pieces = draw(st.lists(said(), max_size=3))
    events = [
        draw(st.builds(Started, id=ID, model=TEXT, created=COUNT)),
        *(event for piece in pieces for event in piece),
    ]
    calls = draw(st.integers(0, 3))
    for position in range(calls):
        kind = draw(st.sampled_from([ToolKind.FUNCTION, ToolKind.CUSTOM]))
        events.append(ToolCallStarted(position=position, id=f"call-{position}", name=draw(SOME), kind=kind))
        for _ in range(draw(st.integers(0, 2))):
            among = st.integers(0 if kind is ToolKind.CUSTOM else position, position)
            written = draw(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="{}[]"), min_size=1))
            events.append(ToolArgumentsDelta(position=draw(among), arguments=written))
    if draw(st.booleans()):
        kind = draw(st.sampled_from(FailureKind))
        return [*events, Failed(message=draw(SOME), kind=kind, code=CODES[kind])]
    reason = draw(REASONS)
    if calls and reason is FinishReason.STOP:
        reason = FinishReason.TOOL_CALLS
    searches = sum(isinstance(event, PartAdded) for event in events)
    counted = Usage(**{name: draw(COUNT) for name in DIMENSIONS}, tool_requests=searches)
    return [*events, Finished(finish_reason=reason), UsageReported(usage=counted), Ended()]


def encoded(events):
    """Return the stream of *events*."""
    encoder = OPENAI_RESPONSES.encoder(include_usage=True)
    return b"".join(map(encoder.encode, events))


def cut(stream, size):
    """Return *stream* in pieces of *size*."""
    return [stream[at : at + size] for at in range(0, len(stream), size)]


@given(streams(), st.integers(1, 400))
def test_streams_survive_the_wire_in_any_pieces(events, size):
    """What is encoded is decoded to the same events, wherever it is cut."""
    decoder = OPENAI_RESPONSES.decoder()

    assert events == [event for piece in cut(encoded(events), size) for event in decoder.feed(piece)]
    assert [] == decoder.close()


@given(streams())
def test_a_stream_ends_with_all_it_said(events):
    """The last response of a stream is a whole answer with the same text, calls and thoughts."""
    assume(not isinstance(events[-1], Failed))
    last = encoded(events).rstrip().rpartition(b"\ndata: ")[2]
    choice = OPENAI_RESPONSES.decode_response(dump(parse(last)["response"])).choices[0]

    assert "".join(event.text for event in events if isinstance(event, TextDelta)) == choice.text
    assert [event.id for event in events if isinstance(event, ToolCallStarted)] == [one.id for one in choice.tool_calls]
    written = "".join(event.arguments for event in events if isinstance(event, ToolArgumentsDelta))
    assert len(written) == sum(len(call.arguments) for call in choice.tool_calls)
    seals = [event.seal for event in events if isinstance(event, ReasoningSealed)]
    assert seals == [part.seal for part in choice.parts if isinstance(part, ReasoningPart) and part.seal]


OUTLINE = OPENAI_RESPONSES.outline(b'{"model":"m","input":"hi","stream":true}')


@given(streams(), st.integers(1, 400))
def test_a_tap_passes_the_same_in_any_pieces(events, size):
    """What the client gets, and what the gateway learns, does not depend on where the stream is cut."""
    stream = encoded(events)
    whole, parts = OPENAI_RESPONSES.tap(OUTLINE), OPENAI_RESPONSES.tap(OUTLINE)
    passed = whole.feed(stream)

    assert passed == b"".join(parts.feed(piece) for piece in cut(stream, size))
    assert stream.startswith(passed)
    for fact in ("has_content", "is_complete", "usage", "failure"):
        assert getattr(whole, fact) == getattr(parts, fact)
    assert whole.is_complete is not isinstance(events[-1], Failed)


NAMES = ["type", "item", "response", "delta", "output", "output_index", "content_index", "content", "error", "usage"]
NAMES += [
    "id",
    "call_id",
    "name",
    "arguments",
    "role",
    "input",
    "model",
    "tools",
    "text",
    "format",
    "include",
    "status",
]
NAMES += ["summary", "encrypted_content", "annotations", "annotation", "logprobs", "reasoning", "tool_choice", "result"]
WORDS = [
    "",
    "message",
    "reasoning",
    "function_call",
    "custom_tool_call",
    "function_call_output",
    "image_generation_call",
]
WORDS += ["output_text", "input_text", "input_image", "input_file", "refusal", "summary_text", "user", "assistant", "x"]
WORDS += ["url_citation", "function", "custom", "allowed_tools", "json_schema", "fairlane.a.signature..b"]
TYPES = ["created", "completed", "failed", "output_item.added", "output_item.done", "output_text.delta"]
TYPES += ["output_text.done", "function_call_arguments.delta", "function_call_arguments.done", "reasoning_text.delta"]
TYPES += ["output_text.annotation.added", "reasoning_summary_text.done", "refusal.delta", "incomplete"]
SHAPES = st.recursive(
    st.one_of(
        st.none(),
        st.booleans(),
        st.integers(-1, 3),
        st.sampled_from([*WORDS, *(f"response.{kind}" for kind in TYPES)]),
    ),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.sampled_from(NAMES), inner, max_size=6)),
    max_leaves=20,
)
EVENTS = st.tuples(st.sampled_from(TYPES), st.dictionaries(st.sampled_from(NAMES[1:]), SHAPES, max_size=6))
BODIES = st.one_of(
    SHAPES.map(dump),
    st.binary(max_size=40),
    EVENTS.map(lambda event: dump({"type": f"response.{event[0]}", **event[1]})),
)


@given(st.lists(BODIES, max_size=4), st.sampled_from([b"data: ", b"event: error\ndata: ", b": ", b""]))
def test_any_stream_is_events_or_malformed(bodies, head):
    """Whatever a provider streams, the only exception is the one that callers expect."""
    for reader in (OPENAI_RESPONSES.decoder(), OPENAI_RESPONSES.tap(OUTLINE)):
        try:
            for body in bodies:
                reader.feed(head + body + b"\n\n")
        except MalformedStream:
            continue


@given(st.one_of(BODIES, st.lists(SHAPES, max_size=3).map(lambda output: dump({"output": output}))))
def test_any_answer_is_an_answer_or_malformed(body):
    """Whatever a provider answers, the only exception is the one that callers expect."""
    for reader in (OPENAI_RESPONSES.read, OPENAI_RESPONSES.decode_response):
        try:
            assert reader(body)
        except MalformedStream:
            continue


@given(BODIES, st.sampled_from([400, 404, 429, 500, 529]))
def test_any_error_body_is_read(body, status):
    """Reading an error never fails, always has words, and never more than fit."""
    assert 0 < len(OPENAI_RESPONSES.read_error(body, status).message) <= 500


INPUTS = st.lists(st.dictionaries(st.sampled_from(NAMES), SHAPES, max_size=6), max_size=3)
ASKS = st.dictionaries(st.sampled_from(NAMES), SHAPES, max_size=8)
CLIENT_BODIES = st.one_of(
    BODIES,
    st.builds(lambda given, beside: dump({"model": "m", **beside, "input": given}), INPUTS, ASKS),
)


@given(CLIENT_BODIES)
def test_any_request_is_one_or_the_clients_mistake(body):
    """Whatever a client sends, the only exception is the refusal; and what is read can be written."""
    try:
        OPENAI_RESPONSES.outline(body)
        request = OPENAI_RESPONSES.decode_request(body)
    except InvalidRequest:
        return
    assert OPENAI_RESPONSES.encode_request(request, PLAIN).document["input"] is not None


@given(REQUEST, st.integers(1, 9999), st.sampled_from([None, 1]))
def test_a_patch_keeps_every_other_byte(request, cap, indent):
    """After the patch the provider reads the endpoint's model, the cap and no store, and all else as it was."""
    document = OPENAI_RESPONSES.encode_request(request, PLAIN).document
    text = json.dumps({**document, "store": None, "provider": {"order": ["x"]}}, indent=indent)
    outline = OPENAI_RESPONSES.outline(text.encode())
    aim = Aim(model="endpoint", flavour=FLAVOURS["openai_responses_compatible"], output_tokens=cap)
    patched = json.loads(OPENAI_RESPONSES.patch(outline, aim))
    before = json.loads(text)
    changed = {"model", "max_output_tokens", "store", "provider"}

    assert ("endpoint", False) == (patched["model"], patched["store"])
    assert min(cap, before.get("max_output_tokens") or cap) == patched["max_output_tokens"]
    assert "provider" not in patched
    assert {key: before[key] for key in before.keys() - changed} == {
        key: patched[key] for key in patched.keys() - changed
    }
