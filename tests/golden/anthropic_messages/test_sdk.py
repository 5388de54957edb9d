"""Held to Anthropic's own SDK: its types take the requests we make, and its parsers our answers, streams and errors.

No socket is opened: the SDK talks to a transport that answers from memory.
"""

import json

import pytest

anthropic = pytest.importorskip("anthropic", reason="the SDK is optional")
httpx2 = pytest.importorskip("httpx2", reason="the SDK's own HTTP client")

from anthropic.types import Message as SdkMessage  # noqa: E402 - after the skip
from anthropic.types.message_create_params import (  # noqa: E402
    MessageCreateParamsNonStreaming,
    MessageCreateParamsStreaming,
)
from pydantic import TypeAdapter  # noqa: E402

from proxy.canonical.content import (  # noqa: E402
    Citation,
    FilePart,
    ImagePart,
    ReasoningPart,
    RefusalPart,
    TextPart,
)
from proxy.canonical.events import (  # noqa: E402
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
from proxy.canonical.failure import FailureKind  # noqa: E402
from proxy.canonical.jsontext import parse  # noqa: E402
from proxy.canonical.request import (  # noqa: E402
    CanonicalRequest,
    Message,
    Reasoning,
    ResponseFormat,
    ResponseFormatKind,
    Role,
)
from proxy.canonical.response import CanonicalResponse, Choice, FinishReason  # noqa: E402
from proxy.canonical.seal import Seal, SealKind  # noqa: E402
from proxy.canonical.tools import ToolCall, ToolChoice, ToolChoiceMode, ToolDefinition, ToolKind  # noqa: E402
from proxy.canonical.usage import Usage  # noqa: E402
from proxy.dialects.anthropic_messages import ANTHROPIC_MESSAGES, FLAVOURS  # noqa: E402
from proxy.dialects.base import Aim, ErrorReply  # noqa: E402

AIM = Aim(model="claude-opus-5-5", flavour=FLAVOURS["anthropic"], output_limit=64_000)
PARAMS = {False: TypeAdapter(MessageCreateParamsNonStreaming), True: TypeAdapter(MessageCreateParamsStreaming)}
CIPHER = Seal(family="openai", data="c", kind=SealKind.ENCRYPTED, id="r")

FULL = (
    Message(role=Role.SYSTEM, content="Be brief."),
    Message(role=Role.DEVELOPER, content=(TextPart(text="In French."),)),
    Message(
        role=Role.USER,
        content=(
            TextPart(text="What?"),
            ImagePart(url="data:image/png;base64,AA=="),
            ImagePart(url="https://x/cat.png", detail="low"),
            FilePart(url="data:application/pdf;base64,AA==", name="a.pdf"),
            FilePart(url="data:text/plain;base64,SGk="),
        ),
    ),
    Message(
        role=Role.ASSISTANT,
        content=(
            ReasoningPart(text="Hm.", seal=Seal(family="anthropic", data="sig")),
            ReasoningPart(seal=CIPHER),
            ReasoningPart(text="unsealed"),
            TextPart(text="A cat.", citations=(Citation(url="https://x", title="X"),)),
            ToolCall(id="call_1", name="f", arguments='{"x":1}'),
            ToolCall(id="functions.g:1", name="g", arguments="not json", kind=ToolKind.CUSTOM),
        ),
    ),
    Message(role=Role.TOOL, tool_call_id="call_1", content="1", is_error=False),
    Message(role=Role.TOOL, tool_call_id="functions.g:1", content=(TextPart(text="2"),)),
    Message(role=Role.USER, content="Go on."),
    Message(role=Role.SYSTEM, content="Now in German."),
)
OPEN = {"type": "object", "properties": {"n": {"type": "integer", "minimum": 1}, "s": {"oneOf": [{"type": "string"}]}}}

REQUESTS = {
    "text": {"messages": (Message(role=Role.USER, content="Hi"),)},
    "everything": {
        "messages": FULL,
        "stream": True,
        "max_output_tokens": 100_000,
        "tools": (
            ToolDefinition(name="f", description="d", parameters=OPEN, strict=True),
            ToolDefinition(name="g", kind=ToolKind.CUSTOM),
            ToolDefinition(name="h"),
        ),
        "tool_choice": ToolChoice(mode=ToolChoiceMode.REQUIRED, allowed=("f", "g")),
        "parallel_tool_calls": False,
        "response_format": ResponseFormat(kind=ResponseFormatKind.JSON_SCHEMA, name="n", schema=OPEN, strict=True),
        "reasoning": Reasoning(effort="minimal", summary="detailed"),
        "temperature": 1.7,
        "top_p": 0.9,
        "stop": ("\n", "END"),
        "seed": 1,
        "choices": 1,
        "logprobs": True,
        "service_tier": "auto",
        "user": "u",
        "metadata": {"a": "b"},
    },
    "a budget": {"messages": FULL, "reasoning": Reasoning(budget=500), "service_tier": "flex"},
    "no thinking": {"messages": FULL, "reasoning": Reasoning(effort="none")},
    "instructions alone": {"messages": (Message(role=Role.SYSTEM, content="Say hi."),)},
    "calls without tools": {"messages": FULL[2:6]},
}


def checked(value):
    """Return *value* with its lists, which are checked only when they are read."""
    if isinstance(value, dict):
        return {key: checked(inner) for key, inner in value.items()}
    return value if isinstance(value, str) or not hasattr(value, "__iter__") else [checked(inner) for inner in value]


@pytest.mark.parametrize("model", ["claude-opus-5-5", "claude-sonnet-4-5-20250929", "claude-opus-4-6"])
@pytest.mark.parametrize("name", REQUESTS)
def test_requests_are_what_the_types_say(name, model):
    """Every member that we write is one that the SDK's types have, in its place and of its kind.

    Sampling is the exception: the types follow an API version that has none, and models before 4.7 take it in the older.
    """
    request = CanonicalRequest(model="any", **REQUESTS[name])
    document = ANTHROPIC_MESSAGES.encode_request(
        request, Aim(model=model, flavour=AIM.flavour, output_limit=64_000)
    ).document
    document = {key: value for key, value in document.items() if key not in {"temperature", "top_p", "top_k"}}
    adapter = PARAMS[request.stream]

    # Types drop what they do not know, so that what comes out again must be all that went in.
    assert document == checked(adapter.validate_python(document))


def test_what_could_not_be_said_is_named():
    """The client is told of everything that it asked for and that Anthropic, or the model, does not have."""
    encoded = ANTHROPIC_MESSAGES.encode_request(CanonicalRequest(model="any", **REQUESTS["everything"]), AIM)

    assert {"logprobs", "metadata", "reasoning", "seed", "stop", "temperature", "tool_choice", "top_p"} == {
        *encoded.dropped
    }
    assert ["f", "g"] == [tool["name"] for tool in encoded.document["tools"]]
    assert (64_000, ["END"]) == (encoded.document["max_tokens"], encoded.document["stop_sequences"])


ANSWER = CanonicalResponse(
    id="chatcmpl-1",
    model="gpt-x",
    created=1,
    choices=(
        Choice(
            parts=(
                ReasoningPart(text="Hm."),
                ReasoningPart(text="So.", is_summary=True, seal=CIPHER),
                ReasoningPart(seal=CIPHER),
                TextPart(text="Hi", citations=(Citation(url="https://x"),)),
                RefusalPart(text="No."),
                ToolCall(id="call_1", name="f", arguments='{"x":1}'),
            ),
            finish_reason=FinishReason.TOOL_CALLS,
        ),
    ),
    usage=Usage(input_tokens=100, output_tokens=20, cache_read_tokens=50, cache_write_tokens=10, reasoning_tokens=5),
)


def test_answers_are_what_the_types_say():
    """The SDK reads an answer of another dialect as a `Message` of its own."""
    message = SdkMessage.model_validate_json(ANTHROPIC_MESSAGES.encode_response(ANSWER))

    assert ["thinking", "thinking", "redacted_thinking", "text", "text", "tool_use"] == [
        block.type for block in message.content
    ]
    assert (40, 10, 50, 20) == (
        message.usage.input_tokens,
        message.usage.cache_creation_input_tokens,
        message.usage.cache_read_input_tokens,
        message.usage.output_tokens,
    )
    assert ("tool_use", {"x": 1}) == (message.stop_reason, message.content[-1].input)


def test_what_a_client_sends_back_is_understood():
    """A client replays the blocks that it got, and every seal comes back to its own family."""
    message = SdkMessage.model_validate_json(ANTHROPIC_MESSAGES.encode_response(ANSWER))
    turns = [{"role": "user", "content": "Hi"}, message.to_param()]
    body = json.dumps(
        {"model": "m", "max_tokens": 1, "messages": turns}, default=lambda block: block.model_dump(exclude_unset=True)
    ).encode()
    parts = ANTHROPIC_MESSAGES.decode_request(body).messages[1].parts

    assert [None, CIPHER, CIPHER] == [part.seal for part in parts if isinstance(part, ReasoningPart)]
    assert ANTHROPIC_MESSAGES.outline(body).has_foreign_seals


def client(body, *, status=200, content_type="text/event-stream"):
    """Return a client of the SDK that is answered *body*."""

    def answer(request):
        del request
        return httpx2.Response(status, content=body, headers={"content-type": content_type})

    http = httpx2.Client(transport=httpx2.MockTransport(answer))
    return anthropic.Anthropic(api_key="k", base_url="http://localhost", http_client=http, max_retries=0)


ASK = {"model": "m", "max_tokens": 10, "messages": [{"role": "user", "content": "Hi"}]}
START = Started(id="c", model="m", created=0)


def stream_of(*events):
    """Return the bytes that say *events*."""
    encoder = ANTHROPIC_MESSAGES.encoder(include_usage=True)
    return b"".join(encoder.encode(event) for event in events)


def test_streams_are_put_together():
    """The SDK's accumulator makes of a stream the message that it would have got whole."""
    body = stream_of(
        START,
        ReasoningDelta(text="Hm."),
        ReasoningSealed(seal=CIPHER),
        TextDelta(text="Hi"),
        Cited(citation=Citation(url="https://x")),
        TextDelta(text="!"),
        ToolCallStarted(position=0, id="a", name="f"),
        ToolCallStarted(position=1, id="b", name="g"),
        ToolArgumentsDelta(position=1, arguments='{"y":2}'),
        ToolArgumentsDelta(position=0, arguments='{"x":1}'),
        Finished(finish_reason=FinishReason.TOOL_CALLS),
        UsageReported(usage=Usage(input_tokens=9, output_tokens=2, cache_read_tokens=5)),
        Ended(),
    )
    with client(body).messages.stream(**ASK) as stream:
        message = stream.get_final_message()
    thought, said, first, second = message.content

    assert ("Hm.", "fairlane.openai.encrypted.r.c") == (thought.thinking, thought.signature)
    assert ("Hi!", "https://x") == (said.text, said.citations[0].url)
    assert ({"x": 1}, {"y": 2}) == (first.input, second.input)
    assert ("tool_use", 4, 5, 2) == (
        message.stop_reason,
        message.usage.input_tokens,
        message.usage.cache_read_input_tokens,
        message.usage.output_tokens,
    )


def test_a_stream_that_fails():
    """The SDK raises a failure inside a stream, with our words."""
    stream = client(stream_of(START, Failed(message="busy", kind=FailureKind.OVERLOADED))).messages.create(
        **ASK, stream=True
    )

    with pytest.raises(anthropic.APIStatusError, match="busy") as raised:
        list(stream)

    assert "overloaded_error" == raised.value.type


@pytest.mark.parametrize(
    ("status", "kind", "raised", "word"),
    [
        (400, "invalid_request", anthropic.BadRequestError, "invalid_request_error"),
        (401, "authentication", anthropic.AuthenticationError, "authentication_error"),
        (402, "policy", anthropic.PaymentRequiredError, "billing_error"),
        (403, "policy", anthropic.PermissionDeniedError, "permission_error"),
        (404, "not_found", anthropic.NotFoundError, "not_found_error"),
        (413, "invalid_request", anthropic.ContentTooLargeError, "request_too_large"),
        (429, "limit", anthropic.RateLimitError, "rate_limit_error"),
        (500, "internal", anthropic.InternalServerError, "api_error"),
        (502, "upstream", anthropic.InternalServerError, "api_error"),
        (503, "unavailable", anthropic.ServiceUnavailableError, "overloaded_error"),
        (504, "timeout", anthropic.GatewayTimeoutError, "timeout_error"),
        (529, "upstream", anthropic.OverloadedError, "overloaded_error"),
    ],
)
def test_errors_are_raised_as_what_they_are(status, kind, raised, word):
    """The SDK raises the class that a client catches, and shows the type and our message."""
    reply = ErrorReply(
        status=status, kind=kind, message="so it is", code="c", decision="d-1", reasons=[{"reason": "r"}]
    )
    body = ANTHROPIC_MESSAGES.encode_error(reply)

    with pytest.raises(raised) as caught:
        client(body, status=status, content_type="application/json").messages.create(**ASK)

    assert (word, "so it is") == (caught.value.type, caught.value.api_message)
    assert "d-1" == caught.value.body["error"]["decision"]


def test_what_the_sdk_sends_is_understood():
    """A request of the SDK's own making decodes, and its counts are read where it reads ours."""
    bodies = []

    def answer(request):
        bodies.append(request.content)
        return httpx2.Response(200, content=b'{"input_tokens": 7}', headers={"content-type": "application/json"})

    http = httpx2.Client(transport=httpx2.MockTransport(answer))
    sdk = anthropic.Anthropic(api_key="k", base_url="http://localhost", http_client=http)
    counted = sdk.messages.count_tokens(
        model="m", messages=ASK["messages"], tools=[{"name": "f", "input_schema": OPEN}]
    )

    assert 7 == counted.input_tokens
    assert {"model", "messages", "tools"} == {*parse(bodies[0])}
