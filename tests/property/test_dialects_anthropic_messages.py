"""Messages under values and bytes of every kind."""

import json
from dataclasses import replace
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from proxy.canonical.cache import CacheMark
from proxy.canonical.content import Citation, FilePart, ImagePart, ReasoningPart, TextPart, UnknownPart
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
from proxy.canonical.request import CanonicalRequest, Message, Reasoning, ResponseFormat, ResponseFormatKind, Role
from proxy.canonical.response import CanonicalResponse, Choice, FinishReason
from proxy.canonical.seal import Seal, SealKind
from proxy.canonical.tools import ToolCall, ToolChoice, ToolChoiceMode, ToolDefinition, ToolKind
from proxy.canonical.unset import UNSET
from proxy.canonical.usage import Usage
from proxy.dialects.anthropic_messages import ANTHROPIC_MESSAGES, FLAVOURS
from proxy.dialects.anthropic_messages.finish import REASONS
from proxy.dialects.base import Aim
from proxy.errors import InvalidRequest, MalformedStream

PLAIN = Aim(model="m", flavour=FLAVOURS["anthropic_messages"])

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
WORDS = TEXT.map(lambda text: f"w{text}")
ID = st.text("abcXYZ019_-", min_size=1, max_size=8)
COUNT = st.integers(0, 2**31)
SHARE = st.floats(0, 1)
VALUE = st.recursive(
    st.one_of(st.none(), st.booleans(), COUNT, TEXT),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(TEXT, inner, max_size=3)),
    max_leaves=6,
)
OBJECT = st.dictionaries(TEXT, VALUE, max_size=3)
EXTRA = st.dictionaries(st.sampled_from(["x-a", "x-b"]), VALUE, max_size=2)
MARK = st.one_of(st.just(UNSET), st.builds(CacheMark, ttl=st.sampled_from([UNSET, "5m", "1h"])))


def optional(strategy):
    """Draw from *strategy*, or nothing sent."""
    return st.one_of(st.just(UNSET), strategy)


CITATION = st.builds(
    Citation,
    url=optional(TEXT),
    title=optional(TEXT),
    quote=optional(WORDS),
    extra=st.builds(
        lambda kind, extra: {"type": kind, **extra},
        st.sampled_from(["char_location", "page_location", "search_result_location", "web_search_result_location"]),
        EXTRA,
    ),
)
SAID = st.builds(TextPart, text=WORDS, citations=st.lists(CITATION, max_size=2).map(tuple), cache=MARK, extra=EXTRA)
SIGNATURE = st.builds(Seal, family=st.just("anthropic"), data=WORDS)
CIPHER = st.builds(Seal, family=st.just("anthropic"), data=WORDS, kind=st.just(SealKind.ENCRYPTED))
THOUGHT = st.one_of(
    st.builds(ReasoningPart, text=TEXT, seal=SIGNATURE, extra=EXTRA),
    st.builds(ReasoningPart, seal=CIPHER, extra=EXTRA),
)
CALL = st.builds(
    ToolCall, id=ID, name=TEXT, arguments=OBJECT.map(lambda value: dump(value).decode()), cache=MARK, extra=EXTRA
)
OWN = st.builds(UnknownPart, kind=st.sampled_from(["server_tool_use", "web_search_tool_result"]), extra=EXTRA)
SHOWN = st.one_of(
    st.builds(ImagePart, url=st.sampled_from(["https://x", "data:image/png;base64,AA=="]), cache=MARK, extra=EXTRA),
    st.builds(
        FilePart,
        url=st.sampled_from(["https://x", "data:application/pdf;base64,AA==", "data:text/plain;base64,SGk="]),
        name=optional(TEXT),
        cache=MARK,
        extra=EXTRA,
    ),
    st.builds(FilePart, file_id=WORDS, name=optional(TEXT), cache=MARK, extra=EXTRA),
)


