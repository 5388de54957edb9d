"""What is written, held to OpenAI's own SDK: its types for requests, its classes for answers, its reader for streams.

No socket is opened: the SDK's HTTP client is given its answers.
"""

import httpx2
import openai
import pytest
from openai.types.responses import Response, ResponseCreateParams
from pydantic import ConfigDict, TypeAdapter, ValidationError

from proxy.canonical.content import AudioPart, ImagePart, ReasoningPart, TextPart
from proxy.canonical.events import TextDelta
from proxy.canonical.failure import FailureKind
from proxy.canonical.jsontext import parse
from proxy.canonical.request import CanonicalRequest, Message, Reasoning, ResponseFormat, ResponseFormatKind, Role
from proxy.canonical.response import CanonicalResponse
from proxy.canonical.seal import Seal
from proxy.canonical.tools import ToolCall, ToolDefinition
from proxy.dialects.base import Aim, ErrorReply
from proxy.dialects.openai_responses import FLAVOURS, OPENAI_RESPONSES
from tests.golden.openai_responses import answers, streams, turns
from tests.golden.openai_responses.wishes import WISHES

REQUESTS = turns.EXACT | WISHES
PARAMS = TypeAdapter(list[ResponseCreateParams], config=ConfigDict(extra="forbid"))
"""The SDK's types, in which an unknown member is an error."""

OPENAI = Aim(model="gpt-x", flavour=FLAVOURS["openai_responses"], output_tokens=1_000)


def drain(value):
    """Return *value* with every list in it read: the SDK's types check the items of some as they are read."""
    if isinstance(value, dict):
        return {key: drain(inner) for key, inner in value.items()}
    return value if isinstance(value, str | int | float | None) else [drain(inner) for inner in value]


def check(request):
    """Return the body of *request* for OpenAI, having held it to the SDK's types."""
    document = OPENAI_RESPONSES.encode_request(request, OPENAI).document
    assert [] == complaints(document)
    return document


def complaints(document):
    """Return what the SDK's types have against *document*, shortly."""
    try:
        drain(PARAMS.validate_python([document]))
    except ValidationError as error:
        return [f"{complaint['loc'][-1]}: {complaint['msg']}" for complaint in error.errors()][:20]
    return []


@pytest.mark.parametrize(("wire", "meant"), REQUESTS.values(), ids=REQUESTS)
def test_a_request_is_of_the_sdk_s_types(wire, meant):
    """Whatever a client of this dialect asked for is written with known members of the right kinds only."""
    assert check(CanonicalRequest(model="gpt-x", **meant))


FOREIGN = CanonicalRequest(
    model="claude-x",
    messages=(
        Message(role=Role.SYSTEM, content=(TextPart(text="a"), TextPart(text="b"))),
        Message(role=Role.USER, content=(TextPart(text="What is this?"), ImagePart(url="data:image/png;base64,AAAA"))),
        Message(
            role=Role.ASSISTANT,
            content=(
                ReasoningPart(text="Hm.", seal=Seal(family="anthropic", data="c2ln")),
                ReasoningPart(text="Nobody vouches for this."),
                TextPart(text="Let me see."),
                TextPart(text="Twice."),
                ToolCall(id="toolu_1", name="f", arguments="{}"),
            ),
        ),
        Message(role=Role.TOOL, tool_call_id="toolu_1", content="no such city", is_error=True),
        Message(role=Role.ASSISTANT, content=(ImagePart(url="data:image/webp;base64,AAAA"), TextPart(text="See."))),
        Message(role=Role.USER, content="Thanks.", name="ann"),
    ),
    tools=(ToolDefinition(name="f"),),
    reasoning=Reasoning(budget=8_000),
    response_format=ResponseFormat(kind=ResponseFormatKind.JSON_SCHEMA, schema={"type": "object"}),
    stop=("END",),
    top_k=40,
    service_tier="standard_only",
)


def test_a_request_of_another_dialect_is_of_the_sdk_s_types():
    """So is what came from elsewhere: without what OpenAI would look up, with what it requires."""
    document = check(FOREIGN)

    assert "reasoning" not in {item.get("type") for item in document["input"]}
    assert "error: no such city" in {item.get("output") for item in document["input"]}
    assert {"effort": "low"} == document["reasoning"]
    assert 1_000 == document["max_output_tokens"]


def test_what_cannot_be_said_is_named():
    """A parameter, a tier, thoughts of others and media in a model's own turn are dropped by their names."""
    heard = Message(role=Role.ASSISTANT, content=(AudioPart(data="UklGRg==", format="wav"),))
    request = CanonicalRequest(**{**fields(FOREIGN), "messages": (*FOREIGN.messages, heard)})

    assert ("audio", "reasoning", "service_tier", "stop", "top_k") == OPENAI_RESPONSES.encode_request(
        request, OPENAI
    ).dropped


