"""Error bodies of Bedrock, read and written."""

import pytest

from proxy.canonical.failure import FailureKind as Kind
from proxy.canonical.jsontext import dump, parse
from proxy.dialects.base import ErrorReply, ProviderError
from proxy.dialects.bedrock_converse import errors
from tests.support.bedrock import answer_of

SAID = [
    (400, "Input is too long for requested model.", Kind.CONTEXT_LENGTH),
    (400, "The model returned the following errors: prompt is too long: 250000 tokens > 200000", Kind.CONTEXT_LENGTH),
    (400, "input length and `max_tokens` exceed context limit: 1 + 2 > 3", Kind.CONTEXT_LENGTH),
    (400, "The provided model identifier is invalid.", Kind.NOT_FOUND),
    (400, "Output blocked by content filtering policy", Kind.CONTENT_FILTER),
    (400, "Malformed input request, please reformat your input and try again.", Kind.INVALID),
    (403, "The security token included in the request is invalid.", Kind.AUTHENTICATION),
    (403, "The request signature we calculated does not match", Kind.AUTHENTICATION),
    (403, "Authentication failed: Please make sure your API Key is valid.", Kind.AUTHENTICATION),
    (403, "Model access is denied due to INVALID_PAYMENT_INSTRUMENT", Kind.BILLING),
    (403, "You don't have access to the model with the specified model ID.", Kind.PERMISSION),
    (404, "This model version has reached the end of its life.", Kind.NOT_FOUND),
    (408, "Model timed out", Kind.TIMEOUT),
    (413, "Too large", Kind.TOO_LARGE),
    (418, "A teapot", Kind.INVALID),
    (424, "The model failed", Kind.SERVER),
    (429, "Too many requests, please wait before trying again.", Kind.RATE_LIMIT),
    (500, "Oh", Kind.SERVER),
    (503, "Bedrock is unable to process your request.", Kind.OVERLOADED),
]


@pytest.mark.parametrize(("status", "message", "kind"), SAID)
def test_status_and_words_tell_what_is_wrong(status, message, kind):
    """A body has a message alone; the exception's name is in a header that a reader of bodies does not see."""
    read = errors.read(dump({"message": message}), status)

    assert ProviderError(message=message, kind=kind) == read


@pytest.mark.parametrize(
    ("name", "code", "kind"),
    [
        ("com.amazon.coral.service#ThrottlingException:http://x", "ThrottlingException", Kind.RATE_LIMIT),
        ("ModelNotReadyException", "ModelNotReadyException", Kind.OVERLOADED),
        ("ExpiredTokenException", "ExpiredTokenException", Kind.AUTHENTICATION),
        ("ServiceQuotaExceededException", "ServiceQuotaExceededException", Kind.RATE_LIMIT),
        ("NewException", "NewException", Kind.INVALID),
    ],
)
@pytest.mark.parametrize("key", ["__type", "code", "Code"])
def test_a_name_in_the_body_tells_more_than_a_status(name, code, kind, key):
    """Some services repeat the exception's name, with its namespace."""
    assert ProviderError(message="m", code=code, kind=kind) == errors.read(dump({key: name, "Message": "m"}), 400)


@pytest.mark.parametrize(
    ("body", "message"),
    [
        (b"<html>Bad  gateway</html>", "<html>Bad gateway</html>"),
        (b"", errors.SILENT),
        (b"[]", "[]"),
        (b'{"message":3}', '{"message":3}'),
        (b"\xff\xfe", "\ufffd\ufffd"),
        (dump({"message": "x" * 600}), "x" * 499 + "…"),
    ],
)
def test_any_body_has_words_and_a_bound(body, message):
    """Whatever comes, there is something to tell, and not too much of it."""
    assert message == errors.read(body, 502).message


@pytest.mark.parametrize(
    ("status", "failure", "name"),
    [
        (400, None, "ValidationException"),
        (401, None, "AccessDeniedException"),
        (402, None, "AccessDeniedException"),
        (404, None, "ResourceNotFoundException"),
        (413, None, "ValidationException"),
        (429, None, "ThrottlingException"),
        (500, None, "InternalServerException"),
        (502, None, "InternalServerException"),
        (503, None, "ServiceUnavailableException"),
        (504, None, "ModelTimeoutException"),
        (400, Kind.CONTEXT_LENGTH, "ValidationException"),
        (503, Kind.RATE_LIMIT, "ThrottlingException"),
    ],
)
def test_botocore_raises_the_class_that_fits(status, failure, name):
    """The word for an error is one that the service model has, and a provider's complaint decides before the status."""
    reply = ErrorReply(status=status, kind="upstream", message="m", code="c", failure=failure)
    parsed = answer_of(errors.encode(reply), status)

    assert {"Code": name, "Message": "m"} == {key: parsed["Error"][key] for key in ("Code", "Message")}


def test_a_refusal_keeps_its_reasons():
    """Decision, policy, reasons and attempts stand in the error object under their names, where there are any."""
    reply = ErrorReply(
        status=403,
        kind="policy",
        message="m",
        code="c",
        decision="d",
        policy="p",
        reasons=[{"a": 1}],
        attempts=[{"b": 2}],
    )
    beside = {"decision": "d", "policy": "p", "reasons": [{"a": 1}], "attempts": [{"b": 2}]}
    name, members = errors.stream_members(reply)

    assert beside.items() <= parse(errors.encode(reply)).items()
    assert ("validationException", {"message": "m", **beside}) == (name, members)


@pytest.mark.parametrize("kind", Kind)
def test_every_failure_has_a_word_in_a_stream(kind):
    """A stream has fewer exceptions than an answer, and none is missing."""
    assert errors.IN_STREAM[errors.WRITTEN[kind]].endswith("Exception")
