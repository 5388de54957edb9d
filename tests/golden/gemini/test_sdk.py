"""What google-genai (3.6.1 when this was written) makes of our bytes: its types of ours, and ours of its own, no sockets."""

import asyncio
import base64
import json

import pytest

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
from proxy.canonical.seal import Seal
from proxy.canonical.tools import ToolCall, ToolChoice, ToolChoiceMode, ToolDefinition, ToolKind
from proxy.canonical.usage import Usage
from proxy.dialects.base import Aim, ErrorReply, Where
from proxy.dialects.gemini import GEMINI
from proxy.dialects.gemini.counting import answer, asked
from proxy.dialects.gemini.flavours import FLAVOURS

genai = pytest.importorskip("google.genai")
httpx = pytest.importorskip("httpx2")
types, errors = genai.types, genai.errors

FOREIGN = Seal(family="anthropic", data="ErUBCkYIBxgC")
OWN = Seal(family="google", data="CsYBAdHtim8=")
OUTER = {"contents", "systemInstruction", "tools", "toolConfig", "generationConfig", "labels", "serviceTier", "store"}
CITY = {"type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"]}

EVERYTHING = CanonicalRequest(
    model="m",
    messages=(
        Message(role=Role.SYSTEM, content="Be brief."),
        Message(
            role=Role.USER,
            content=(
                TextPart(text="What?"),
                ImagePart(url="data:image/png;base64,iVBORw0KGgo="),
                ImagePart(url="https://example.org/a.png?x=1"),
                AudioPart(data="UklGRg==", format="wav"),
                FilePart(url="data:application/pdf;base64,JVBERi0=", name="a.pdf"),
            ),
        ),
        Message(
            role=Role.ASSISTANT,
            content=(
                ReasoningPart(text="Hm.", seal=OWN),
                TextPart(text="One moment."),
                ToolCall(id="a", name="weather", arguments='{"city":"Bern"}'),
                ToolCall(id="b", name="shell", arguments="ls -l", kind=ToolKind.CUSTOM),
                ToolCall(id="c", name="weather", arguments="{broken"),
            ),
        ),
        Message(role=Role.TOOL, content="12°", tool_call_id="a"),
        Message(role=Role.TOOL, content="not found", tool_call_id="b", is_error=True),
        Message(role=Role.TOOL, content=(ImagePart(url="data:image/png;base64,iVBO"),), tool_call_id="c"),
        Message(role=Role.USER, content="And now?"),
        Message(role=Role.DEVELOPER, content="Be briefer."),
    ),
    max_output_tokens=100,
    tools=(
        ToolDefinition(name="weather", description="Weather", parameters=CITY, strict=True),
        ToolDefinition(name="shell", kind=ToolKind.CUSTOM),
    ),
    tool_choice=ToolChoice(mode=ToolChoiceMode.REQUIRED, allowed=("weather", "shell")),
    response_format=ResponseFormat(kind=ResponseFormatKind.JSON_SCHEMA, name="x", schema=CITY, strict=True),
    reasoning=Reasoning(effort="high"),
    temperature=0.5,
    top_p=0.9,
    top_k=40,
    frequency_penalty=0.1,
    presence_penalty=0.2,
    logprobs=True,
    top_logprobs=3,
    stop=("END",),
    seed=1,
    choices=2,
    modalities=("text",),
    service_tier="flex",
    metadata={"team": "a"},
    store=False,
)


@pytest.mark.parametrize("model", ["gemini-3-pro-preview", "gemini-2.5-flash", "gemini-1.5-pro"])
@pytest.mark.parametrize("flavour", FLAVOURS)
def test_requests_are_of_the_sdks_types(model, flavour):
    """Every member of a body that we write is one of Google's own types, which refuse what they do not know."""
    document = GEMINI.encode_request(EVERYTHING, Aim(model=model, flavour=FLAVOURS[flavour])).document

    assert document.keys() <= OUTER
    for content in [*document["contents"], document["systemInstruction"]]:
        types.Content.model_validate_json(dump(content))
    for tool in document["tools"]:
        types.Tool.model_validate_json(dump(tool))
    types.ToolConfig.model_validate_json(dump(document["toolConfig"]))
    types.GenerationConfig.model_validate_json(dump(document["generationConfig"]))


