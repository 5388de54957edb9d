"""The dialect as others see it."""

import pytest

from proxy.canonical.failure import FailureKind
from proxy.canonical.jsontext import dump
from proxy.dialects.base import Aim, Dialect, ErrorReply, ProviderError, Reading, Where
from proxy.dialects.bedrock_converse import BEDROCK_CONVERSE, frame
from proxy.dialects.bedrock_converse.flavours import FLAVOURS
from tests.support.bedrock import service_model

MODEL = "us.anthropic.claude-sonnet-4-5-20250929-v1:0"
AIM = Aim(model=MODEL, flavour=FLAVOURS["bedrock"])
WHERE = Where(model=MODEL)
BODY = b'{"messages":[{"role":"user","content":[{"text":"hi"}]}]}'
ANSWER = (
    b'{"output":{"message":{"role":"assistant","content":[{"text":"a"}]}},"stopReason":"end_turn",'
    b'"usage":{"inputTokens":1,"outputTokens":1,"totalTokens":2},"metrics":{"latencyMs":0}}'
)
STREAM = frame.write("messageStart", {"role": "assistant"}) + frame.write("messageStop", {"stopReason": "end_turn"})


def test_both_directions_of_everything():
    """Requests, answers and streams that are decoded and encoded again are the same bytes."""
    dialect: Dialect = BEDROCK_CONVERSE
    encoder = dialect.encoder(include_usage=False)

    assert BODY == dump(dialect.encode_request(dialect.decode_request(BODY, WHERE), AIM).document)
    assert ANSWER == dialect.encode_response(dialect.decode_response(ANSWER))
    assert STREAM == b"".join(encoder.encode(event) for event in dialect.decoder().feed(STREAM))


def test_passthrough_reads_what_it_must():
    """Outline, patch, tap and reading work on the bytes that go through."""
    outline = BEDROCK_CONVERSE.outline(BODY, WHERE)

    assert BODY is BEDROCK_CONVERSE.patch(outline, AIM)
    assert STREAM == BEDROCK_CONVERSE.tap(outline).feed(STREAM)
    assert "end_turn" == BEDROCK_CONVERSE.read(ANSWER).finish_reason
    assert isinstance(BEDROCK_CONVERSE.read(ANSWER), Reading)


@pytest.mark.parametrize(
    ("model", "path"),
    [
        (MODEL, "model/us.anthropic.claude-sonnet-4-5-20250929-v1%3A0/converse"),
        (
            "arn:aws:bedrock:eu-west-1:1:prompt-router/a/b",
            "model/arn%3Aaws%3Abedrock%3Aeu-west-1%3A1%3Aprompt-router%2Fa%2Fb/converse",
        ),
    ],
)
def test_the_route_names_the_model(model, path):
    """Percent-encoded, slashes too, as botocore does with the `requestUri` of the service model."""
    assert path == BEDROCK_CONVERSE.route(model, stream=False)
    assert f"{path}-stream" == BEDROCK_CONVERSE.route(model, stream=True)
    assert "/model/{modelId}/converse" == service_model().operation_model("Converse").http["requestUri"]


def test_names():
    """The name is the wire; Claude's signatures are Anthropic's."""
    names = (BEDROCK_CONVERSE.name, BEDROCK_CONVERSE.wire, BEDROCK_CONVERSE.family)

    assert ("bedrock_converse", "bedrock_converse", "anthropic") == names
    assert "application/vnd.amazon.eventstream" == BEDROCK_CONVERSE.stream_type


def test_errors_go_both_ways():
    """What the gateway writes as an error, it would read as one, in a body and in a stream."""
    reply = ErrorReply(status=429, kind="limit", message="m", code="c")
    known = {"message": "m", "kind": FailureKind.RATE_LIMIT}
    tap = BEDROCK_CONVERSE.tap(BEDROCK_CONVERSE.outline(BODY, WHERE))
    tap.feed(BEDROCK_CONVERSE.encode_stream_error(reply))

    assert ProviderError(code="ThrottlingException", **known) == BEDROCK_CONVERSE.read_error(
        BEDROCK_CONVERSE.encode_error(reply), 429
    )
    assert ProviderError(code="throttlingException", **known) == tap.failure