def parts(*kinds):
    """Draw a turn's parts."""
    return st.lists(st.one_of(*kinds), min_size=1, max_size=4).map(tuple)


ANSWER = st.builds(Message, role=st.just(Role.ASSISTANT), content=st.one_of(WORDS, parts(SAID, THOUGHT, CALL, OWN)))
RESULT = st.builds(
    Message,
    role=st.just(Role.TOOL),
    tool_call_id=ID,
    content=st.one_of(TEXT, st.lists(st.one_of(SAID, SHOWN), max_size=2).map(tuple)),
    is_error=optional(st.booleans()),
    cache=MARK,
    extra=EXTRA,
)
# A user's words after a result share its turn, so that they are parts there and never a bare string.
ASKED = st.builds(Message, role=st.just(Role.USER), content=st.one_of(WORDS, parts(SAID, SHOWN)), extra=EXTRA)
JOINED = st.builds(Message, role=st.just(Role.USER), content=parts(SAID, SHOWN), extra=EXTRA)
TURNS = st.lists(
    st.one_of(
        ANSWER.map(lambda turn: [turn]),
        st.builds(lambda asked, answer: [asked, answer], ASKED, ANSWER),
        st.builds(
            lambda answer, results, asked: [answer, *results, asked], ANSWER, st.lists(RESULT, max_size=3), JOINED
        ),
        st.builds(
            lambda asked, told, answer: [asked, Message(role=Role.SYSTEM, content=told), answer], ASKED, WORDS, ANSWER
        ),
    ),
    min_size=1,
    max_size=3,
).map(lambda groups: tuple(turn for group in groups for turn in group))
SYSTEM = st.one_of(
    st.just(()),
    st.builds(lambda said: (Message(role=Role.SYSTEM, content=said),), st.one_of(WORDS, parts(SAID))),
)
SCHEMA = OBJECT.map(lambda members: {**members, "type": "object", "additionalProperties": False})
TOOL = st.one_of(
    st.builds(
        ToolDefinition,
        name=WORDS,
        description=optional(TEXT),
        parameters=SCHEMA,
        strict=optional(st.just(False)),
        cache=MARK,
        extra=EXTRA,
    ),
    st.builds(ToolDefinition, name=st.just("bash_20250124"), kind=st.just(ToolKind.NATIVE), extra=EXTRA),
)
CHOICE = st.one_of(
    st.builds(ToolChoice, mode=st.sampled_from([ToolChoiceMode.AUTO, ToolChoiceMode.REQUIRED]), extra=EXTRA),
    st.builds(ToolChoice, mode=st.just(ToolChoiceMode.NAMED), name=TEXT, extra=EXTRA),
)
REASONING = st.one_of(
    st.builds(Reasoning, is_enabled=st.booleans()),
    st.builds(Reasoning, effort=st.sampled_from(["low", "medium", "high", "xhigh", "max"])),
    st.builds(Reasoning, budget=st.integers(1024, 2047), summary=optional(st.just("auto"))),
    st.builds(Reasoning, effort=st.just("low"), is_hidden=st.just(True)),
)


def request(turns, system, tools, choice, members):
    """Return a request that Messages can say; a choice needs tools, and calls need them too."""
    named = tools or any(turn.tool_calls for turn in turns)
    offered = {"tools": tuple(tools) or (ToolDefinition(name="f", parameters={"type": "object"}),)} if named else {}
    chosen = {"tool_choice": choice[0], "parallel_tool_calls": choice[1]} if named and choice else {}
    return CanonicalRequest(
        model="m", messages=(*system, *turns), max_output_tokens=4096, **offered, **chosen, **members
    )


