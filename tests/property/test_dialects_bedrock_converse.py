"""Converse under values and bytes of every kind, held to botocore's own reading of them."""

import json
from base64 import b64encode
from dataclasses import replace

from botocore.eventstream import EventStreamBuffer
from hypothesis import given
from hypothesis import strategies as st

from proxy.canonical.cache import CacheMark
from proxy.canonical.content import AudioPart, Citation, FilePart, ImagePart, ReasoningPart, TextPart, UnknownPart
from proxy.canonical.events import (
    Cited,
    Ended,
    Failed,
    Finished,
    ReasoningDelta,
    ReasoningSealed,
    Started,
    TextDelta,
    ToolArgumentsDelta,
    ToolCallStarted,
    UsageReported,
)
from proxy.canonical.failure import FailureKind
from proxy.canonical.foreign import plain_request
from proxy.canonical.jsontext import dump
from proxy.canonical.request import CanonicalRequest, Message, Reasoning, ResponseFormat, ResponseFormatKind, Role
from proxy.canonical.response import CanonicalResponse, Choice
from proxy.canonical.seal import Seal, SealKind
from proxy.canonical.tools import ToolCall, ToolChoice, ToolChoiceMode, ToolDefinition
from proxy.canonical.unset import UNSET
from proxy.canonical.usage import Usage
from proxy.dialects.base import Aim, Where
from proxy.dialects.bedrock_converse import BEDROCK_CONVERSE, framing
from proxy.dialects.bedrock_converse.body import TIERS
from proxy.dialects.bedrock_converse.finish import REASONS
from proxy.dialects.bedrock_converse.flavours import FLAVOURS
from proxy.errors import InvalidRequest, MalformedStream
from tests.support.bedrock import problems_of

MODEL = "anthropic.claude-opus-4-6-v1"
AIM = Aim(model=MODEL, flavour=FLAVOURS["bedrock"])
WHERE = Where(model=MODEL)

LETTERS = st.characters(exclude_categories=["Cs"])
TEXT = st.text(LETTERS, max_size=8)
SAID = st.text(LETTERS, min_size=1, max_size=8).filter(str.strip)
WORD = st.from_regex(r"[a-zA-Z0-9_-]{1,12}", fullmatch=True)
COUNT = st.integers(0, 2**31)
VALUE = st.recursive(
    st.one_of(st.none(), st.booleans(), COUNT, TEXT),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(TEXT, inner, max_size=3)),
    max_leaves=4,
)
OBJECT = st.dictionaries(TEXT, VALUE, max_size=3)
EXTRA = st.dictionaries(st.sampled_from(["x-a", "x-b"]), VALUE, max_size=2)
BASE64 = st.binary(min_size=1, max_size=8).map(lambda data: b64encode(data).decode())


def optional(strategy):
    """Draw from *strategy*, or nothing sent."""
    return st.one_of(st.just(UNSET), strategy)


MARK = optional(st.builds(CacheMark, ttl=optional(st.sampled_from(["5m", "1h"]))))
URL = st.one_of(BASE64.map("data:image/png;base64,{}".format), st.just("s3://bucket/a.png"))
CITATION = st.builds(
    Citation,
    url=optional(SAID.map("https://example.org/{}".format)),
    title=optional(TEXT),
    quote=optional(TEXT),
    extra=st.one_of(
        st.just({}),
        st.just({"location": {"documentPage": {"documentIndex": 0, "start": 1, "end": 2}}}),
        st.just({"location": {"web": {"domain": "example.org"}}}),
    ),
)
TEXT_PART = st.one_of(
    st.builds(TextPart, text=SAID, cache=MARK, extra=EXTRA),
    st.builds(TextPart, text=SAID, citations=st.lists(CITATION, min_size=1, max_size=2).map(tuple)),
)
IMAGE = st.builds(ImagePart, url=URL, cache=MARK, extra=EXTRA)
UNKNOWN = st.sampled_from(["guardContent", "video", "searchResult"]).flatmap(
    lambda kind: st.builds(UnknownPart, kind=st.just(kind), extra=st.fixed_dictionaries({kind: OBJECT}))
)
USER_PART = st.one_of(
    TEXT_PART, IMAGE, st.builds(AudioPart, data=BASE64, format=st.sampled_from(["mp3", "wav"]), cache=MARK), UNKNOWN
)
SEALED = st.builds(Seal, family=st.just("anthropic"), data=SAID)
CIPHER = st.builds(Seal, family=st.just("anthropic"), data=BASE64, kind=st.just(SealKind.ENCRYPTED))
THOUGHT = st.one_of(st.builds(ReasoningPart, text=TEXT, seal=SEALED), st.builds(ReasoningPart, seal=CIPHER))
CALL = st.builds(
    ToolCall,
    id=st.from_regex(r"[a-zA-Z0-9_.:-]{1,64}", fullmatch=True),
    name=WORD,
    arguments=OBJECT.map(lambda value: dump(value).decode()),
    cache=MARK,
    extra=EXTRA,
)
RESULT_PART = st.one_of(
    st.builds(TextPart, text=SAID, extra=EXTRA),
    VALUE.map(lambda value: TextPart(text=dump(value).decode(), extra={"json": value})),
    st.builds(ImagePart, url=URL),
    UNKNOWN,
)