def client(handler, **options):
    """Return Google's client, whose requests *handler* answers in memory."""
    transport = httpx.MockTransport(handler)
    http = types.HttpOptions(
        httpx_client=httpx.Client(transport=transport),
        httpx_async_client=httpx.AsyncClient(transport=transport),
        base_url="http://fairlane.test",
    )
    return genai.Client(api_key="key", http_options=http, **options)


def replying(body, status=200, kind="application/json"):
    """Return a client that gets this answer, and the list of the requests that it makes."""
    seen = []

    def handle(request):
        seen.append(request)
        return httpx.Response(status, content=body, headers={"content-type": kind})

    return client(handle), seen


ANSWER = CanonicalResponse(
    id="r1",
    model="claude-x",
    created=1_760_000_000,
    choices=(
        Choice(
            parts=(
                ReasoningPart(text="Hm.", seal=FOREIGN),
                TextPart(
                    text="Straße",
                    citations=(Citation(url="https://a.example", title="A", start=0, end=6),),
                    logprobs=(
                        TokenLogprob(token="Straße", logprob=-0.5, top=(TokenLogprob(token="S", logprob=-1.0),)),
                    ),
                ),
                ImagePart(url="data:image/png;base64,iVBORw0KGgo="),
                ToolCall(id="a", name="f", arguments='{"x":1}', seal=FOREIGN),
            ),
            finish_reason=FinishReason.TOOL_CALLS,
        ),
    ),
    usage=Usage(input_tokens=9, output_tokens=5, reasoning_tokens=2, cache_read_tokens=3),
)


def test_a_whole_answer_is_read_by_the_sdk():
    """Google's client reads text, thought, call, source, likelihood and counts from an answer of another family."""
    google, _ = replying(GEMINI.encode_response(ANSWER))
    answer = google.models.generate_content(model="m", contents="Hello!")
    thought, _, image, call = answer.candidates[0].content.parts

    assert ("r1", "claude-x", "Straße") == (answer.response_id, answer.model_version, answer.text)
    assert (True, "Hm.") == (thought.thought, thought.text)
    assert b"fairlane.anthropic.signature.." + FOREIGN.data.encode() == thought.thought_signature
    assert (b"\x89PNG\r\n\x1a\n", "image/png") == (image.inline_data.data, image.inline_data.mime_type)
    assert ("a", "f", {"x": 1}) == (call.function_call.id, call.function_call.name, call.function_call.args)
    assert "https://a.example" == answer.candidates[0].grounding_metadata.grounding_chunks[0].web.uri
    assert 7 == answer.candidates[0].grounding_metadata.grounding_supports[0].segment.end_index
    assert -0.5 == answer.candidates[0].logprobs_result.chosen_candidates[0].log_probability
    assert (9, 3, 2, 3, 14) == (
        answer.usage_metadata.prompt_token_count,
        answer.usage_metadata.candidates_token_count,
        answer.usage_metadata.thoughts_token_count,
        answer.usage_metadata.cached_content_token_count,
        answer.usage_metadata.total_token_count,
    )


def test_what_the_sdk_sends_back_is_what_it_got():
    """A turn that Google's client read and sends again, in its own alphabet, is the same turn, with every seal."""
    google, seen = replying(GEMINI.encode_response(ANSWER))
    chat = google.chats.create(model="m", config={"automatic_function_calling": {"disable": True}})
    chat.send_message("Hello!")
    chat.send_message(types.Part.from_function_response(name="f", response={"result": "2"}))
    request = GEMINI.decode_request(seen[-1].content, Where(model="m"))
    (choice,) = ANSWER.choices
    bare = tuple(TextPart(text=part.text) if isinstance(part, TextPart) else part for part in choice.parts)
    told = tuple(
        ReasoningPart(text=part.text, is_summary=True, seal=part.seal) if isinstance(part, ReasoningPart) else part
        for part in bare
    )

    assert told == request.messages[1].content
    assert Message(role=Role.TOOL, content="2", tool_call_id="a") == request.messages[2]


