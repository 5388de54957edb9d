"""Error bodies of Cohere, read and written."""

import pytest

from proxy.canonical.failure import FailureKind as Kind
from proxy.canonical.jsontext import dump, parse
from proxy.dialects.base import ErrorReply, ProviderError
from proxy.dialects.cohere_chat import errors

SAID = [
    (400, "invalid request: message must be at least 1 token long", Kind.INVALID),
    (
        400,
        "too many tokens: total number of tokens in the prompt cannot exceed 4081 - received 4292.",
        Kind.CONTEXT_LENGTH,
    ),
    (
        400,
        "too many tokens: size limit exceeded by 11326 tokens. Try using shorter or fewer inputs",
        Kind.CONTEXT_LENGTH,
    ),
    (400, "too many tokens: max tokens must be less than or equal to 4096", Kind.INVALID),
    (401, "invalid api token", Kind.AUTHENTICATION),
    (402, "Please add or update your payment method.", Kind.BILLING),
    (403, "no", Kind.PERMISSION),
    (404, "model 'x' not found, make sure the correct model ID was used", Kind.NOT_FOUND),
    (418, "a teapot", Kind.INVALID),
    (422, "unprocessable", Kind.INVALID),
    (429, "You are using a Trial key, which is limited to 20 API calls / minute.", Kind.RATE_LIMIT),
    (498, "blocked output", Kind.CONTENT_FILTER),
    (499, "request cancelled by user", Kind.INVALID),
    (500, "internal server error", Kind.SERVER),
    (503, "busy", Kind.OVERLOADED),
    (504, "late", Kind.TIMEOUT),
]


@pytest.mark.parametrize(("status", "message", "kind"), SAID)
def test_status_and_words_tell_what_is_wrong(status, message, kind):
    """A body has a message alone, beside an id of the request."""
    assert ProviderError(message=message, kind=kind) == errors.read(dump({"id": "r", "message": message}), status)


@pytest.mark.parametrize(
    ("body", "message"),
    [
        (b"<html>Bad  gateway</html>", "<html>Bad gateway</html>"),
        (b"", errors.SILENT),
        (b"[]", "[]"),
        (b'{"error":{"message":"inner"}}', "inner"),
        (b'{"detail":"fast"}', "fast"),
        (b'{"message":3}', '{"message":3}'),
        (dump({"message": "x" * 600}), "x" * 499 + "…"),
    ],
)
def test_any_body_has_words_and_a_bound(body, message):
    """Whatever comes, there is something to tell, and not too much of it."""
    assert message == errors.read(body, 502).message


def test_an_error_keeps_its_reasons():
    """A message, and a refusal's fields where there are any."""
    plain = ErrorReply(status=400, kind="invalid_request", message="m", code="c")
    refusal = ErrorReply(
        status=403,
        kind="policy",
        message="m",
        code="c",
        decision="d",
        policy="p",
        reasons=[{"a": 1}],
        attempts=[{"b": 2}],
    )

    assert {"message": "m"} == parse(errors.encode(plain))
    assert {
        "message": "m",
        "decision": "d",
        "policy": "p",
        "reasons": [{"a": 1}],
        "attempts": [{"b": 2}],
    } == parse(errors.encode(refusal))
