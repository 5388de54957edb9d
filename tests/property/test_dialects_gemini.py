"""Gemini under values and bytes of every kind."""

import base64
import json
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from proxy.canonical.content import AudioPart, Citation, FilePart, ImagePart, ReasoningPart, TextPart, TokenLogprob
from proxy.canonical.events import (
    Cited,
    Ended,
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
from proxy.canonical.request import CanonicalRequest, Message, Reasoning, ResponseFormat, ResponseFormatKind, Role
from proxy.canonical.response import CanonicalResponse, Choice, FinishReason
from proxy.canonical.seal import Seal, SealKind
from proxy.canonical.tools import ToolCall, ToolChoice, ToolChoiceMode, ToolDefinition, ToolKind
from proxy.canonical.unset import UNSET
from proxy.canonical.usage import Usage
from proxy.dialects.base import Aim, Where
from proxy.dialects.gemini import GEMINI, GEMINI_ARRAY
from proxy.dialects.gemini.flavours import FLAVOURS
from proxy.errors import InvalidRequest, MalformedStream

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
SOME = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=8)
WORD = st.text("abcdefgh", min_size=1, max_size=6)
COUNT = st.integers(0, 2**31)
NUMBER = st.floats(0, 2)
VALUE = st.recursive(
    st.one_of(st.none(), st.booleans(), COUNT, TEXT),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(TEXT, inner, max_size=3)),
    max_leaves=6,
)
OWN = st.one_of(TEXT, COUNT, st.none(), st.lists(TEXT, max_size=2), st.dictionaries(st.sampled_from(["a", "bC"]), TEXT))
EXTRA = st.dictionaries(st.sampled_from(["xA", "xB"]), OWN, max_size=2)
DATA = st.binary(max_size=12).map(lambda data: base64.b64encode(data).decode())


def optional(strategy):
    """Draw from *strategy*, or nothing sent."""
    return st.one_of(st.just(UNSET), strategy)


OWN_SEAL = st.builds(Seal, family=st.just("google"), data=st.binary(min_size=1).map(base64.b64encode).map(bytes.decode))
FOREIGN_SEAL = st.builds(
    Seal, family=st.sampled_from(["anthropic", "openai"]), data=SOME, kind=st.sampled_from(SealKind), id=WORD
)
SPOKEN = st.one_of(
    st.builds(TextPart, text=SOME, extra=EXTRA),
    st.builds(ImagePart, url=DATA.map("data:image/png;base64,{}".format), extra=EXTRA),
    st.builds(ImagePart, url=WORD.map("https://example.org/{}.webp".format)),
    st.builds(AudioPart, data=DATA, format=st.sampled_from(["wav", "mp3", "flac", "pcm16"])),
    st.builds(FilePart, url=DATA.map("data:application/pdf;base64,{}".format)),
    st.builds(FilePart, url=WORD.map("https://example.org/{}.pdf".format)),
    st.builds(FilePart, file_id=WORD.map("gs://bucket/{}.txt".format)),
)


ARGUMENTS = st.dictionaries(TEXT, VALUE, max_size=3).map(lambda args: dump(args).decode())
SEAL = st.one_of(OWN_SEAL, FOREIGN_SEAL)


def turns_of_a_model(seals):
    """Draw a model's parts: what it says and shows, calls and thinks."""
    call = st.builds(ToolCall, id=WORD, name=WORD, arguments=ARGUMENTS, seal=st.one_of(st.none(), seals), extra=EXTRA)
    thought = st.builds(ReasoningPart, text=SOME, is_summary=st.just(True), seal=seals)
    hidden = st.builds(ReasoningPart, seal=seals)
    return st.lists(st.one_of(SPOKEN, call, thought, hidden), min_size=1, max_size=5).map(tuple)


MODEL_TURN = turns_of_a_model(OWN_SEAL)
ANSWERED = turns_of_a_model(SEAL)
SPOKEN_TURN = st.lists(SPOKEN, min_size=1, max_size=3).map(tuple)
ROUNDS = st.lists(st.tuples(SPOKEN_TURN, EXTRA, MODEL_TURN, EXTRA, TEXT, st.sampled_from([UNSET, True])), max_size=2)