@st.composite
def conversations(draw):
    """Draw turns in an order that Bedrock takes, as they are after it has put them in order."""
    turns = []
    if draw(st.booleans()):
        parts = draw(st.lists(st.one_of(st.builds(TextPart, text=SAID, cache=MARK), UNKNOWN), min_size=1, max_size=2))
        turns.append(Message(role=Role.SYSTEM, content=tuple(parts)))
    turns.append(draw(users()))
    for _ in range(draw(st.integers(0, 2))):
        said = draw(st.lists(st.one_of(THOUGHT, TEXT_PART, CALL), min_size=1, max_size=3))
        turns.append(Message(role=Role.ASSISTANT, content=tuple(said), extra=draw(EXTRA)))
        turns += [draw(answers(call.id)) for call in turns[-1].tool_calls]
        if not turns[-1].tool_call_id or draw(st.booleans()):
            turns.append(draw(users()))
    return tuple(turns)


@st.composite
def users(draw):
    """Draw a user's turn; a document comes with a text."""
    parts = draw(st.lists(USER_PART, min_size=1, max_size=3))
    return Message(role=Role.USER, content=tuple(parts), extra=draw(EXTRA))


@st.composite
def answers(draw, told):
    """Draw a tool's result."""
    return Message(
        role=Role.TOOL,
        tool_call_id=told,
        content=tuple(draw(st.lists(RESULT_PART, max_size=2))),
        is_error=draw(optional(st.booleans())),
        cache=draw(MARK),
        extra=draw(EXTRA),
    )


TOOL = st.builds(
    ToolDefinition,
    name=WORD,
    description=optional(SAID),
    parameters=st.dictionaries(TEXT, VALUE, min_size=1, max_size=2),
    strict=optional(st.just(True)),
    cache=MARK,
    extra=EXTRA,
)
CHOICE = st.one_of(
    st.builds(ToolChoice, mode=st.just(ToolChoiceMode.AUTO)),
    st.builds(ToolChoice, mode=st.just(ToolChoiceMode.REQUIRED)),
    st.builds(ToolChoice, mode=st.just(ToolChoiceMode.NAMED), name=WORD),
)
FORMAT = st.builds(
    ResponseFormat,
    kind=st.just(ResponseFormatKind.JSON_SCHEMA),
    schema=OBJECT,
    name=optional(TEXT),
    description=optional(TEXT),
)
METADATA = st.dictionaries(WORD, st.from_regex(r"[a-zA-Z0-9 :_-]{0,9}", fullmatch=True), min_size=1, max_size=3)
REQUEST = st.builds(
    CanonicalRequest,
    model=st.just(MODEL),
    messages=conversations(),
    tools=st.lists(TOOL, min_size=1, max_size=2).map(tuple),
    tool_choice=optional(CHOICE),
    response_format=optional(FORMAT),
    max_output_tokens=optional(st.integers(1, 9999)),
    temperature=optional(st.floats(0, 1)),
    top_k=optional(COUNT),
    stop=optional(st.lists(SAID, min_size=1, max_size=3).map(tuple)),
    service_tier=optional(st.sampled_from(sorted(TIERS))),
    metadata=optional(METADATA),
    extra=EXTRA,
)
THINKING = st.builds(
    CanonicalRequest,
    model=st.just(MODEL),
    messages=conversations(),
    tools=st.lists(TOOL, min_size=1, max_size=2).map(tuple),
    reasoning=st.one_of(
        st.builds(Reasoning, effort=st.sampled_from(["low", "medium", "high", "max"])),
        st.builds(Reasoning, is_enabled=st.just(True), is_hidden=optional(st.just(True))),
    ),
)