MEMBERS = st.fixed_dictionaries(
    {},
    optional={
        "response_format": st.builds(ResponseFormat, kind=st.just(ResponseFormatKind.JSON_SCHEMA), schema=SCHEMA),
        "reasoning": REASONING,
        "temperature": SHARE,
        "top_p": SHARE,
        "top_k": COUNT,
        "stop": st.lists(WORDS, min_size=1, max_size=3).map(tuple),
        "service_tier": st.sampled_from(["auto", "default"]),
        "cache": st.builds(CacheMark, ttl=st.sampled_from(["5m", "1h"])),
        "user": TEXT,
        "extra": EXTRA,
    },
)
REQUEST = st.builds(
    request,
    TURNS,
    SYSTEM,
    st.lists(TOOL, max_size=2),
    st.one_of(st.none(), st.tuples(CHOICE, optional(st.booleans()))),
    MEMBERS,
)


@given(REQUEST)
def test_requests_survive_both_ways(asked):
    """What the hub says and Messages can say comes back as it was, and nothing is called lost."""
    encoded = ANTHROPIC_MESSAGES.encode_request(asked, PLAIN)

    assert asked == ANTHROPIC_MESSAGES.decode_request(dump(encoded.document))
    assert () == encoded.dropped


@given(REQUEST)
def test_outlines_and_patches(asked):
    """A body of the dialect has an outline, and a patch changes the model and nothing else."""
    body = dump(ANTHROPIC_MESSAGES.encode_request(asked, PLAIN).document)
    outline = ANTHROPIC_MESSAGES.outline(body)
    patched = ANTHROPIC_MESSAGES.patch(outline, replace(PLAIN, model="other"))

    assert outline.input_tokens >= len(body) - 8
    assert {**json.loads(body), "model": "other"} == json.loads(patched)
    assert body is ANTHROPIC_MESSAGES.patch(outline, PLAIN)


USAGE = st.builds(
    lambda plain, output, read, written, hour: Usage(
        input_tokens=plain + read + written + hour,
        output_tokens=output,
        cache_read_tokens=read,
        cache_write_tokens=written + hour,
        cache_write_1h_tokens=hour,
    ),
    *[COUNT] * 5,
)
RESPONSE = st.builds(
    lambda said, word, sequence, usage, extra: CanonicalResponse(
        id="msg_1",
        model="m",
        created=0,
        choices=(Choice(parts=said, finish_reason=REASONS[word], native_finish_reason=word, stop_sequence=sequence),),
        usage=usage,
        extra=extra,
    ),
    st.lists(st.one_of(SAID, THOUGHT, CALL, OWN), max_size=4).map(tuple),
    st.sampled_from(sorted(REASONS)),
    st.one_of(st.none(), TEXT),
    USAGE,
    EXTRA,
)


@given(RESPONSE)
def test_answers_survive_both_ways(answer):
    """An answer is the same after it was written and read."""
    assert answer == ANTHROPIC_MESSAGES.decode_response(ANTHROPIC_MESSAGES.encode_response(answer))


PIECES = st.lists(WORDS, min_size=1, max_size=3)


def cut(text, places):
    """Return *text* in pieces that end at *places*."""
    ends = sorted({place % (len(text) + 1) for place in places} | {0, len(text)})
    return [text[start:end] for start, end in pairwise(ends)]


def calling(position, told, name, value, places):
    """Return the events of a call."""
    arguments = dump(value).decode()
    started = ToolCallStarted(position=position, id=told, name=name)
    return [started, *(ToolArgumentsDelta(position=position, arguments=piece) for piece in cut(arguments, places))]


SPOKEN = PIECES.map(lambda texts: [TextDelta(text=text) for text in texts])
REASONED = st.builds(
    lambda texts, seal: [*(ReasoningDelta(text=text) for text in texts), ReasoningSealed(seal=seal)], PIECES, SIGNATURE
)
HIDDEN = CIPHER.map(lambda seal: [ReasoningSealed(seal=seal)])
ADDED = OWN.map(lambda part: [PartAdded(part=part)])
CALLED = st.builds(calling, st.just(0), ID, TEXT, OBJECT, st.lists(COUNT, max_size=3))
BLOCKS = st.lists(st.one_of(SPOKEN, REASONED, HIDDEN, ADDED), max_size=4)
START = Started(id="msg_1", model="m", created=0)