FUNCTION = st.builds(
    ToolDefinition,
    name=WORD,
    description=optional(TEXT),
    parameters=optional(st.dictionaries(TEXT, VALUE, max_size=2)),
    extra=EXTRA,
)
NATIVE = st.builds(
    lambda name, value: ToolDefinition(name=name, kind=ToolKind.NATIVE, extra={name: value}),
    st.sampled_from(["googleSearch", "codeExecution"]),
    st.dictionaries(WORD, TEXT, max_size=1),
)
CHOICE_OF_TOOL = st.one_of(
    st.builds(ToolChoice, mode=st.sampled_from([ToolChoiceMode.AUTO, ToolChoiceMode.NONE, ToolChoiceMode.REQUIRED])),
    st.builds(ToolChoice, mode=st.just(ToolChoiceMode.NAMED), name=TEXT, extra=EXTRA),
    st.builds(
        ToolChoice,
        mode=st.sampled_from([ToolChoiceMode.AUTO, ToolChoiceMode.REQUIRED]),
        allowed=st.lists(WORD, min_size=2, max_size=3).map(tuple),
    ),
)
FORMAT = st.one_of(
    st.builds(ResponseFormat, kind=st.sampled_from([ResponseFormatKind.TEXT, ResponseFormatKind.JSON_OBJECT])),
    st.builds(
        ResponseFormat,
        kind=st.just(ResponseFormatKind.JSON_SCHEMA),
        schema=st.dictionaries(TEXT, VALUE, min_size=1, max_size=2),
    ),
)
SHOWN = st.one_of(
    st.fixed_dictionaries({"summary": st.just("auto")}), st.fixed_dictionaries({"is_hidden": st.just(True)})
)
REASONING = st.builds(
    lambda amount, shown: Reasoning(**amount, **shown),
    st.one_of(
        st.fixed_dictionaries({"effort": st.sampled_from(["low", "medium", "high"])}),
        st.fixed_dictionaries({"budget": st.integers(1, 9999)}),
    ),
    SHOWN,
)


def conversation(system, rounds, last):
    """Return a conversation in which every call has an id of its own, and its result."""
    messages = [Message(role=Role.SYSTEM, content=system)] if system else []
    for number, (said, own, parts, other, result, is_error) in enumerate(rounds):
        messages.append(Message(role=Role.USER, content=said, extra=own))
        turn = tuple(
            replace(part, id=f"{number}-{at}") if isinstance(part, ToolCall) else part for at, part in enumerate(parts)
        )
        messages.append(Message(role=Role.ASSISTANT, content=turn, extra=other))
        messages += [
            Message(role=Role.TOOL, content=result, tool_call_id=call.id, is_error=is_error)
            for call in messages[-1].tool_calls
        ]
    return (*messages, Message(role=Role.USER, content=last))


CONVERSATION = st.builds(conversation, st.one_of(st.just(()), SPOKEN_TURN), ROUNDS, SPOKEN_TURN)


REQUEST = st.builds(
    CanonicalRequest,
    model=WORD.map("gemini-3-{}".format),
    messages=CONVERSATION,
    stream=st.booleans(),
    include_usage=st.just(True),
    tools=optional(st.lists(st.one_of(FUNCTION, NATIVE), min_size=1, max_size=3).map(tuple)),
    tool_choice=optional(CHOICE_OF_TOOL),
    response_format=optional(FORMAT),
    reasoning=optional(REASONING),
    max_output_tokens=optional(st.integers(1, 9999)),
    temperature=optional(NUMBER),
    top_p=optional(NUMBER),
    top_k=optional(st.integers(1, 100)),
    frequency_penalty=optional(NUMBER),
    presence_penalty=optional(NUMBER),
    logprobs=optional(st.booleans()),
    top_logprobs=optional(st.integers(0, 20)),
    stop=optional(st.lists(TEXT, max_size=3).map(tuple)),
    seed=optional(st.integers(0, 2**31 - 1)),
    choices=optional(st.integers(1, 8)),
    modalities=optional(st.lists(st.sampled_from(["text", "image", "audio"]), min_size=1, max_size=2).map(tuple)),
    service_tier=optional(st.sampled_from(["default", "flex", "priority"])),
    metadata=optional(st.dictionaries(WORD, WORD, max_size=2)),
    store=optional(st.booleans()),
    extra=EXTRA,
)
USAGE = st.builds(
    lambda spoken, thoughts, read, cached: Usage(
        input_tokens=read + cached,
        output_tokens=spoken + thoughts,
        cache_read_tokens=cached,
        reasoning_tokens=thoughts,
        audio_input_tokens=read // 3,
        image_output_tokens=spoken // 4,
    ),
    *[COUNT] * 4,
)