@given(st.one_of(REQUEST, THINKING))
def test_requests_survive_the_wire(request):
    """What is encoded is decoded to the same request, and nothing of it is dropped."""
    encoded = BEDROCK_CONVERSE.encode_request(request, AIM)

    assert () == encoded.dropped
    assert request == BEDROCK_CONVERSE.decode_request(dump(encoded.document), WHERE)


PLAIN = st.one_of(REQUEST, THINKING).map(lambda request: plain_request(request)[0])
FOREIGN = st.builds(
    CanonicalRequest,
    model=st.just("any"),
    messages=st.lists(
        st.builds(
            Message,
            role=st.sampled_from(Role),
            content=st.one_of(
                TEXT,
                st.lists(
                    st.one_of(
                        st.builds(TextPart, text=TEXT),
                        st.builds(FilePart, url=st.just("data:application/pdf;base64,AAAA"), name=optional(TEXT)),
                    ),
                    max_size=3,
                ).map(tuple),
            ),
            tool_call_id=optional(TEXT),
        ),
        min_size=1,
        max_size=4,
    ).map(tuple),
    temperature=optional(st.floats(0, 2)),
    metadata=optional(st.dictionaries(TEXT, TEXT, max_size=3)),
    stop=optional(st.lists(TEXT, max_size=3).map(tuple)),
    reasoning=optional(st.builds(Reasoning, effort=st.sampled_from(["none", "minimal", "low", "xhigh"]))),
)
MODELS = st.sampled_from(
    [MODEL, "anthropic.claude-opus-4-7", "us.anthropic.claude-3-7-sonnet-20250219-v1:0", "amazon.nova-2-lite-v1:0"]
)


@given(st.one_of(PLAIN, FOREIGN), MODELS)
def test_requests_are_what_the_service_model_describes(request, model):
    """The SDK finds nothing missing, unknown or of a wrong type in what is encoded, whatever was asked."""
    encoded = BEDROCK_CONVERSE.encode_request(request, replace(AIM, model=model))

    assert "" == problems_of(encoded.document, model)


@given(FOREIGN)
def test_turns_alternate_and_a_user_begins(request):
    """Bedrock refuses a conversation in any other order, and turns or texts that say nothing."""
    turns = BEDROCK_CONVERSE.encode_request(request, AIM).document["messages"]

    assert [turn["role"] for turn in turns] == [("user", "assistant")[index % 2] for index in range(len(turns))]
    assert all(turn["content"] for turn in turns)
    assert all(block["text"].strip() for turn in turns for block in turn["content"] if "text" in block)


USAGE = st.builds(
    lambda counts, written: Usage(
        input_tokens=counts[0] + counts[1] + written[0] + written[1],
        output_tokens=counts[2],
        cache_read_tokens=counts[1],
        cache_write_tokens=sum(written),
        cache_write_1h_tokens=written[0],
    ),
    st.tuples(COUNT, COUNT, COUNT),
    st.tuples(COUNT, COUNT),
)
FINISH = st.sampled_from([{"finish_reason": reason, "native_finish_reason": word} for word, reason in REASONS.items()])
RESPONSE = st.builds(
    lambda parts, finish, usage, tier, extra: CanonicalResponse(
        id="",
        model="",
        created=0,
        choices=(
            Choice(
                parts=tuple(replace(part, cache=UNSET) if hasattr(part, "cache") else part for part in parts), **finish
            ),
        ),
        usage=usage,
        service_tier=tier,
        extra=extra,
    ),
    st.lists(st.one_of(THOUGHT, TEXT_PART, CALL, IMAGE, UNKNOWN), max_size=3),
    FINISH,
    USAGE,
    optional(st.sampled_from(sorted(TIERS))),
    EXTRA,
)


@given(RESPONSE)
def test_responses_survive_the_wire(response):
    """What is encoded is decoded to the same answer."""
    assert response == BEDROCK_CONVERSE.decode_response(BEDROCK_CONVERSE.encode_response(response))


