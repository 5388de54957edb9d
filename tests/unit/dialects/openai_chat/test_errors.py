"""Errors in OpenAI's shape, and providers' errors in any."""

import pytest

from proxy.canonical.failure import FailureKind
from proxy.canonical.jsontext import dump, parse
from proxy.dialects.base import ErrorReply, ProviderError
from proxy.dialects.openai_chat.errors import LONGEST_MESSAGE, encode, encode_stream, error_type, read

REFUSAL = ErrorReply(
    status=403,
    kind="policy",
    message="no",
    code="policy_refused",
    decision="d1",
    policy="p",
    reasons=[{"endpoint": "e", "reason": "r"}],
)


def test_a_refusal_carries_its_reasons():
    """The client's SDK shows what was decided, by which policy, and why."""
    assert {
        "message": "no",
        "type": "permission_error",
        "param": None,
        "code": "policy_refused",
        "decision": "d1",
        "policy": "p",
        "reasons": [{"endpoint": "e", "reason": "r"}],
    } == parse(encode(REFUSAL))["error"]


def test_a_plain_error_has_only_openais_members():
    """What is not there is not told as null."""
    reply = ErrorReply(status=400, kind="invalid_request", message="m", code="c", param="p")

    assert {"message": "m", "type": "invalid_request_error", "param": "p", "code": "c"} == parse(encode(reply))["error"]


def test_attempts_are_told():
    """A client whose call failed everywhere learns what was tried."""
    reply = ErrorReply(status=502, kind="upstream", message="m", code="c", attempts=[{"endpoint": "e"}])

    assert [{"endpoint": "e"}] == parse(encode(reply))["error"]["attempts"]


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        (400, "invalid_request_error"),
        (401, "authentication_error"),
        (402, "insufficient_quota"),
        (403, "permission_error"),
        (404, "invalid_request_error"),
        (413, "invalid_request_error"),
        (429, "rate_limit_error"),
        (502, "api_error"),
        (503, "api_error"),
    ],
)
def test_types_are_openais_words(status, expected):
    """SDK users match on the type."""
    assert expected == error_type(status)


def test_a_stream_that_fails_still_ends():
    """The error is one event, and `[DONE]` follows for clients that wait for it."""
    assert b"data: " + encode(REFUSAL) + b"\n\ndata: [DONE]\n\n" == encode_stream(REFUSAL)


@pytest.mark.parametrize(
    ("failure", "told", "expected"),
    [
        (FailureKind.CONTEXT_LENGTH, "invalid_request_error", ("invalid_request_error", "context_length_exceeded")),
        (FailureKind.CONTENT_FILTER, "content_policy_violation", ("invalid_request_error", "content_policy_violation")),
        (FailureKind.CONTENT_FILTER, "SAFETY", ("invalid_request_error", "content_filter")),
        (FailureKind.BILLING, "billing_error", ("insufficient_quota", "insufficient_quota")),
        (FailureKind.RATE_LIMIT, "rate_limited", ("rate_limit_error", "rate_limit_exceeded")),
        (FailureKind.OVERLOADED, "overloaded_error", ("api_error", "overloaded_error")),
        (FailureKind.NOT_FOUND, "x", ("invalid_request_error", "x")),
    ],
)
def test_a_providers_complaint_is_put_in_openais_words(failure, told, expected):
    """A client that looks for `context_length_exceeded` finds it, whatever the provider calls it."""
    reply = ErrorReply(status=400, kind="upstream", message="m", code=told, failure=failure)
    error = parse(encode(reply))["error"]

    assert expected == (error["type"], error["code"])


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ({"error": {"message": "m", "type": "t", "code": "c"}}, ProviderError(message="m", code="c")),
        ({"error": {"message": "m", "type": "t", "code": None}}, ProviderError(message="m", code="t")),
        ({"error": {"message": "m", "type": "api_error"}}, ProviderError(message="m")),
        ({"error": {"message": "m", "code": 429}}, ProviderError(message="m", code="429", kind=FailureKind.RATE_LIMIT)),
        (
            [{"error": {"message": "m", "code": 400, "status": "X"}}],
            ProviderError(message="m", code="400", kind=FailureKind.INVALID),
        ),
        ({"error": "m"}, ProviderError(message="m")),
        ({"error": True, "message": "m"}, ProviderError(message="m")),
        ({"object": "error", "message": "m", "code": 40301}, ProviderError(message="m", code="40301")),
        ({"detail": "m"}, ProviderError(message="m")),
        ({"detail": [{"loc": ["a"], "msg": "m", "type": "missing"}]}, ProviderError(message="m", code="missing")),
        ({"errors": [{"message": "m"}]}, ProviderError(message="m")),
        ({"reason": "x", "n": 3}, ProviderError(message="reason: x, n: 3")),
        ({}, ProviderError(message="an error without a message")),
        ("", ProviderError(message="an error without a message")),
    ],
)
def test_errors_of_every_shape_are_read(body, expected):
    """OpenAI's shape, Google's list, FastAPI's details and bare texts all say something."""
    assert expected == read(dump(body))


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (b"", "an empty answer"),
        (b"upstream connect error", "upstream connect error"),
        (b"<html><head><title>502 Bad Gateway</title></head><body>\n<p>nginx</p></body>", "502 Bad Gateway nginx"),
        (b"\xff\xfe", "\ufffd\ufffd"),
        (b"7", "7"),
        (b"[]", "[]"),
    ],
)
def test_what_is_no_error_body_is_read_as_text(body, expected):
    """A page or a line of a proxy in between is shown without its tags."""
    assert ProviderError(message=expected) == read(body)


@pytest.mark.parametrize("body", [b"x" * 10_000, dump({"error": {"message": "x" * 10_000}})])
def test_messages_are_bounded(body):
    """A provider cannot make our error bodies long."""
    assert LONGEST_MESSAGE == len(read(body).message)


@pytest.mark.parametrize("inner", [b'{"error":', b"["])
def test_deep_nesting_is_borne(inner):
    """Reading an error never fails, however absurd the body."""
    closing = b"}" if inner.startswith(b"{") else b"]"

    assert read(inner * 1000 + b'"m"' + closing * 1000).message