def cited(text, sources, tokens):
    """Return a text that rests on *sources*, from its beginning to its end."""
    citations = tuple(
        Citation(url=url, title=title, quote=quote, start=0, end=len(text)) for url, title, quote in sources
    )
    return TextPart(text=text, citations=citations, logprobs=tuple(tokens))


SOURCES = st.lists(st.tuples(SOME, optional(TEXT), optional(TEXT)), max_size=2, unique_by=lambda source: source[0])
TOP = st.lists(st.builds(TokenLogprob, token=TEXT, logprob=st.floats(-9, 0)), min_size=1, max_size=2).map(tuple)
TOKENS = st.lists(st.builds(TokenLogprob, token=TEXT, logprob=st.floats(-9, 0), top=TOP), max_size=2)
CITED = st.builds(cited, SOME, SOURCES, TOKENS)
ENDS = st.sampled_from(
    [
        (FinishReason.LENGTH, "MAX_TOKENS"),
        (FinishReason.CONTENT_FILTER, "RECITATION"),
        (FinishReason.OTHER, "MALFORMED_FUNCTION_CALL"),
        (None, None),
        "STOP",
    ]
)


def choice(index):
    """Draw a choice; one with calls stops for them."""

    def chosen(text, parts, end, extra):
        has_calls = any(isinstance(part, ToolCall) for part in parts)
        stop = (FinishReason.TOOL_CALLS if has_calls else FinishReason.STOP, "STOP")
        reason, native = stop if end == "STOP" else end
        return Choice(index=index, parts=(text, *parts), finish_reason=reason, native_finish_reason=native, extra=extra)

    return st.builds(chosen, CITED, ANSWERED, ENDS, EXTRA)


RESPONSE = st.builds(
    CanonicalResponse,
    id=TEXT,
    model=TEXT,
    created=st.integers(0, 2**31),
    choices=st.one_of(st.tuples(choice(0)), st.tuples(choice(0), choice(1))),
    usage=st.one_of(st.none(), USAGE),
    extra=EXTRA,
)


def aim(model, flavour="gemini", **caps):
    """Return an aim at *model*."""
    return Aim(model=model, flavour=FLAVOURS[flavour], **caps)


@given(REQUEST)
def test_requests_survive_the_wire(request):
    """What is encoded is decoded to the same request, absence included."""
    encoded = GEMINI.encode_request(request, aim(request.model))
    decoded = GEMINI.decode_request(dump(encoded.document), Where(model=request.model, stream=request.stream))

    assert () == encoded.dropped
    assert request == decoded


@given(RESPONSE)
def test_responses_survive_the_wire(response):
    """What is encoded is decoded to the same answer, seals of all families and sources included."""
    assert response == GEMINI.decode_response(GEMINI.encode_response(response))


SPOKEN_EVENT = st.one_of(
    st.builds(TextDelta, text=SOME, logprobs=TOKENS.map(tuple)),
    st.builds(ReasoningDelta, text=SOME, is_summary=st.just(True)),
    st.builds(ReasoningSealed, seal=SEAL),
    st.builds(PartAdded, part=st.builds(ImagePart, url=DATA.map("data:image/png;base64,{}".format))),
)
FAILED = st.builds(Failed, message=SOME, kind=st.just(FailureKind.OVERLOADED), code=st.just("UNAVAILABLE"))