@st.composite
def streams(draw):
    """Draw the events of a proper stream."""
    events = [Started(id="", model="", created=0)]
    for kind in draw(st.lists(st.sampled_from(["text", "thought", "cipher", "cited"]), max_size=4)):
        match kind:
            case "text":
                events += [TextDelta(text=text) for text in draw(st.lists(SAID, min_size=1, max_size=2))]
            case "cited":
                events += [TextDelta(text=draw(SAID)), Cited(citation=draw(CITATION))]
            case "thought":
                events += [ReasoningDelta(text=text) for text in draw(st.lists(SAID, max_size=2))]
                events.append(ReasoningSealed(seal=draw(SEALED)))
            case _:
                events.append(ReasoningSealed(seal=draw(CIPHER)))
    for position in range(draw(st.integers(0, 2))):
        events.append(ToolCallStarted(position=position, id=f"call-{position}", name=draw(WORD)))
        arguments = dump(draw(OBJECT)).decode()
        at = draw(st.integers(1, len(arguments)))
        events += [ToolArgumentsDelta(position=position, arguments=text) for text in cut(arguments, at)]
    if draw(st.booleans()):
        kind = draw(st.sampled_from([FailureKind.INVALID, FailureKind.RATE_LIMIT, FailureKind.OVERLOADED]))
        return [*events, Failed(message=draw(SAID), kind=kind)]
    return [*events, Finished(**draw(FINISH)), UsageReported(usage=draw(USAGE)), Ended()]


def cut(stream, size):
    """Return *stream* in pieces of *size*."""
    return [stream[at : at + size] for at in range(0, len(stream), size)]


def written(events):
    """Return the stream of *events*."""
    encoder = BEDROCK_CONVERSE.encoder(include_usage=True)
    return b"".join(encoder.encode(event) for event in events)


def nameless(events):
    """Return *events* without the name that Bedrock gives a failure."""
    return [replace(event, code=None) if isinstance(event, Failed) else event for event in events]


@given(streams(), st.integers(1, 200))
def test_streams_survive_the_wire_in_any_pieces(events, size):
    """What is encoded is decoded to the same events, wherever it is cut."""
    decoder = BEDROCK_CONVERSE.decoder()

    assert events == nameless(event for piece in cut(written(events), size) for event in decoder.feed(piece))
    assert [] == decoder.close()


@given(st.permutations(range(6)))
def test_calls_that_come_in_turns_are_told_one_after_another(order):
    """However the pieces of two calls are mixed, each call has its own arguments, and no block begins inside another."""
    pieces = {position: iter(('{"a":', "1", "}")) for position in (0, 1)}
    events = [ToolCallStarted(position=position, id=f"c{position}", name="f") for position in (0, 1)]
    events += [ToolArgumentsDelta(position=place % 2, arguments=next(pieces[place % 2])) for place in order]
    decoded = BEDROCK_CONVERSE.decoder().feed(written([*events, Finished(finish_reason=REASONS["tool_use"])]))

    for position in (0, 1):
        told = [each for each in decoded if isinstance(each, ToolArgumentsDelta) and each.position == position]
        assert '{"a":1}' == "".join(each.arguments for each in told)
    begun = [each.position for each in decoded if isinstance(each, ToolCallStarted | ToolArgumentsDelta)]
    assert begun == sorted(begun)


OUTLINE = BEDROCK_CONVERSE.outline(b'{"messages":[{"role":"user","content":[{"text":"Hi"}]}]}', Where(model=MODEL))


@given(streams(), st.integers(1, 200))
def test_a_tap_passes_the_same_in_any_pieces(events, size):
    """What the client gets, and what the gateway learns, does not depend on where the stream is cut."""
    stream = written(events)
    whole, parts = BEDROCK_CONVERSE.tap(OUTLINE), BEDROCK_CONVERSE.tap(OUTLINE)

    assert whole.feed(stream) == b"".join(parts.feed(piece) for piece in cut(stream, size))
    for fact in ("has_content", "is_complete", "usage", "failure"):
        assert getattr(whole, fact) == getattr(parts, fact)


HEADERS = st.dictionaries(st.text(LETTERS, min_size=1, max_size=20), st.text(LETTERS, max_size=40), max_size=4)


@given(st.lists(st.tuples(HEADERS, st.binary(max_size=60)), max_size=4))
def test_botocore_reads_the_frames_that_we_write(frames):
    """Headers and payload come out of botocore's decoder as they went into our encoder."""
    buffer = EventStreamBuffer()
    buffer.add_data(b"".join(framing.encode(headers, payload) for headers, payload in frames))

    assert frames == [(message.headers, message.payload) for message in buffer]


