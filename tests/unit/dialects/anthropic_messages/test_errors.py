"""Errors, ours and theirs."""

import pytest

from proxy.canonical.failure import FailureKind
from proxy.canonical.jsontext import dump, parse
from proxy.dialects.anthropic_messages import errors
from proxy.dialects.base import ErrorReply, ProviderError


def reply(status, kind="upstream", message="m", **members):
    """Return an error as the gateway means it."""
    return ErrorReply(status=status, kind=kind, message=message, code="c", **members)


def test_a_refusal_carries_its_reasons():
    """The client can show which policy refused, and why."""
    said = parse(
        errors.encode(
            reply(
                403,
                "policy",
                decision="d",
                policy="p",
                reasons=[{"endpoint": "e"}],
                attempts=[{"outcome": "o"}],
                param="x",
            )
        )
    )

    assert {
        "type": "error",
        "error": {
            "type": "permission_error", "message": "m", "code": "c", "param": "x",
            "details": {"error_code": "c"}, "decision": "d", "policy": "p",
            "reasons": [{"endpoint": "e"}], "attempts": [{"outcome": "o"}],
        },
    } == said  # fmt: skip


@pytest.mark.parametrize(
    ("status", "kind", "failure", "word"),
    [
        (400, "invalid_request", None, "invalid_request_error"),
        (418, "invalid_request", None, "invalid_request_error"),
        (409, "invalid_request", None, "conflict_error"),
        (500, "internal", None, "api_error"),
        (502, "upstream", FailureKind.AUTHENTICATION, "api_error"),
        (502, "upstream", FailureKind.OVERLOADED, "overloaded_error"),
        (502, "upstream", FailureKind.TIMEOUT, "timeout_error"),
        (503, "unavailable", None, "overloaded_error"),
        (503, "upstream", FailureKind.RATE_LIMIT, "rate_limit_error"),
        (504, "timeout", None, "timeout_error"),
    ],
)
def test_the_word_fits_the_status(status, kind, failure, word):
    """A provider's refusal of our key is none of the client's key; a busy provider is busy to the client too."""
    assert word == errors.error_type(reply(status, kind, failure=failure))


@pytest.mark.parametrize(
    ("message", "written"),
    [
        ("maximum context length is 8", "prompt is too long: maximum context length is 8"),
        ("Prompt is too long: 9", "Prompt is too long: 9"),
    ],
)
def test_a_long_prompt_is_told_in_the_words_that_clients_know(message, written):
    """Claude Code shortens the conversation when it reads them, whoever's context it was."""
    said = parse(errors.encode(reply(400, message=message, failure=FailureKind.CONTEXT_LENGTH)))

    assert written == said["error"]["message"]


def test_a_stream_ends_with_the_event():
    """SDKs raise at its name."""
    assert errors.encode_stream(reply(500)).startswith(b'event: error\ndata: {"type":"error"')


def anthropic(kind, message, **details):
    """Return an error body of Anthropic's."""
    beside = {"details": details} if details else {}
    return dump({"type": "error", "error": {"type": kind, "message": message, **beside}, "request_id": "req_1"})


@pytest.mark.parametrize(
    ("body", "status", "kind"),
    [
        (anthropic("invalid_request_error", "messages: at least one"), 400, FailureKind.INVALID),
        (
            anthropic("invalid_request_error", "prompt is too long: 9 tokens > 8 maximum"),
            400,
            FailureKind.CONTEXT_LENGTH,
        ),
        (
            anthropic("invalid_request_error", "input length and `max_tokens` exceed context limit: 9 + 1 > 9"),
            400,
            FailureKind.CONTEXT_LENGTH,
        ),
        (anthropic("invalid_request_error", "Your credit balance is too low"), 400, FailureKind.BILLING),
        (anthropic("invalid_request_error", "reached your specified API usage limits"), 400, FailureKind.BILLING),
        (
            anthropic("invalid_request_error", "Output blocked by content filtering policy"),
            400,
            FailureKind.CONTENT_FILTER,
        ),
        (anthropic("invalid_request_error", "m", error_code="organization_on_hold"), 400, FailureKind.PERMISSION),
        (anthropic("authentication_error", "invalid x-api-key"), 401, FailureKind.AUTHENTICATION),
        (anthropic("billing_error", "m"), 402, FailureKind.BILLING),
        (anthropic("permission_error", "m"), 403, FailureKind.PERMISSION),
        (anthropic("not_found_error", "model: x"), 404, FailureKind.NOT_FOUND),
        (anthropic("request_too_large", "m"), 413, FailureKind.TOO_LARGE),
        (anthropic("rate_limit_error", "prompt is too long a wait"), 429, FailureKind.RATE_LIMIT),
        (anthropic("rate_limit_error", "m", error_code="contract_spend_limit_reached"), 429, FailureKind.BILLING),
        (anthropic("api_error", "m"), 500, FailureKind.SERVER),
        (anthropic("timeout_error", "m"), 504, FailureKind.TIMEOUT),
        (anthropic("overloaded_error", "Overloaded"), 529, FailureKind.OVERLOADED),
        (anthropic("new_error", "m"), 429, FailureKind.RATE_LIMIT),
        (
            dump([{"error": {"code": 429, "message": "Quota", "status": "RESOURCE_EXHAUSTED"}}]),
            429,
            FailureKind.RATE_LIMIT,
        ),
        (dump({"message": "Input is too long for requested model."}), 400, FailureKind.CONTEXT_LENGTH),
        (b"<html><h1>502</h1></html>", 502, FailureKind.SERVER),
        (b"", 503, FailureKind.OVERLOADED),
        (dump({"error": "denied"}), 403, FailureKind.PERMISSION),
        (dump({"error": {"error": {}}}), 500, FailureKind.SERVER),
        (b"null", 418, FailureKind.INVALID),
    ],
)
def test_a_providers_complaint_is_told_apart(body, status, kind):
    """By its code, its type, its words, and at last its status; and there is always something to say."""
    error = errors.read(body, status)

    assert kind is error.kind
    assert error.message


def test_message_and_code():
    """The words are the provider's own; the most exact name is the code."""
    assert ProviderError(message="m", code="api_error", kind=FailureKind.SERVER) == errors.read(
        anthropic("api_error", "m"), 500
    )
    assert (
        "ramp_limit_exceeded"
        == errors.read(anthropic("rate_limit_error", "m", error_code="ramp_limit_exceeded"), 429).code
    )


@pytest.mark.parametrize("body", [anthropic("api_error", "m" * 10_000), b"m" * 100_000, dump("m" * 1000)])
def test_messages_are_bounded(body):
    """A page is not passed on as a message."""
    assert 500 == len(errors.read(body, 500).message)