def fields(value):
    """Return the fields of a value."""
    return {name: getattr(value, name) for name in value.__dataclass_fields__}


ANSWERS = {name: case for name, case in answers.EXACT.items() if name != "what else a response says"}


@pytest.mark.parametrize(("_", "choice", "beside"), ANSWERS.values(), ids=ANSWERS)
def test_an_answer_is_the_sdk_s_response(_, choice, beside):
    """Every answer is a `Response`, strictly, and its text is the text."""
    meant = CanonicalResponse(id="resp_1", model="gpt-x", created=1, choices=(choice,), **beside)
    read = Response.model_validate(parse(OPENAI_RESPONSES.encode_response(meant)))

    assert choice.text == read.output_text
    assert [call.id for call in choice.tool_calls] == [
        item.call_id for item in read.output if item.type in {"function_call", "custom_tool_call"}
    ]


def client(body, status=200):
    """Return the SDK's client, whose every request is answered with *body*."""

    def answer(_):
        kind = "application/json" if status >= 400 else "text/event-stream"
        return httpx2.Response(status, headers={"content-type": kind}, content=body)

    http = httpx2.Client(transport=httpx2.MockTransport(answer))
    return openai.OpenAI(api_key="k", base_url="http://upstream/v1", http_client=http, max_retries=0)


CUT = {"length": "max_output_tokens", "content filter": "content_filter"}
COMPLETE = {name: events for name, (_, events) in streams.EXACT.items() if name not in CUT}


@pytest.mark.parametrize("events", COMPLETE.values(), ids=COMPLETE)
def test_a_stream_adds_up_in_the_sdk(events):
    """The SDK's accumulator takes every event, and what it adds up is the response that the last event tells."""
    encoder = OPENAI_RESPONSES.encoder(include_usage=True)
    body = b"".join(map(encoder.encode, events))
    with client(body).responses.stream(model="gpt-x", input="Hello!") as stream:
        numbers = [event.sequence_number for event in stream]
        final = stream.get_final_response()

    assert list(range(len(numbers))) == numbers
    assert "".join(event.text for event in events if isinstance(event, TextDelta)) == final.output_text
    assert 11 == final.usage.total_tokens


@pytest.mark.parametrize(("name", "reason"), CUT.items(), ids=CUT)
def test_a_cut_answer_is_incomplete_in_the_sdk(name, reason):
    """An answer that is cut ends with `response.incomplete` and its reason."""
    encoder = OPENAI_RESPONSES.encoder(include_usage=True)
    body = b"".join(map(encoder.encode, streams.EXACT[name][1]))
    last = list(client(body).responses.create(model="gpt-x", input="Hello!", stream=True))[-1]

    assert ("response.incomplete", reason) == (last.type, last.response.incomplete_details.reason)


REPLY = ErrorReply(
    status=502, kind="upstream", message="busy", code="upstream_failed", failure=FailureKind.OVERLOADED, decision="d-1"
)


def test_a_broken_stream_raises_in_the_sdk():
    """After content, the gateway's error is an exception of the SDK with the whole error in its body."""
    encoder = OPENAI_RESPONSES.encoder(include_usage=True)
    begun = b"".join(map(encoder.encode, streams.EXACT["text"][1][:2]))
    body = begun + OPENAI_RESPONSES.encode_stream_error(REPLY)
    with pytest.raises(openai.APIError, match="busy") as caught:
        list(client(body).responses.create(model="gpt-x", input="Hello!", stream=True))

    assert ("server_is_overloaded", "d-1") == (caught.value.body["code"], caught.value.body["decision"])


@pytest.mark.parametrize(
    ("status", "error"),
    [
        (400, openai.BadRequestError),
        (401, openai.AuthenticationError),
        (403, openai.PermissionDeniedError),
        (404, openai.NotFoundError),
        (429, openai.RateLimitError),
        (502, openai.InternalServerError),
    ],
)
def test_an_error_body_is_the_sdk_s_exception(status, error):
    """Each status is the exception that the SDK has for it, with message, code and what stands beside."""
    reply = ErrorReply(status=status, kind="policy", message="no", code="policy_denied", policy="p", param="model")
    with pytest.raises(error, match="no") as caught:
        client(OPENAI_RESPONSES.encode_error(reply), status).responses.create(model="gpt-x", input="Hello!")

    assert ("policy_denied", "model", "p") == (caught.value.code, caught.value.param, caught.value.body["policy"])
