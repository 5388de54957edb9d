"""A provider's own account of what went wrong."""

import pytest

from proxy.canonical.failure import FailureKind
from proxy.canonical.jsontext import dump
from proxy.dialects.openai_responses import complaints


def error(**members):
    """Return an error body in OpenAI's shape."""
    return dump({"error": {"message": "no", "param": None, **members}})


@pytest.mark.parametrize(
    ("body", "status", "kind"),
    [
        (error(type="invalid_request_error", code="context_length_exceeded"), 400, FailureKind.CONTEXT_LENGTH),
        (error(type="invalid_request_error", code=None), 401, FailureKind.AUTHENTICATION),
        (error(type="invalid_request_error", code="invalid_encrypted_content"), 400, FailureKind.INVALID),
        (error(type="insufficient_quota", code="insufficient_quota"), 429, FailureKind.BILLING),
        (error(type="tokens", code="rate_limit_exceeded"), 429, FailureKind.RATE_LIMIT),
        (error(type="server_error", code="server_is_overloaded"), 503, FailureKind.OVERLOADED),
        (error(type="server_error", code=None), 500, FailureKind.SERVER),
        (error(code="DeploymentNotFound"), 404, FailureKind.NOT_FOUND),
        (
            error(code="content_filter", innererror={"code": "ResponsibleAIPolicyViolation"}),
            400,
            FailureKind.CONTENT_FILTER,
        ),
        (error(code="invalid_prompt"), 400, FailureKind.INVALID),
        (error(code="unsupported_country_region_territory"), 403, FailureKind.PERMISSION),
        (dump({"error": {"code": "server_error", "message": "x"}, "metadata": None}), 529, FailureKind.OVERLOADED),
        (dump({"error": {"code": "image_content_policy_violation"}}), 403, FailureKind.CONTENT_FILTER),
        (
            dump({"error": {"message": "This model's maximum context length is 8192 tokens", "code": 400}}),
            400,
            FailureKind.CONTEXT_LENGTH,
        ),
        (dump({"detail": [{"msg": "field required"}]}), 422, FailureKind.INVALID),
        (b"<html><h1>Bad gateway</h1></html>", 502, FailureKind.SERVER),
        (b"", 504, FailureKind.TIMEOUT),
        (b"Request body is too large", 413, FailureKind.TOO_LARGE),
        (b'"slow down"', 429, FailureKind.RATE_LIMIT),
    ],
)
def test_complaints_are_told_apart(body, status, kind):
    """The most exact word counts, then the status, then a vague word."""
    assert kind is complaints.read(body, status).kind


@pytest.mark.parametrize(
    ("body", "message"),
    [
        (b"<html><h1>Bad gateway</h1></html>", "Bad gateway"),
        (b"\xff\xfe", "\ufffd\ufffd"),
        (b"", "an empty answer"),
        (b"{}", "an error without a message"),
        (b"null", "an error without a message"),
        (b'{"error":{"code":7,"hint":"x"}}', "code: 7, hint: x"),
        (b'{"error":"plain"}', "plain"),
    ],
)
def test_there_are_always_words(body, message):
    """Whatever a provider sends, the client can be told something."""
    assert message == complaints.read(body, 500).message


def test_a_long_message_is_cut():
    """A provider cannot fill a journal."""
    for body in (dump({"error": {"message": "x" * 999}}), b"x" * 99_999, dump({"error": {"a": "x" * 999}})):
        assert 500 == len(complaints.read(body, 500).message)


def test_in_a_stream_there_is_no_status():
    """A number that an imitator writes as a code stands for one; without any, it is the provider's own fault."""
    assert FailureKind.RATE_LIMIT is complaints.from_value({"code": 429, "message": "x"}).kind
    assert FailureKind.SERVER is complaints.from_value({"message": "x"}).kind
    flat = complaints.from_value({"type": "error", "code": "rate_limit_exceeded", "message": "x"})
    assert ("rate_limit_exceeded", FailureKind.RATE_LIMIT) == (flat.code, flat.kind)