def stream(started, spoken, calls, sources, end):
    """Return the events of a proper stream, in this dialect's order."""
    if isinstance(end, Failed):
        return [started, *spoken, end] if spoken else [end]
    events = [started, *spoken]
    for position, (name, arguments, seal) in enumerate(calls):
        events.append(ToolCallStarted(position=position, id=f"call-{position}", name=name, seal=seal))
        events.append(ToolArgumentsDelta(position=position, arguments=arguments))
    text = "".join(event.text for event in spoken if isinstance(event, TextDelta))
    events += [Cited(citation=Citation(url=url, start=0, end=len(text))) for url in sources if text]
    reason = FinishReason.TOOL_CALLS if calls else FinishReason.STOP
    return [*events, Finished(finish_reason=reason, native_finish_reason="STOP"), UsageReported(usage=end), Ended()]


STREAM = st.builds(
    stream,
    st.builds(Started, id=SOME, model=SOME, created=COUNT),
    st.lists(SPOKEN_EVENT, max_size=5),
    st.lists(st.tuples(WORD, ARGUMENTS, st.one_of(st.none(), SEAL)), max_size=2),
    st.lists(SOME, max_size=2, unique=True),
    st.one_of(USAGE, FAILED),
)


def cut(stream, size):
    """Return *stream* in pieces of *size*."""
    return [stream[at : at + size] for at in range(0, len(stream), size)]


def encode(events, dialect=GEMINI):
    """Return *events* as a stream."""
    encoder = dialect.encoder(include_usage=True)
    return b"".join(encoder.encode(event) for event in events)


@given(STREAM, st.integers(1, 200))
def test_streams_survive_the_wire_in_any_pieces(events, size):
    """What is encoded is decoded to the same events, wherever it is cut."""
    decoder = GEMINI.decoder()
    decoded = [event for piece in cut(encode(events), size) for event in decoder.feed(piece)]

    assert events == decoded + (decoder.close() if isinstance(events[-1], Ended) else [])


@given(STREAM)
def test_a_list_holds_what_the_events_hold(events):
    """A client that does not ask for events gets the same answers, in one JSON list."""
    told = [json.loads(event.removeprefix(b"data: ")) for event in encode(events).split(b"\n\n") if event]

    assert told == json.loads(encode(events, GEMINI_ARRAY))


BODY = b'{"contents":[{"parts":[{"text":"x"}]}]}'
WHERE = Where(model="m", stream=True)
OUTLINES = (GEMINI.outline(BODY, WHERE), GEMINI_ARRAY.outline(BODY, WHERE))


@given(STREAM, st.integers(1, 200), st.sampled_from(OUTLINES))
def test_a_tap_passes_the_same_in_any_pieces(events, size, outline):
    """What the client gets, and what the gateway learns, does not depend on where the stream is cut."""
    stream = encode(events)
    whole, parts = GEMINI.tap(outline), GEMINI.tap(outline)

    assert whole.feed(stream) + whole.close() == b"".join(map(parts.feed, cut(stream, size))) + parts.close()
    for fact in ("has_content", "is_complete", "usage", "failure"):
        assert getattr(whole, fact) == getattr(parts, fact)
    if isinstance(events[-1], Ended):
        assert (True, events[-2].usage) == (whole.is_complete, whole.usage)


