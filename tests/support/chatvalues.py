"""Canonical values that Chat Completions can say, drawn at random, in the order in which it says them."""

from hypothesis import strategies as st

from proxy.canonical.cache import CacheMark
from proxy.canonical.content import (
    AudioPart,
    Citation,
    FilePart,
    ImagePart,
    ReasoningPart,
    RefusalPart,
    TextPart,
    TokenLogprob,
)
from proxy.canonical.request import CanonicalRequest, Message, Reasoning, ResponseFormat, ResponseFormatKind, Role
from proxy.canonical.response import CanonicalResponse, Choice, FinishReason
from proxy.canonical.seal import Seal, SealKind
from proxy.canonical.tools import ToolCall, ToolChoice, ToolChoiceMode, ToolDefinition, ToolKind
from proxy.canonical.unset import UNSET
from proxy.canonical.usage import Usage

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
SOME = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=8)
COUNT = st.integers(0, 2**31)
NUMBER = st.floats(0, 2)
VALUE = st.recursive(
    st.one_of(st.none(), st.booleans(), COUNT, TEXT),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(TEXT, inner, max_size=3)),
    max_leaves=6,
)
EXTRA = st.dictionaries(st.sampled_from(["x-a", "x-b"]), st.one_of(st.booleans(), COUNT, TEXT), max_size=2)


def optional(strategy, *, nullable=False):
    """Draw from *strategy*, or nothing sent, or null."""
    return st.one_of(st.just(UNSET), strategy, *([st.none()] if nullable else []))


MARK = optional(st.builds(CacheMark, ttl=optional(st.sampled_from(["5m", "1h"]))))
FAMILY = st.sampled_from(["anthropic", "openai", "google", "xai", "azure-openai-responses-v1"])
SIGNED = st.builds(Seal, family=FAMILY, data=SOME, id=TEXT)
HIDDEN = st.builds(Seal, family=FAMILY, data=SOME, kind=st.just(SealKind.ENCRYPTED), id=st.sampled_from(["", "rs_1"]))
THOUGHTS = st.one_of(
    st.just(()),
    st.builds(ReasoningPart, text=SOME).map(lambda thought: (thought,)),
    st.lists(
        st.one_of(
            st.builds(ReasoningPart, text=TEXT, seal=SIGNED),
            st.builds(ReasoningPart, text=TEXT, seal=HIDDEN),
            st.builds(ReasoningPart, text=SOME, is_summary=st.just(True), seal=HIDDEN),
        ),
        max_size=3,
    ).map(tuple),
)
IMAGE = st.builds(
    ImagePart, url=TEXT, detail=optional(st.sampled_from(["low", "high", "auto"])), cache=MARK, extra=EXTRA
)
SHOWN = st.builds(ImagePart, url=TEXT, extra=EXTRA)
DATA_URL = TEXT.map(lambda data: f"data:application/pdf;base64,{data}")
PART = st.one_of(
    st.builds(TextPart, text=TEXT, cache=MARK, extra=EXTRA),
    st.builds(RefusalPart, text=TEXT, extra=EXTRA),
    IMAGE,
    st.builds(AudioPart, data=TEXT, format=st.sampled_from(["wav", "mp3"]), cache=MARK, extra=EXTRA),
    st.builds(FilePart, file_id=SOME, name=optional(SOME), cache=MARK, extra=EXTRA),
    st.builds(FilePart, url=DATA_URL, name=SOME, cache=MARK, extra=EXTRA),
)
SAID = st.builds(TextPart, text=SOME, cache=MARK, extra=EXTRA)


@st.composite
def calls(draw):
    """Draw calls with ids of their own."""
    kinds = draw(st.lists(st.sampled_from([ToolKind.FUNCTION, ToolKind.CUSTOM]), max_size=2))
    seals = st.one_of(st.none(), st.builds(Seal, family=FAMILY, data=SOME))
    return tuple(
        ToolCall(id=f"call_{at}", name=draw(TEXT), arguments=draw(TEXT), kind=kind, seal=draw(seals), extra=draw(EXTRA))
        for at, kind in enumerate(kinds)
    )


@st.composite
def assistants(draw):
    """Draw a turn of the assistant's."""
    called, extra = draw(calls()), draw(EXTRA)
    thoughts = draw(THOUGHTS)
    refusals = draw(st.lists(st.builds(RefusalPart, text=SOME), max_size=1))
    parts = (*thoughts, *draw(st.lists(SAID, max_size=2)), *refusals, *draw(st.lists(SHOWN, max_size=1)), *called)
    is_plain = len(parts) == 1 and isinstance(parts[0], TextPart) and not parts[0].extra and not parts[0].cache
    content = draw(TEXT) if is_plain else parts
    return Message(role=Role.ASSISTANT, content=content, name=draw(optional(TEXT)), extra=extra)


