"""Failures of attempts: what a provider's complaint comes to, and what of it a client is told."""

import pytest

from proxy.canonical.failure import FailureKind
from proxy.dialects.base import ProviderError
from proxy.pool.outcome import Attempt, Outcome
from proxy.upstream.failure import CREDENTIAL, complain, outcome_of, summarise
from tests.support.endpoints import make_endpoint

CASES = [
    (400, FailureKind.INVALID, Outcome.REJECTED),
    (400, FailureKind.RATE_LIMIT, Outcome.RATE_LIMITED),
    (400, FailureKind.BILLING, Outcome.CREDENTIAL_REFUSED),
    (400, FailureKind.OVERLOADED, Outcome.UPSTREAM_ERROR),
    (400, FailureKind.AUTHENTICATION, Outcome.CREDENTIAL_REFUSED),
    (400, FailureKind.NOT_FOUND, Outcome.MODEL_MISSING),
    (403, FailureKind.BILLING, Outcome.CREDENTIAL_REFUSED),
    (403, FailureKind.CONTENT_FILTER, Outcome.REJECTED),
    (404, FailureKind.NOT_FOUND, Outcome.MODEL_MISSING),
    (404, FailureKind.INVALID, Outcome.REJECTED),
    (413, FailureKind.TOO_LARGE, Outcome.REJECTED),
    (413, FailureKind.RATE_LIMIT, Outcome.RATE_LIMITED),
    (424, FailureKind.SERVER, Outcome.UPSTREAM_ERROR),
    (429, FailureKind.BILLING, Outcome.CREDENTIAL_REFUSED),
    (429, FailureKind.INVALID, Outcome.RATE_LIMITED),
    (500, FailureKind.CONTEXT_LENGTH, Outcome.REJECTED),
    (500, FailureKind.INVALID, Outcome.UPSTREAM_ERROR),
    (200, FailureKind.CONTENT_FILTER, Outcome.REJECTED),
    (200, FailureKind.INVALID, Outcome.UPSTREAM_ERROR),
]


@pytest.mark.parametrize(("status", "kind", "outcome"), CASES)
def test_a_complaint_says_more_than_its_status(status, kind, outcome):
    """What a provider complains of decides; only where that is vague, the status does."""
    assert outcome is outcome_of(kind, status)


@pytest.mark.parametrize("kind", FailureKind)
@pytest.mark.parametrize("status", [200, 400, 403, 404, 429, 500, 503, 529])
def test_every_complaint_is_a_failure_before_content(kind, status):
    """No complaint, with whatever status, looks like an answer."""
    assert outcome_of(kind, status) not in {Outcome.ANSWERED, Outcome.CUT, Outcome.CANCELLED}


@pytest.mark.parametrize(
    ("sent", "kind", "told"),
    [
        (500, FailureKind.CONTEXT_LENGTH, 400),
        (200, FailureKind.CONTENT_FILTER, 400),
        (400, FailureKind.TOO_LARGE, 413),
        (422, FailureKind.INVALID, 422),
        (404, FailureKind.INVALID, 400),
    ],
)
def test_a_refused_request_has_a_status_of_its_kind(sent, kind, told):
    """A client sees one status for one complaint, whatever the provider sends it with."""
    refused = complain(ProviderError(message="no", kind=kind), sent).rejection(make_endpoint("a"))

    assert (told, kind) == (refused.status, refused.failure)
    assert "endpoint `a`: no" == str(refused)


@pytest.mark.parametrize("kind", [FailureKind.AUTHENTICATION, FailureKind.PERMISSION, FailureKind.BILLING])
def test_of_our_credential_nothing_is_repeated(kind):
    """Providers repeat parts of a key, and name accounts: none of their words are kept."""
    failure = complain(ProviderError(message="bad key sk-ab***yz of org-77", code="org-77", kind=kind), 401)
    failure.redact(lambda text: text)

    assert (CREDENTIAL, None) == (failure.detail, failure.code)


def test_other_words_are_kept_without_secrets():
    """The provider's own message is what helps a developer; it is only cleaned."""
    failure = complain(ProviderError(message="bad `top_p`, key s3", code="s3", kind=FailureKind.INVALID), 400)
    failure.redact(lambda text: text.replace("s3", "-"))

    assert ("bad `top_p`, key -", "-") == (failure.detail, failure.code)


@pytest.mark.parametrize(
    ("kind", "told", "status"),
    [
        (FailureKind.RATE_LIMIT, FailureKind.RATE_LIMIT, 429),
        (FailureKind.TIMEOUT, FailureKind.TIMEOUT, 504),
        (FailureKind.OVERLOADED, FailureKind.OVERLOADED, 503),
        (FailureKind.BILLING, FailureKind.SERVER, 503),
        (FailureKind.AUTHENTICATION, FailureKind.SERVER, 503),
        (FailureKind.NOT_FOUND, FailureKind.SERVER, 503),
    ],
)
def test_what_all_complain_of_is_told(kind, told, status):
    """A client can tell busy from broken; that our account is not paid is not told as if it were the client's."""
    attempts = [
        Attempt(endpoint=name, outcome=outcome_of(kind, 400), detail="", seconds=0.1, failure=kind) for name in "ab"
    ]
    failed = summarise(attempts, is_late=False)

    assert (told, status) == (failed.failure, failed.status)
