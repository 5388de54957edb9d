"""The dialect as others see it."""

from proxy.canonical.failure import FailureKind
from proxy.canonical.jsontext import dump
from proxy.dialects.base import Aim, Dialect, ErrorReply, ProviderError, Reading
from proxy.dialects.openai_chat import OPENAI_CHAT
from proxy.dialects.openai_chat.flavour import PLAIN

AIM = Aim(model="m", flavour=PLAIN)
BODY = b'{"model":"m","messages":[{"role":"user","content":"hi"}]}'
ANSWER = (
    b'{"id":"c","object":"chat.completion","created":1,"model":"m",'
    b'"choices":[{"index":0,"message":{"role":"assistant","content":"a"},"finish_reason":"stop"}]}'
)
STREAM = (
    b'data: {"id":"c","object":"chat.completion.chunk","created":1,"model":"m",'
    b'"choices":[{"index":0,"delta":{"role":"assistant","content":""},"finish_reason":null}]}\n\n'
    b"data: [DONE]\n\n"
)


def test_both_directions_of_everything():
    """Requests, answers and streams that are decoded and encoded again are the same bytes."""
    dialect: Dialect = OPENAI_CHAT
    events = dialect.decoder().feed(STREAM)
    encoder = dialect.encoder(include_usage=False)

    assert BODY == dump(dialect.encode_request(dialect.decode_request(BODY), AIM).document)
    assert ANSWER == dialect.encode_response(dialect.decode_response(ANSWER))
    assert STREAM == b"".join(encoder.encode(event) for event in events)


def test_passthrough_reads_what_it_must():
    """Outline, patch, tap and reading work on the bytes that go through."""
    outline = OPENAI_CHAT.outline(BODY)

    assert ("openai_chat", "chat/completions") == (OPENAI_CHAT.name, OPENAI_CHAT.route("m", stream=True))
    assert BODY is OPENAI_CHAT.patch(outline, AIM)
    assert STREAM == OPENAI_CHAT.tap(outline).feed(STREAM)
    assert Reading(usage=None, finish_reason="stop") == OPENAI_CHAT.read(ANSWER)


def test_errors_go_both_ways():
    """What the gateway writes as an error, it would read as one."""
    written = OPENAI_CHAT.encode_error(ErrorReply(status=503, kind="upstream", message="m", code="c"))

    expected = ProviderError(message="m", code="c", kind=FailureKind.OVERLOADED)
    assert expected == OPENAI_CHAT.read_error(written, 503)
    assert OPENAI_CHAT.encode_stream_error(ErrorReply(status=503, kind="upstream", message="m", code="c")).startswith(
        b"data: " + written
    )