STARTED = Started(id="r1", model="claude-x", created=1_760_000_000)
EVENTS = [
    STARTED,
    ReasoningDelta(text="I "),
    ReasoningDelta(text="see."),
    ReasoningSealed(seal=FOREIGN),
    TextDelta(text="Hi"),
    TextDelta(text="!"),
    PartAdded(part=ImagePart(url="data:image/png;base64,iVBORw0KGgo=")),
    ToolCallStarted(position=0, id="a", name="f", seal=FOREIGN),
    ToolCallStarted(position=1, id="b", name="g"),
    ToolArgumentsDelta(position=0, arguments='{"x"'),
    ToolArgumentsDelta(position=1, arguments='{"y":2}'),
    ToolArgumentsDelta(position=0, arguments=":1}"),
    Cited(citation=Citation(url="https://a.example", start=0, end=3)),
    Finished(finish_reason=FinishReason.TOOL_CALLS),
    UsageReported(usage=Usage(input_tokens=9, output_tokens=5)),
    Ended(),
]


def written(events):
    """Return *events* as a stream."""
    encoder = GEMINI.encoder(include_usage=True)
    return b"".join(encoder.encode(event) for event in events)


def test_a_stream_is_read_by_the_sdk():
    """Google's client reads the pieces of a stream, calls whole and in their order, and usage and sources at its end."""
    google, seen = replying(written(EVENTS), kind="text/event-stream")
    chunks = list(google.models.generate_content_stream(model="m", contents="Hello!"))
    calls = [call for chunk in chunks for call in chunk.function_calls or ()]
    last = chunks[-1]

    assert "alt=sse" in str(seen[0].url)
    assert "Hi!" == "".join(chunk.text or "" for chunk in chunks)
    assert [("a", {"x": 1}), ("b", {"y": 2})] == [(call.id, call.args) for call in calls]
    assert ("STOP", 14) == (last.candidates[0].finish_reason.value, last.usage_metadata.total_token_count)
    assert "https://a.example" == last.candidates[0].grounding_metadata.grounding_chunks[0].web.uri
    assert {"r1"} == {chunk.response_id for chunk in chunks}


def test_a_streamed_turn_comes_back_as_one():
    """A chat that streamed sends the pieces again; they are one thought with its seal, the text, the calls."""
    google, seen = replying(written(EVENTS), kind="text/event-stream")
    chat = google.chats.create(model="m", config={"automatic_function_calling": {"disable": True}})
    list(chat.send_message_stream("Hello!"))
    list(chat.send_message_stream([types.Part.from_function_response(name=name, response={}) for name in "fg"]))
    turns = GEMINI.decode_request(seen[-1].content, Where(model="m")).messages
    parts = [part for turn in turns if turn.role is Role.ASSISTANT for part in turn.parts]

    assert ReasoningPart(text="I see.", is_summary=True, seal=FOREIGN) == parts[0]
    assert "Hi!" == "".join(part.text for part in parts if isinstance(part, TextPart))
    assert [("a", FOREIGN), ("b", None)] == [(part.id, part.seal) for part in parts if isinstance(part, ToolCall)]


def test_a_failure_inside_a_stream_is_raised_by_the_sdk():
    """Google's client raises what breaks off a stream."""
    failed = Failed(message="too many", kind=FailureKind.RATE_LIMIT)
    google, _ = replying(written([*EVENTS[:6], failed]), kind="text/event-stream")

    with pytest.raises(errors.ClientError, match="RESOURCE_EXHAUSTED") as raised:
        list(google.models.generate_content_stream(model="m", contents="Hello!"))
    assert ("too many", 429) == (raised.value.message, raised.value.code)


@pytest.mark.parametrize(
    ("status", "kind", "word"),
    [
        (400, errors.ClientError, "INVALID_ARGUMENT"),
        (401, errors.ClientError, "UNAUTHENTICATED"),
        (402, errors.ClientError, "FAILED_PRECONDITION"),
        (403, errors.ClientError, "PERMISSION_DENIED"),
        (404, errors.ClientError, "NOT_FOUND"),
        (413, errors.ClientError, "INVALID_ARGUMENT"),
        (429, errors.ClientError, "RESOURCE_EXHAUSTED"),
        (500, errors.ServerError, "INTERNAL"),
        (502, errors.ServerError, "UNAVAILABLE"),
        (503, errors.ServerError, "UNAVAILABLE"),
        (504, errors.ServerError, "DEADLINE_EXCEEDED"),
    ],
)
def test_an_error_is_raised_by_the_sdk(status, kind, word):
    """Google's client raises the class that it has for the status, with our words, and keeps what stands beside."""
    reply = ErrorReply(
        status=status, kind="policy", message="no lane", code="c", decision="d1", reasons=[{"endpoint": "x"}]
    )
    google, _ = replying(GEMINI.encode_error(reply), status=status)

    with pytest.raises(kind) as raised:
        google.models.generate_content(model="m", contents="Hello!")
    assert ("no lane", word, status) == (raised.value.message, raised.value.status, raised.value.code)
    assert ("d1", [{"endpoint": "x"}]) == tuple(raised.value.details["error"][name] for name in ("decision", "reasons"))