def numbered(events):
    """Return *events* with their calls numbered in their order."""
    position = -1
    for event in events:
        position += isinstance(event, ToolCallStarted)
        is_call = isinstance(event, ToolCallStarted | ToolArgumentsDelta)
        yield replace(event, position=position) if is_call else event


STREAM = st.builds(
    lambda blocks, calls, usage, word: [
        START,
        *numbered([event for block in [*blocks, *calls] for event in block]),
        Finished(finish_reason=REASONS[word], native_finish_reason=word),
        UsageReported(usage=replace(usage, cache_write_1h_tokens=0)),
        Ended(),
    ],
    BLOCKS,
    st.lists(CALLED, max_size=3),
    USAGE,
    st.sampled_from(sorted(REASONS)),
)


def written(events):
    """Return the bytes that say *events*."""
    encoder = ANTHROPIC_MESSAGES.encoder(include_usage=True)
    return b"".join(encoder.encode(event) for event in events)


def read(stream, sizes=()):
    """Return the events that *stream* says, fed in pieces of *sizes* and then whole."""
    decoder = ANTHROPIC_MESSAGES.decoder()
    events, at = [], 0
    for size in (*sizes, len(stream)):
        events += decoder.feed(stream[at : at + size])
        at += size
    return events + decoder.close()


@given(STREAM)
def test_streams_survive_both_ways(events):
    """Event by event, a stream is the same after it was written and read; its start has counts already."""
    assert [START, UsageReported(usage=Usage()), *events[1:]] == read(written(events))


@given(STREAM, st.lists(st.integers(1, 200), max_size=20))
def test_any_split_says_the_same(events, sizes):
    """However the bytes arrive, decoder and relay make the same of them."""
    stream = written(events)
    tap = ANTHROPIC_MESSAGES.tap(None)
    passed, at = b"", 0
    for size in (*sizes, len(stream)):
        passed += tap.feed(stream[at : at + size])
        at += size

    assert read(stream) == read(stream, sizes)
    assert stream == passed + tap.close()
    assert (True, True, None) == (tap.has_content, tap.is_complete, tap.failure)
    assert tap.usage == events[-2].usage


@given(st.lists(st.tuples(ID, OBJECT, st.lists(COUNT, max_size=3)), min_size=1, max_size=4), st.randoms())
def test_calls_may_interleave(calls, random):
    """Blocks never overlap although the pieces of calls do, and no piece is lost or put elsewhere."""
    queues = [calling(position, told, "f", value, places) for position, (told, value, places) in enumerate(calls)]
    starts, rests = [queue[0] for queue in queues], [queue[1:] for queue in queues]
    order = [position for position, rest in enumerate(rests) for _ in rest]
    random.shuffle(order)
    pieces = [rests[position].pop(0) for position in order]
    events = read(written([START, *starts, *pieces, Finished(finish_reason=FinishReason.TOOL_CALLS), Ended()]))
    told = {
        position: "".join(
            event.arguments for event in events if isinstance(event, ToolArgumentsDelta) and event.position == position
        )
        for position in range(len(calls))
    }

    assert starts == [event for event in events if isinstance(event, ToolCallStarted)]
    assert {position: dump(value).decode() for position, (_, value, _) in enumerate(calls)} == told


