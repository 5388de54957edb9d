"""The dialect as others see it."""

from proxy.canonical.jsontext import parse
from proxy.dialects.base import Aim, Dialect, ErrorReply, Reading
from proxy.dialects.openai_responses import FLAVOURS, OPENAI_RESPONSES

BODY = b'{"model":"m","input":[{"role":"user","content":"hi"}],"store":false}'
AIM = Aim(model="m", flavour=FLAVOURS["openai_responses"])


def test_it_says_what_it_is():
    """Name, wire, family, kind of stream and path."""
    dialect: Dialect = OPENAI_RESPONSES

    assert ("openai_responses", "openai_responses", "openai", "text/event-stream") == (
        dialect.name,
        dialect.wire,
        dialect.family,
        dialect.stream_type,
    )
    assert {"responses"} == {dialect.route("m", stream=stream) for stream in (True, False)}
    assert "response_format" == dialect.parameters["text.format"]


def test_both_directions_of_everything():
    """Requests, answers and streams that are decoded and encoded again say the same."""
    dialect = OPENAI_RESPONSES
    request = dialect.decode_request(BODY)
    answer = b'{"id":"r","created_at":1,"model":"m","output":[],"status":"completed"}'
    response = dialect.decode_response(answer)
    encoder = dialect.encoder(include_usage=False)
    stream = b'event: response.completed\ndata: {"response":{"id":"r"}}\n\n'
    events = dialect.decoder().feed(stream)

    assert parse(BODY) == dialect.encode_request(request, AIM).document
    assert response == dialect.decode_response(dialect.encode_response(response))
    assert events == dialect.decoder().feed(b"".join(map(encoder.encode, events)))


def test_passthrough_reads_what_it_must():
    """Outline, patch, tap and reading work on the bytes that go through."""
    outline = OPENAI_RESPONSES.outline(BODY)
    stream = b'event: response.completed\ndata: {"response":{"id":"r"}}\n\n'

    assert BODY is OPENAI_RESPONSES.patch(outline, AIM)
    assert stream == OPENAI_RESPONSES.tap(outline).feed(stream)
    assert Reading(usage=None, finish_reason="stop") == OPENAI_RESPONSES.read(b'{"output":[]}')


def test_errors_go_both_ways():
    """What the gateway writes as an error, it would read as one."""
    reply = ErrorReply(status=429, kind="limit", message="slow", code="rate_limited")
    read = OPENAI_RESPONSES.read_error(OPENAI_RESPONSES.encode_error(reply), 429)

    assert ("slow", "rate_limited") == (read.message, read.code)
    assert b"slow" in OPENAI_RESPONSES.encode_stream_error(reply)