@given(streams(), st.data())
def test_a_flipped_bit_is_malformed_and_never_believed(events, data):
    """A checksum covers every byte, so what follows the damage is not read as if it were whole."""
    stream = bytearray(written(events))
    at = data.draw(st.integers(0, len(stream) - 1))
    stream[at] ^= 1 << data.draw(st.integers(0, 7))
    decoder = BEDROCK_CONVERSE.decoder()
    try:
        told = decoder.feed(bytes(stream))
        told += decoder.close()
    except MalformedStream:
        return
    assert isinstance(told[-1], Failed | Ended)
    raise AssertionError("the damage went unseen")


NAMES = [
    "messages",
    "role",
    "content",
    "text",
    "toolUse",
    "toolResult",
    "image",
    "document",
    "reasoningContent",
    "name",
]
NAMES += ["cachePoint", "type", "source", "bytes", "format", "input", "toolUseId", "toolConfig", "tools", "toolSpec"]
NAMES += ["output", "message", "usage", "stopReason", "citationsContent", "citations", "delta", "start", "system"]
NAMES += ["contentBlockIndex", "inferenceConfig", "additionalModelRequestFields", "thinking", "outputConfig", "json"]
SHAPES = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(-1, 3), st.sampled_from(["", "user", "text", "default", "AAAA"])),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.sampled_from(NAMES), inner, max_size=6)),
    max_leaves=20,
)
BODIES = st.one_of(SHAPES.map(dump), st.binary(max_size=40))
EVENT_NAMES = ["messageStart", "contentBlockStart", "contentBlockDelta", "contentBlockStop", "messageStop", "metadata"]
FRAME = st.builds(
    lambda kind, name, payload: framing.encode({":message-type": kind, f":{kind}-type": name}, payload),
    st.sampled_from(["event", "exception", "error"]),
    st.sampled_from([*EVENT_NAMES, "throttlingException", "", "other"]),
    BODIES,
)


@given(st.lists(st.one_of(FRAME, st.binary(max_size=40)), max_size=4))
def test_any_stream_is_events_or_malformed(frames):
    """Whatever a provider streams, the only exception is the one that callers expect."""
    for reader in (BEDROCK_CONVERSE.decoder(), BEDROCK_CONVERSE.tap(OUTLINE)):
        try:
            for each in frames:
                reader.feed(each)
            reader.close()
        except MalformedStream:
            continue


ANSWER = st.lists(SHAPES, max_size=3).map(lambda blocks: dump({"output": {"message": {"content": blocks}}}))


@given(st.one_of(BODIES, ANSWER))
def test_any_answer_is_an_answer_or_malformed(body):
    """Whatever a provider answers, the only exception is the one that callers expect."""
    for reader in (BEDROCK_CONVERSE.read, BEDROCK_CONVERSE.decode_response):
        try:
            assert reader(body)
        except MalformedStream:
            continue


@given(BODIES, st.integers(400, 599))
def test_any_error_body_is_read(body, status):
    """Reading an error never fails, and always has words."""
    assert BEDROCK_CONVERSE.read_error(body, status).message


ASKED = st.lists(SHAPES, max_size=3).map(lambda blocks: dump({"messages": [{"role": "user", "content": blocks}]}))


@given(st.one_of(BODIES, ASKED, st.dictionaries(st.sampled_from(NAMES), SHAPES, max_size=8).map(dump)))
def test_any_request_is_one_or_the_clients_mistake(body):
    """Whatever a client sends, the only exception is the refusal."""
    for reader in (BEDROCK_CONVERSE.outline, BEDROCK_CONVERSE.decode_request):
        try:
            reader(body, WHERE)
        except InvalidRequest:
            continue


@given(REQUEST, st.integers(1, 9999), st.sampled_from([None, 1]))
def test_a_patch_keeps_every_other_byte(request, cap, indent):
    """After the patch the provider reads the cap, and all else as it was."""
    before = BEDROCK_CONVERSE.encode_request(request, AIM).document
    text = json.dumps(before, indent=indent)
    outline = BEDROCK_CONVERSE.outline(text.encode(), WHERE)
    patched = json.loads(BEDROCK_CONVERSE.patch(outline, replace(AIM, output_tokens=cap)))
    bound = before.get("inferenceConfig", {}).get("maxTokens")

    assert min(cap, bound or cap) == patched["inferenceConfig"].pop("maxTokens")
    before.setdefault("inferenceConfig", {}).pop("maxTokens", None)
    assert before == patched