NAMES = [
    "contents", "parts", "role", "text", "thought", "thoughtSignature", "functionCall", "functionResponse", "name", "args",
    "response", "id", "inlineData", "fileData", "mimeType", "data", "fileUri", "systemInstruction", "tools", "toolConfig",
    "functionDeclarations", "functionCallingConfig", "mode", "allowedFunctionNames", "generationConfig", "thinkingConfig",
    "thinkingLevel", "thinkingBudget", "responseSchema", "stopSequences", "candidates", "content", "finishReason", "index",
    "usageMetadata", "promptTokenCount", "promptFeedback", "blockReason", "groundingMetadata", "groundingChunks", "web",
    "groundingSupports", "segment", "partIndex", "endIndex", "groundingChunkIndices", "citationMetadata", "citations", "uri",
    "logprobsResult", "chosenCandidates", "topCandidates", "token", "logProbability", "error", "status", "details", "code",
    "message", "reason", "responseId", "createTime", "generation_config", "inline_data", "topK", "labels", "type",
    "properties", "anyOf", "nullable",
]  # fmt: skip
SHAPES = st.recursive(
    st.one_of(
        st.none(),
        st.booleans(),
        st.integers(-1, 3),
        st.floats(allow_nan=False, allow_infinity=False),
        st.sampled_from(["", "STOP", "user", "model", "image/png", "video/mp4", "ANY", "x", "gs://x"]),
    ),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.sampled_from(NAMES), inner, max_size=6)),
    max_leaves=20,
)
PART = st.dictionaries(st.sampled_from(NAMES[3:17]), SHAPES, max_size=3)
CONTENT = st.fixed_dictionaries({"parts": st.lists(PART, max_size=3)}, optional={"role": SHAPES})
ANSWER = st.fixed_dictionaries(
    {"candidates": st.lists(st.dictionaries(st.sampled_from(NAMES), SHAPES, max_size=4), max_size=2)},
    optional={"usageMetadata": SHAPES, "promptFeedback": SHAPES, "responseId": SHAPES, "createTime": SHAPES},
)
RICH = st.builds(
    lambda content, rest: {"candidates": [{"content": content, **rest}]},
    CONTENT,
    st.dictionaries(st.sampled_from(NAMES[35:58]), SHAPES, max_size=4),
)
BODIES = st.one_of(SHAPES.map(dump), ANSWER.map(dump), RICH.map(dump), st.binary(max_size=40))
REQUESTS = st.fixed_dictionaries(
    {"contents": st.lists(CONTENT, min_size=1, max_size=3)},
    optional=dict.fromkeys(
        ["systemInstruction", "tools", "toolConfig", "generationConfig", "generation_config", "labels"], SHAPES
    ),
)


@given(st.lists(BODIES, max_size=4), st.sampled_from([b"data: ", b"event: error\ndata: ", b": ", b""]))
def test_any_stream_is_events_or_malformed(bodies, head):
    """Whatever a provider streams, the only exception is the one that callers expect."""
    for reader in (GEMINI.decoder(), GEMINI.tap(OUTLINES[0]), GEMINI.tap(OUTLINES[1])):
        try:
            for body in bodies:
                reader.feed(head + body + b"\n\n")
            reader.close()
        except MalformedStream:
            continue


@given(BODIES)
def test_any_answer_is_an_answer_or_malformed(body):
    """Whatever a provider answers, the only exception is the one that callers expect."""
    for reader in (GEMINI.read, GEMINI.decode_response):
        try:
            assert reader(body)
        except MalformedStream:
            continue


@given(BODIES, st.sampled_from([0, 400, 429, 503]))
def test_any_error_body_is_read(body, status):
    """Reading an error never fails, and always has words."""
    assert GEMINI.read_error(body, status).message


@given(st.one_of(BODIES, REQUESTS.map(dump)))
def test_any_request_is_one_or_the_clients_mistake(body):
    """Whatever a client sends, the only exception is the refusal; what is read can be written."""
    for reader in (GEMINI.outline, GEMINI_ARRAY.outline):
        try:
            reader(body, WHERE)
        except InvalidRequest:
            continue
    try:
        request = GEMINI.decode_request(body, WHERE)
    except InvalidRequest:
        return
    try:
        dump(GEMINI.encode_request(request, aim("gemini-3-pro")).document)
    except InvalidRequest:
        return


@given(REQUEST, st.integers(1, 9999), st.sampled_from([None, 1]), st.sampled_from(sorted(FLAVOURS)))
def test_a_patch_keeps_every_other_byte(request, cap, indent, flavour):
    """After the patch the provider reads the cap, and all else as it was."""
    document = GEMINI.encode_request(request, aim(request.model)).document
    text = json.dumps({**document, "provider": {"only": ["x"]}, "session_id": "s"}, indent=indent)
    outline = GEMINI.outline(text.encode(), Where(model="m"))
    patched = json.loads(GEMINI.patch(outline, aim("endpoint", flavour, output_tokens=cap)))
    before = json.loads(text)
    config = before.pop("generationConfig", {})
    gone = {"provider", "session_id", *FLAVOURS[flavour].refuses}

    assert {**config, "maxOutputTokens": min(cap, config.get("maxOutputTokens") or cap)} == patched.pop(
        "generationConfig"
    )
    assert {key: value for key, value in before.items() if key not in gone} == patched
