"""Error bodies, ours and theirs."""

import json

import pytest

from proxy.canonical.failure import FailureKind
from proxy.canonical.jsontext import dump
from proxy.dialects.base import ErrorReply
from proxy.dialects.gemini import errors

TYPE = "type.googleapis.com/google.rpc."


def told(code, message="m", **error):
    """Return an error body of Google's."""
    return dump({"error": {"code": code, "message": message, **error}})


@pytest.mark.parametrize(
    ("status", "word", "kind"),
    [
        (400, "INVALID_ARGUMENT", FailureKind.INVALID),
        (400, "FAILED_PRECONDITION", FailureKind.INVALID),
        (401, "UNAUTHENTICATED", FailureKind.AUTHENTICATION),
        (403, "PERMISSION_DENIED", FailureKind.PERMISSION),
        (404, "NOT_FOUND", FailureKind.NOT_FOUND),
        (429, "RESOURCE_EXHAUSTED", FailureKind.RATE_LIMIT),
        (500, "INTERNAL", FailureKind.SERVER),
        (503, "UNAVAILABLE", FailureKind.OVERLOADED),
        (504, "DEADLINE_EXCEEDED", FailureKind.TIMEOUT),
    ],
)
def test_a_status_word_tells_the_kind(status, word, kind):
    """The words of gRPC are told apart as far as it matters, with or without the word in the body."""
    error = errors.read(told(status, status=word), status)

    assert ("m", word, kind) == (error.message, error.code, error.kind)
    if word != "FAILED_PRECONDITION":
        assert kind is errors.read(b"<h1>no</h1>", status).kind


@pytest.mark.parametrize(
    ("message", "kind"),
    [
        ("The input token count (1200293) exceeds the maximum number of tokens allowed (1048576).", "context_length"),
        ("The input token count exceeds the maximum number of tokens allowed (1048576).", "context_length"),
        (
            "Unable to submit request because the input token count is 1251952 but model only supports up to 1048576.",
            "context_length",
        ),
        ("Request payload size exceeds the limit: 20971520 bytes.", "too_large"),
        ("API key not valid. Please pass a valid API key.", "authentication"),
        ("Please enable billing on your project in Google AI Studio.", "billing"),
        ("User location is not supported for the API use.", "permission"),
        ("Function call is missing a thought_signature in functionCall parts.", "invalid_request"),
    ],
)
def test_a_wording_tells_what_the_word_does_not(message, kind):
    """Many complaints share `INVALID_ARGUMENT`; what users report of their wording tells them apart."""
    assert kind == errors.read(told(400, message, status="INVALID_ARGUMENT"), 400).kind


def test_a_reason_tells_more_than_the_word():
    """An unknown key is an `INVALID_ARGUMENT` whose `ErrorInfo` says what is wrong."""
    details = [{"@type": f"{TYPE}ErrorInfo", "reason": "API_KEY_INVALID"}]
    error = errors.read(told(400, status="INVALID_ARGUMENT", details=details), 400)

    assert ("API_KEY_INVALID", FailureKind.AUTHENTICATION) == (error.code, error.kind)


@pytest.mark.parametrize(
    ("body", "message"),
    [
        (b'[{"error":{"code":429,"message":"slow","status":"RESOURCE_EXHAUSTED"}}]', "slow"),
        (b'{"error":"no"}', "no"),
        (b'{"error":{"message":""}}', errors.SILENT),
        (b"[]", errors.SILENT),
        (b"", "an empty answer"),
        (b"<html><body>Bad Gateway</body></html>", "Bad Gateway"),
        (b"\xff\xfe", "\ufffd\ufffd"),
    ],
)
def test_any_body_has_words(body, message):
    """A list, a text, a page and noise are read; something is always said."""
    assert message == errors.read(body, 502).message


def test_a_long_message_is_cut():
    """A message is bounded, whoever wrote it."""
    assert errors.LONGEST_MESSAGE == len(errors.read(told(400, "x" * 9999), 400).message)


def test_a_refusal_travels_in_googles_shape():
    """Status, word, reason, field and when to come back stand where Google's clients look; the rest beside."""
    reply = ErrorReply(
        status=429,
        kind="limit",
        message="slow down",
        code="limit_exceeded",
        param="contents",
        decision="d1",
        policy="p1",
        reasons=[{"endpoint": "x"}],
        attempts=[{"endpoint": "y"}],
        retry_after=1.5,
    )
    error = json.loads(errors.encode(reply))["error"]
    info, retry, fault = error["details"]

    assert (429, "slow down", "RESOURCE_EXHAUSTED") == (error["code"], error["message"], error["status"])
    assert ("d1", "p1", [{"endpoint": "x"}], [{"endpoint": "y"}]) == tuple(
        error[name] for name in ("decision", "policy", "reasons", "attempts")
    )
    assert ("limit_exceeded", "1.5s") == (info["reason"], retry["retryDelay"])
    assert "contents" == fault["fieldViolations"][0]["field"]


def test_our_own_errors_are_read_again():
    """What the gateway says as a provider, the simulator above all, it understands as a client."""
    reply = ErrorReply(status=503, kind="unavailable", message="busy", code="overloaded")
    error = errors.read(errors.encode(reply), 503)

    assert ("busy", "overloaded", FailureKind.OVERLOADED) == (error.message, error.code, error.kind)


@pytest.mark.parametrize("kind", FailureKind)
def test_a_failure_in_a_stream_has_a_word_and_a_status(kind):
    """Google's clients choose the exception by the number."""
    error = json.loads(errors.failed("m", kind, None))["error"]

    assert error["status"] == errors.word_of(error["code"])