ANY_SEAL = st.builds(
    Seal, family=st.sampled_from(["openai", "google", "anthropic"]), data=TEXT, kind=st.sampled_from(SealKind)
)
ANY_EVENT = st.one_of(
    st.builds(TextDelta, text=TEXT),
    st.builds(RefusalDelta, text=TEXT),
    st.builds(ReasoningDelta, text=TEXT),
    st.builds(ReasoningSealed, seal=ANY_SEAL),
    st.builds(Cited, citation=st.builds(Citation, url=TEXT)),
    st.builds(
        ToolCallStarted,
        position=st.integers(0, 3),
        id=TEXT,
        name=TEXT,
        kind=st.sampled_from([ToolKind.FUNCTION, ToolKind.CUSTOM]),
        seal=st.one_of(st.none(), ANY_SEAL),
    ),
    st.builds(ToolArgumentsDelta, position=st.integers(0, 3), arguments=TEXT),
    st.builds(UsageReported, usage=USAGE),
    st.builds(PartAdded, part=OWN),
)


@given(st.lists(ANY_EVENT, max_size=12), st.booleans())
def test_whatever_happens_is_a_stream(events, fails):
    """Events in any order, of any dialect, make a stream that is Messages from its start to its end."""
    end = (
        [Failed(message="m", kind=FailureKind.SERVER)]
        if fails
        else [Finished(finish_reason=FinishReason.STOP), Ended()]
    )
    says = read(written([START, *events, *end]))

    assert isinstance(says[-1], Failed if fails else Ended)


@given(st.one_of(st.binary(max_size=60), VALUE.map(dump), OBJECT.map(dump)))
def test_any_bytes_are_answered(body):
    """A client's bytes that are not Messages are its mistake, a provider's are malformed, and nothing else is raised."""
    for reader, error in (
        (ANTHROPIC_MESSAGES.outline, InvalidRequest),
        (ANTHROPIC_MESSAGES.decode_request, InvalidRequest),
        (ANTHROPIC_MESSAGES.decode_response, MalformedStream),
        (ANTHROPIC_MESSAGES.read, MalformedStream),
        (read, MalformedStream),
    ):
        try:
            reader(body)
        except error:
            continue
    assert ANTHROPIC_MESSAGES.read_error(body, 500).message


MODEL = st.sampled_from(["claude-3-5-haiku-latest", "claude-sonnet-4-5", "claude-opus-4-6", "claude-fable-5-1", "any"])


@given(REQUEST, MODEL, st.sampled_from(sorted(FLAVOURS)), st.data())
def test_broken_requests_are_the_clients_mistake(asked, model, flavour, data):
    """A body with a member of any other kind, at any depth, is taken or refused, and breaks nothing, whoever gets it."""
    aim = Aim(model=model, flavour=FLAVOURS[flavour], output_tokens=1500)
    body = dump(broke(json.loads(dump(ANTHROPIC_MESSAGES.encode_request(asked, PLAIN).document)), data))
    for reader in (
        lambda: ANTHROPIC_MESSAGES.patch(ANTHROPIC_MESSAGES.outline(body), aim),
        lambda: ANTHROPIC_MESSAGES.encode_request(ANTHROPIC_MESSAGES.decode_request(body), aim),
    ):
        try:
            reader()
        except InvalidRequest:
            continue


@given(STREAM, st.data())
def test_broken_streams_are_malformed(events, data):
    """A stream with frames of any other kind is understood or malformed, and breaks nothing."""
    frames = [json.loads(line[6:]) for line in written(events).splitlines() if line.startswith(b"data: ")]
    broken = broke(frames, data)
    lines = [b"data: " + dump(frame) + b"\n\n" for frame in (broken if isinstance(broken, list) else [broken])]
    for reader in (read, ANTHROPIC_MESSAGES.tap(None).feed):
        try:
            reader(b"".join(lines))
        except MalformedStream:
            continue


def broke(value, data):
    """Return *value* with something in it replaced or left out."""
    if isinstance(value, dict) and value and data.draw(st.integers(0, 4)):
        key = data.draw(st.sampled_from(sorted(value)))
        return {**value, key: broke(value[key], data)}
    if isinstance(value, list) and value and data.draw(st.integers(0, 4)):
        at = data.draw(st.integers(0, len(value) - 1))
        return [*value[:at], broke(value[at], data), *value[at + 1 :]]
    return data.draw(VALUE)