MESSAGE = st.one_of(
    st.builds(
        Message,
        role=st.sampled_from([Role.SYSTEM, Role.DEVELOPER, Role.USER]),
        content=st.one_of(TEXT, st.lists(PART, min_size=1, max_size=3).map(tuple)),
        name=optional(TEXT),
        extra=EXTRA,
    ),
    st.builds(
        Message,
        role=st.just(Role.TOOL),
        content=st.one_of(TEXT, st.lists(SAID, min_size=1, max_size=2).map(tuple)),
        tool_call_id=SOME,
        extra=EXTRA,
    ),
    assistants(),
)
TOOL = st.one_of(
    st.builds(
        ToolDefinition,
        name=TEXT,
        kind=st.sampled_from([ToolKind.FUNCTION, ToolKind.CUSTOM]),
        description=optional(TEXT),
        parameters=optional(st.dictionaries(TEXT, VALUE, max_size=2)),
        strict=optional(st.booleans(), nullable=True),
        cache=MARK,
        extra=EXTRA,
    ),
    st.builds(ToolDefinition, name=st.just("web_search"), kind=st.just(ToolKind.NATIVE), extra=EXTRA),
)
MODE = st.sampled_from([ToolChoiceMode.AUTO, ToolChoiceMode.NONE, ToolChoiceMode.REQUIRED])
CHOICE_OF_TOOL = st.one_of(
    st.builds(ToolChoice, mode=MODE),
    st.builds(
        ToolChoice,
        mode=st.sampled_from([ToolChoiceMode.AUTO, ToolChoiceMode.REQUIRED]),
        allowed=st.lists(st.just("only-a-function"), max_size=2).map(tuple),
        extra=EXTRA,
    ),
    st.builds(ToolChoice, mode=st.just(ToolChoiceMode.NAMED), name=st.just("only-a-function"), extra=EXTRA),
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
REASONING = st.builds(
    Reasoning,
    is_enabled=optional(st.booleans()),
    effort=optional(st.sampled_from(["none", "low", "max"])),
    budget=optional(COUNT),
    summary=optional(st.sampled_from(["auto", "none"])),
    is_hidden=optional(st.booleans()),
    extra=EXTRA,
)
REQUEST = st.builds(
    CanonicalRequest,
    model=SOME.filter(lambda name: ":" not in name),
    messages=st.lists(MESSAGE, min_size=1, max_size=3).map(tuple),
    stream=st.booleans(),
    max_output_tokens=optional(st.integers(1, 9999)),
    tools=optional(st.lists(TOOL, max_size=2).map(tuple)),
    tool_choice=optional(CHOICE_OF_TOOL),
    parallel_tool_calls=optional(st.booleans()),
    response_format=optional(FORMAT),
    reasoning=optional(REASONING),
    verbosity=optional(st.sampled_from(["low", "high"])),
    temperature=optional(NUMBER),
    top_p=optional(NUMBER),
    top_k=optional(COUNT),
    min_p=optional(NUMBER),
    frequency_penalty=optional(NUMBER),
    presence_penalty=optional(NUMBER),
    repetition_penalty=optional(NUMBER),
    logit_bias=optional(st.dictionaries(TEXT, NUMBER, max_size=2)),
    logprobs=optional(st.booleans()),
    top_logprobs=optional(st.integers(0, 20)),
    stop=optional(st.lists(TEXT, max_size=3).map(tuple)),
    seed=optional(COUNT),
    choices=optional(st.integers(1, 16)),
    modalities=optional(st.lists(st.sampled_from(["text", "audio"]), max_size=2).map(tuple)),
    service_tier=optional(st.sampled_from(["auto", "flex"])),
    prompt_cache_key=optional(TEXT),
    cache=MARK,
    user=optional(TEXT),
    metadata=optional(st.dictionaries(TEXT, TEXT, max_size=2)),
    store=optional(st.booleans()),
    extra=EXTRA,
)
COUNTS = dict.fromkeys(Usage.__dataclass_fields__, COUNT)
USAGE = st.builds(Usage, **{**COUNTS, "cache_write_1h_tokens": st.just(0)})
NATIVE = st.one_of(st.none(), TEXT)
OCTETS = st.one_of(st.none(), st.binary(max_size=3).map(tuple))
TOKEN = st.builds(TokenLogprob, token=TEXT, logprob=st.floats(-9, 0), octets=OCTETS)
TOKENS = st.lists(
    st.builds(
        TokenLogprob,
        token=TEXT,
        logprob=st.floats(-9, 0),
        octets=OCTETS,
        top=st.lists(TOKEN, max_size=2).map(tuple),
    ),
    max_size=2,
).map(tuple)
CITATION = st.builds(
    Citation,
    url=TEXT,
    title=optional(TEXT),
    quote=optional(TEXT),
    start=optional(COUNT),
    end=optional(COUNT),
    extra=EXTRA,
)
CITATIONS = st.lists(CITATION, max_size=2).map(tuple)


@st.composite
def choices(draw):
    """Draw one of the answers."""
    texts = draw(st.lists(st.builds(TextPart, text=SOME, citations=CITATIONS, logprobs=TOKENS), max_size=1))
    refusals = draw(st.lists(st.builds(RefusalPart, text=SOME), max_size=1))
    parts = (*draw(THOUGHTS), *texts, *refusals, *draw(st.lists(SHOWN, max_size=1)), *draw(calls()))
    return Choice(
        index=draw(st.integers(0, 15)),
        parts=parts,
        finish_reason=draw(st.sampled_from([None, *FinishReason])),
        native_finish_reason=draw(NATIVE),
        stop_sequence=draw(st.one_of(st.none(), SOME)),
        extra=draw(EXTRA),
        message_extra=draw(EXTRA),
    )


RESPONSE = st.builds(
    CanonicalResponse,
    id=TEXT,
    model=TEXT,
    created=COUNT,
    choices=st.lists(choices(), min_size=1, max_size=2).map(tuple),
    usage=st.one_of(st.none(), USAGE),
    service_tier=optional(TEXT),
    extra=EXTRA,
)
