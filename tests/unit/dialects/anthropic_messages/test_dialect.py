"""The dialect as others see it."""

from proxy.canonical.jsontext import dump
from proxy.canonical.usage import Usage
from proxy.dialects.anthropic_messages import ANTHROPIC_MESSAGES, FLAVOURS
from proxy.dialects.base import Aim, Dialect, ErrorReply, Reading

BODY = b'{"model":"m","max_tokens":10,"messages":[{"role":"user","content":"hi"}]}'
ANSWER = (
    b'{"id":"m","type":"message","role":"assistant","model":"m","content":[{"type":"text","text":"a"}],'
    b'"stop_reason":"end_turn","stop_sequence":null,"usage":{"input_tokens":1,"cache_creation_input_tokens":0,'
    b'"cache_read_input_tokens":0,"output_tokens":2}}'
)
STREAM = (
    b'event: message_start\ndata: {"type":"message_start","message":{"id":"m","type":"message","role":"assistant",'
    b'"model":"m","content":[],"stop_reason":null,"stop_sequence":null,"usage":{"input_tokens":0,'
    b'"cache_creation_input_tokens":0,"cache_read_input_tokens":0,"output_tokens":0}}}\n\n'
)
AIM = Aim(model="m", flavour=FLAVOURS["anthropic"])
REPLY = ErrorReply(status=503, kind="upstream", message="m", code="c")


def test_both_directions_of_everything():
    """Requests, answers and streams that are decoded and encoded again are the same bytes."""
    dialect: Dialect = ANTHROPIC_MESSAGES
    events = dialect.decoder().feed(STREAM)
    encoder = dialect.encoder(include_usage=False)

    assert BODY == dump(dialect.encode_request(dialect.decode_request(BODY), AIM).document)
    assert ANSWER == dialect.encode_response(dialect.decode_response(ANSWER))
    assert STREAM == b"".join(encoder.encode(event) for event in events)


def test_passthrough_reads_what_it_must():
    """Outline, patch, tap and reading work on the bytes that go through."""
    outline = ANTHROPIC_MESSAGES.outline(BODY)

    assert BODY is ANTHROPIC_MESSAGES.patch(outline, AIM)
    assert STREAM == ANTHROPIC_MESSAGES.tap(outline).feed(STREAM)
    assert Reading(usage=Usage(input_tokens=1, output_tokens=2), finish_reason="end_turn") == ANTHROPIC_MESSAGES.read(
        ANSWER
    )


def test_names_and_places():
    """Its clients' bytes may go to its own providers, at one path for every model."""
    assert ("anthropic_messages", "anthropic_messages", "anthropic", "text/event-stream") == (
        ANTHROPIC_MESSAGES.name,
        ANTHROPIC_MESSAGES.wire,
        ANTHROPIC_MESSAGES.family,
        ANTHROPIC_MESSAGES.stream_type,
    )
    assert {"v1/messages"} == {ANTHROPIC_MESSAGES.route("m", stream=stream) for stream in (True, False)}
    assert "max_output_tokens" == ANTHROPIC_MESSAGES.parameters["max_tokens"]


def test_errors_go_both_ways():
    """What the gateway writes as an error, it would read as one."""
    written = ANTHROPIC_MESSAGES.encode_error(REPLY)

    assert "m" == ANTHROPIC_MESSAGES.read_error(written, 503).message
    assert b"event: error\ndata: " + written + b"\n\n" == ANTHROPIC_MESSAGES.encode_stream_error(REPLY)
