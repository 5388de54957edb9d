"""The gateway's own errors."""

import pytest

from proxy.canonical.failure import FailureKind
from proxy.canonical.jsontext import parse
from proxy.dialects.base import ErrorReply
from proxy.dialects.openai_responses import complaints, errors
from proxy.dialects.sse import Parser

REPLY = ErrorReply(
    status=403,
    kind="policy",
    message="no endpoint is left",
    code="policy_denied",
    param="model",
    decision="d-1",
    policy="p-1",
    reasons=[{"endpoint": "e", "reason": "region"}],
)


def test_a_refusal_says_everything():
    """Message, type, field and code as OpenAI has them, and why beside them."""
    assert {
        "error": {
            "message": "no endpoint is left",
            "type": "permission_error",
            "param": "model",
            "code": "policy_denied",
            "decision": "d-1",
            "policy": "p-1",
            "reasons": [{"endpoint": "e", "reason": "region"}],
        }
    } == parse(errors.encode(REPLY))


@pytest.mark.parametrize(
    ("status", "word"),
    [
        (400, "invalid_request_error"),
        (401, "authentication_error"),
        (402, "insufficient_quota"),
        (404, "not_found_error"),
        (422, "invalid_request_error"),
        (429, "rate_limit_error"),
        (503, "server_error"),
    ],
)
def test_every_status_has_a_type(status, word):
    """The words are OpenAI's."""
    assert word == errors.error_type(status)


@pytest.mark.parametrize("kind", FailureKind)
def test_a_provider_s_complaint_keeps_its_meaning(kind):
    """The code that is written for a complaint is read as the same complaint; a vague one is ours to name."""
    reply = ErrorReply(status=502, kind="upstream", message="x", code="upstream_failed", failure=kind)
    error = errors.error_of(reply)

    if kind in errors.EXACT:
        assert kind is complaints.from_value(error).kind
    else:
        assert "upstream_failed" == error["code"]


def test_a_stream_ends_with_an_error_and_a_failed_response():
    """The first is what SDKs raise on, the second what others wait for; nothing follows."""
    blocks = [(block.event, parse(block.data)) for block in Parser().feed(errors.encode_stream(REPLY))]
    (first, error), (second, failed) = blocks

    assert ("error", "response.failed") == (first, second)
    assert ("policy_denied", "policy_denied") == (error["code"], error["error"]["code"])
    assert ("failed", "policy_denied") == (failed["response"]["status"], failed["response"]["error"]["code"])
    assert [0, 1] == [error["sequence_number"], failed["sequence_number"]]
