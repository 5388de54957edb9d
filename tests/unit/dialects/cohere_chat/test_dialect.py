"""The dialect as others see it."""

from proxy.canonical.failure import FailureKind
from proxy.canonical.jsontext import dump
from proxy.dialects.base import Aim, Dialect, ErrorReply, ProviderError, Reading, Where
from proxy.dialects.cohere_chat import COHERE_CHAT, event
from proxy.dialects.cohere_chat.flavours import FLAVOURS

AIM = Aim(model="m", flavour=FLAVOURS["cohere"])
BODY = b'{"model":"m","messages":[{"role":"user","content":"hi"}]}'
ANSWER = b'{"id":"a","finish_reason":"COMPLETE","message":{"role":"assistant","content":[{"type":"text","text":"a"}]}}'
STREAM = event.write("message-start", {"id": "a", "delta": {"message": {"role": "assistant"}}}) + event.write(
    "message-end", {"id": "a", "delta": {"finish_reason": "COMPLETE"}}
)


def test_both_directions_of_everything():
    """Requests, answers and streams that are decoded and encoded again are the same bytes."""
    dialect: Dialect = COHERE_CHAT
    encoder = dialect.encoder(include_usage=False)

    assert BODY == dump(dialect.encode_request(dialect.decode_request(BODY, Where()), AIM).document)
    assert ANSWER == dialect.encode_response(dialect.decode_response(ANSWER))
    assert STREAM == b"".join(encoder.encode(told) for told in dialect.decoder().feed(STREAM))


def test_passthrough_reads_what_it_must():
    """Outline, patch, tap and reading work on the bytes that go through."""
    outline = COHERE_CHAT.outline(BODY)

    assert BODY is COHERE_CHAT.patch(outline, AIM)
    assert STREAM == COHERE_CHAT.tap(outline).feed(STREAM)
    assert Reading(usage=None, finish_reason="COMPLETE") == COHERE_CHAT.read(ANSWER)


def test_names():
    """The name is the wire; Cohere seals nothing; model and stream stand in the body."""
    assert ("cohere_chat", "cohere_chat", "") == (COHERE_CHAT.name, COHERE_CHAT.wire, COHERE_CHAT.family)
    assert "text/event-stream" == COHERE_CHAT.stream_type
    assert "v2/chat" == COHERE_CHAT.route("m", stream=True) == COHERE_CHAT.route("m", stream=False)


def test_errors_go_both_ways():
    """What the gateway writes as an error, it would read as one, in a body and in a stream."""
    reply = ErrorReply(status=504, kind="timeout", message="m", code="c", decision="d")
    tap = COHERE_CHAT.tap(COHERE_CHAT.outline(BODY))
    tap.feed(COHERE_CHAT.encode_stream_error(reply))

    assert ProviderError(message="m", kind=FailureKind.TIMEOUT) == COHERE_CHAT.read_error(
        COHERE_CHAT.encode_error(reply), 504
    )
    assert ProviderError(message="m", kind=FailureKind.TIMEOUT, code="TIMEOUT") == tap.failure
    assert b'"decision":"d"' in COHERE_CHAT.encode_stream_error(reply)