def test_tokens_are_counted_for_the_sdk():
    """Google's client gets the count, and what it asked to count is a body that an outline can read."""
    google, seen = replying(answer(7))

    assert 7 == google.models.count_tokens(model="m", contents="Hello!").total_tokens
    assert GEMINI.outline(asked(seen[0].content), Where(model="m")).input_tokens


def test_requests_of_the_sdk_are_understood():
    """What Google's client writes from its own types is what its caller said."""
    google, seen = replying(GEMINI.encode_response(ANSWER))
    config = types.GenerateContentConfig(
        system_instruction="Be brief.",
        temperature=0.5,
        top_k=40,
        max_output_tokens=9,
        stop_sequences=["END"],
        tools=[
            types.Tool(
                function_declarations=[
                    types.FunctionDeclaration(
                        name="f",
                        parameters=types.Schema(
                            type="OBJECT", properties={"a_b": types.Schema(type="STRING", min_length=1)}
                        ),
                    )
                ]
            ),
            types.Tool(google_search=types.GoogleSearch()),
        ],
        tool_config=types.ToolConfig(function_calling_config=types.FunctionCallingConfig(mode="ANY")),
        thinking_config=types.ThinkingConfig(thinking_level="LOW", include_thoughts=True),
        response_mime_type="application/json",
        response_json_schema=CITY,
    )
    picture = types.Part.from_bytes(data=b"\xfb\xff", mime_type="image/png")
    google.models.generate_content(model="gemini-3-pro", contents=["Hello!", picture], config=config)
    request = GEMINI.decode_request(seen[0].content, Where(model="gemini-3-pro"))

    assert "models/gemini-3-pro:generateContent" in str(seen[0].url)
    assert "Be brief." == request.messages[0].text
    assert (TextPart(text="Hello!"), ImagePart(url="data:image/png;base64,+/8=")) == request.messages[1].content
    tools = {tool.name: tool for tool in request.tools}
    assert {"type": "object", "properties": {"a_b": {"type": "string", "minLength": 1}}} == tools["f"].parameters
    assert ToolKind.NATIVE is tools["googleSearch"].kind
    assert ToolChoice(mode=ToolChoiceMode.REQUIRED) == request.tool_choice
    assert Reasoning(effort="low", summary="auto") == request.reasoning
    assert CITY == request.response_format.schema
    assert (0.5, 40, 9, ("END",)) == (request.temperature, request.top_k, request.max_output_tokens, request.stop)


def test_the_asynchronous_client_reads_the_same():
    """The stream is read by the other client too."""
    google, _ = replying(written(EVENTS), kind="text/event-stream")

    async def read():
        chunks = await google.aio.models.generate_content_stream(model="m", contents="Hello!")
        return "".join([chunk.text or "" async for chunk in chunks])

    assert "Hi!" == asyncio.run(read())


def test_a_seal_is_base64_that_the_sdk_can_decode():
    """What carries another family's seal is bytes to Google's types, whatever its letters."""
    seal = Seal(family="openai", data="gAAAA-_ü", id="rs_1")
    body = json.loads(GEMINI.encode_response(CanonicalResponse(id="", model="", created=0, choices=(
        Choice(parts=(ReasoningPart(seal=seal),)),
    ))))  # fmt: skip
    signature = body["candidates"][0]["content"]["parts"][0]["thoughtSignature"]

    assert "fairlane.openai.signature.rs_1.gAAAA-_ü" == base64.urlsafe_b64decode(signature).decode()
