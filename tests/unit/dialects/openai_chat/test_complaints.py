"""What kind of complaint a provider's error is."""

import pytest

from proxy.canonical.failure import FailureKind as Kind
from proxy.dialects.openai_chat.complaints import kind_of

LONG = "This model's maximum context length is 4096 tokens. However, you requested 6379 tokens."


@pytest.mark.parametrize(
    ("error", "status", "expected"),
    [
        ({"code": "context_length_exceeded", "type": "invalid_request_error"}, 400, Kind.CONTEXT_LENGTH),
        ({"type": "insufficient_quota", "code": "insufficient_quota"}, 429, Kind.BILLING),
        ({"type": "tokens", "code": "rate_limit_exceeded"}, 429, Kind.RATE_LIMIT),
        ({"type": "invalid_request_error", "code": "invalid_api_key"}, 401, Kind.AUTHENTICATION),
        ({"type": "invalid_request_error", "code": "model_not_found"}, 404, Kind.NOT_FOUND),
        ({"type": "invalid_request_error", "code": None, "message": "no"}, 400, Kind.INVALID),
        ({"code": "content_filter", "innererror": {"code": "ResponsibleAIPolicyViolation"}}, 400, Kind.CONTENT_FILTER),
        ({"code": "DeploymentNotFound"}, 404, Kind.NOT_FOUND),
        ({"code": 429, "metadata": {"error_type": "provider_overloaded"}}, 429, Kind.OVERLOADED),
        ({"code": 400, "metadata": {"error_type": "content_policy_violation"}}, 400, Kind.CONTENT_FILTER),
        ({"message": LONG, "type": "BadRequestError", "code": 400}, 400, Kind.CONTEXT_LENGTH),
        ({"type": "exceed_context_size_error", "code": 400}, 400, Kind.CONTEXT_LENGTH),
        (
            {"message": "Prompt contains 9 tokens, too large for model with 8 maximum context length"},
            400,
            Kind.CONTEXT_LENGTH,
        ),
        ({"message": "Insufficient Balance", "type": "unknown_error"}, 402, Kind.BILLING),
        ({"message": "Request too large", "type": "tokens", "code": "rate_limit_exceeded"}, 413, Kind.RATE_LIMIT),
        ({"message": "body too big"}, 413, Kind.TOO_LARGE),
        ({"message": "capacity_exceeded"}, 498, Kind.OVERLOADED),
        ({"message": "busy"}, 503, Kind.OVERLOADED),
        ({"message": "busy"}, 529, Kind.OVERLOADED),
        ({"message": "slow"}, 504, Kind.TIMEOUT),
        ({"message": "no"}, 403, Kind.PERMISSION),
        ({"message": "no"}, 418, Kind.INVALID),
        ({"message": "oops"}, 500, Kind.SERVER),
        ({"message": LONG}, 500, Kind.SERVER),
        ({"status": "RESOURCE_EXHAUSTED", "code": 429}, 429, Kind.RATE_LIMIT),
    ],
)
def test_a_complaint_is_told_by_its_words_first(error, status, expected):
    """A code says more than a message, and a message more than a status."""
    assert expected is kind_of(error, status)


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        ({"code": 502}, Kind.SERVER),
        ({"code": "429"}, Kind.RATE_LIMIT),
        ({"code": "12345"}, Kind.SERVER),
        ({"message": LONG}, Kind.CONTEXT_LENGTH),
        ({"message": "busy"}, Kind.SERVER),
        ({}, Kind.SERVER),
    ],
)
def test_inside_a_stream_the_code_may_be_the_status(error, expected):
    """OpenRouter and vLLM write the status there, since HTTP's own was sent long ago."""
    assert expected is kind_of(error, None)


@pytest.mark.parametrize("error", [{"code": [], "type": {}, "metadata": "x", "innererror": 3, "message": None}])
def test_noise_is_borne(error):
    """Whatever stands there, the status still says something."""
    assert Kind.OVERLOADED is kind_of(error, 503)
