"""The dialect as the registry knows it."""

import json

from proxy.dialects.base import ErrorReply
from proxy.dialects.openai_completions import OPENAI_COMPLETIONS
from proxy.dialects.registry import CLIENTS, DIALECTS


def test_clients_speak_it_and_nobody_is_sent_it():
    """Its bytes never pass through."""
    assert CLIENTS["openai_completions"] is OPENAI_COMPLETIONS
    assert "openai_completions" not in DIALECTS
    assert "" == OPENAI_COMPLETIONS.wire


def test_every_name_does_its_work():
    """Each method is the package's function of that name."""
    body = b'{"model":"m","prompt":"a"}'
    reply = ErrorReply(status=400, kind="invalid_request", message="no", code="x")

    assert ("m", "m") == (OPENAI_COMPLETIONS.outline(body).model, OPENAI_COMPLETIONS.decode_request(body).model)
    assert "no" == json.loads(OPENAI_COMPLETIONS.encode_error(reply))["error"]["message"]
    assert OPENAI_COMPLETIONS.encode_stream_error(reply).endswith(b"data: [DONE]\n\n")
    assert b"" != OPENAI_COMPLETIONS.encoder(include_usage=False)
