"""How an attempt fails: the HTTP library's exceptions and a provider's complaints, turned into outcomes of ours.

What a provider complains of (`FailureKind`, told apart by its dialect) says more than its status: some refuse a request
for want of room with 400, others answer a prompt that is too long with 500. Where the complaint is vague, the status
decides (`pool.outcome`). What a client is then told is `docs/reference/errors.md`, which a test writes.
"""

from collections.abc import Callable, Mapping, Sequence

from aiohttp import ClientConnectorError, ClientError, ConnectionTimeoutError

from proxy.canonical.failure import FailureKind
from proxy.catalog.endpoint import Endpoint
from proxy.dialects.base import ProviderError
from proxy.errors import DeadlineExceeded, FairlaneError, MalformedStream, UpstreamFailed, UpstreamRejected
from proxy.pool.outcome import FALLS_BACK, Attempt, Outcome, classify_status

OF_KIND: Mapping[FailureKind, Outcome] = {
    FailureKind.CONTEXT_LENGTH: Outcome.REJECTED,
    FailureKind.CONTENT_FILTER: Outcome.REJECTED,
    FailureKind.TOO_LARGE: Outcome.REJECTED,
    FailureKind.NOT_FOUND: Outcome.MODEL_MISSING,
    FailureKind.AUTHENTICATION: Outcome.CREDENTIAL_REFUSED,
    FailureKind.PERMISSION: Outcome.CREDENTIAL_REFUSED,
    FailureKind.BILLING: Outcome.CREDENTIAL_REFUSED,
    FailureKind.RATE_LIMIT: Outcome.RATE_LIMITED,
    FailureKind.OVERLOADED: Outcome.UPSTREAM_ERROR,
    FailureKind.TIMEOUT: Outcome.TIMED_OUT,
    FailureKind.SERVER: Outcome.UPSTREAM_ERROR,
}
"""What a complaint comes to, whatever its status; one that is not in here is vague."""

OF_BOTH: Mapping[tuple[FailureKind, int], Outcome] = {
    (FailureKind.INVALID, 200): Outcome.UPSTREAM_ERROR,  # inside a stream, by a host that took the request
    (FailureKind.INVALID, 404): Outcome.REJECTED,  # something else is missing than the model
}
"""Where a vague complaint and its status together mean something else than the status alone."""

REJECTIONS: Mapping[FailureKind, int] = {
    FailureKind.CONTEXT_LENGTH: 400,
    FailureKind.CONTENT_FILTER: 400,
    FailureKind.TOO_LARGE: 413,
}
"""The status of a refused request, whichever the provider gave it."""

MISTAKES = frozenset({400, 409, 422})
"""Statuses of a provider that a client gets as they are, where its request was refused; else it is 400."""

SHARED = frozenset({FailureKind.RATE_LIMIT, FailureKind.OVERLOADED, FailureKind.TIMEOUT, FailureKind.SERVER})
"""Complaints that concern a client although it did nothing wrong; any other is the gateway's own affair."""

CREDENTIAL = "the provider refused the gateway's credential"
"""All that is said of such a refusal: providers repeat parts of the key, and name accounts and plans."""

Redact = Callable[[str], str]
"""Takes an endpoint's credential out of a text."""
LONGEST_RETRY_AFTER = 3600.0
"""An upstream that asks for more than an hour is not believed to the second; the bound keeps a header sane."""


class AttemptFailed(FairlaneError):
    """One attempt is over without content; nothing has reached the client."""

    def __init__(
        self,
        outcome: Outcome,
        detail: str,
        *,
        status: int | None = None,
        retry_after: float | None = None,
        error: ProviderError | None = None,
    ) -> None:
        super().__init__(detail)
        self.outcome = outcome
        self.detail = detail
        self.status = status
        self.retry_after = retry_after
        self.code = error.code if error else None
        self.failure = error.kind if error else None

    def redact(self, redact: Redact) -> None:
        """Take out of the provider's words what nobody may read."""
        is_ours = self.outcome is Outcome.CREDENTIAL_REFUSED
        self.detail = CREDENTIAL if is_ours else redact(self.detail)
        self.code = None if is_ours or self.code is None else redact(self.code)

    def attempt(self, endpoint: Endpoint, seconds: float) -> Attempt:
        """Return the attempt as the pool and the journal know it."""
        return Attempt(
            endpoint=endpoint.id,
            outcome=self.outcome,
            detail=self.detail,
            seconds=seconds,
            status=self.status,
            retry_after=self.retry_after,
            failure=self.failure,
        )

    def rejection(self, endpoint: Endpoint) -> UpstreamRejected:
        """Return what the client is told where the provider refused the request itself."""
        usual = self.status if self.status in MISTAKES else 400
        status = usual if self.failure is None else REJECTIONS.get(self.failure, usual)
        return UpstreamRejected(self.detail, endpoint=endpoint.id, status=status, code=self.code, failure=self.failure)


FAILURES = (ClientError, OSError, TimeoutError, MalformedStream)
"""Every way in which the HTTP library and the dialect fail before content."""


def classify(error: Exception) -> AttemptFailed:
    """Return what one of `FAILURES` means; the order matters, since a connection that times out is of two kinds."""
    if isinstance(error, (ClientConnectorError, ConnectionTimeoutError)):
        return AttemptFailed(Outcome.CONNECT_FAILED, f"cannot connect: {error}")
    if isinstance(error, TimeoutError):
        return AttemptFailed(Outcome.TIMED_OUT, "no content in time")
    if isinstance(error, MalformedStream):
        return AttemptFailed(Outcome.MALFORMED, str(error))
    return AttemptFailed(Outcome.DROPPED, f"connection lost before content: {error}")


def complain(error: ProviderError, status: int, retry_after: float | None = None) -> AttemptFailed:
    """Return the failure that a provider's complaint is, which came with *status*."""
    return AttemptFailed(
        outcome_of(error.kind, status), error.message, status=status, retry_after=retry_after, error=error
    )


def outcome_of(kind: FailureKind, status: int) -> Outcome:
    """Return the outcome that a complaint of *kind*, sent with *status*, stands for."""
    return OF_KIND.get(kind) or OF_BOTH.get((kind, status)) or classify_status(status)


def shared(kind: str | None) -> FailureKind | None:
    """Return what a client is told of a complaint that is not about its request."""
    if kind is None:
        return None
    return FailureKind(kind) if kind in SHARED else FailureKind.SERVER


def read_retry_after(headers: Mapping[str, str]) -> float | None:
    """Return the seconds of a `Retry-After` header; a date or anything else is `None`."""
    text = headers.get("Retry-After", "")
    return min(float(text), LONGEST_RETRY_AFTER) if text.isascii() and text.isdigit() else None


def summarise(attempts: Sequence[Attempt], *, is_late: bool) -> UpstreamFailed:
    """Return what the client is told once every attempt has failed."""
    told = [
        {"endpoint": attempt.endpoint, "outcome": attempt.outcome, "detail": attempt.detail} for attempt in attempts
    ]
    names = ", ".join(f"`{attempt.endpoint}` {attempt.outcome}" for attempt in attempts)
    outcomes = {attempt.outcome for attempt in attempts}
    if is_late:
        return DeadlineExceeded(
            f"the call's deadline passed before an answer began: {names}", status=504, attempts=told
        )
    complaints = {attempt.failure for attempt in attempts}
    waits = [attempt.retry_after for attempt in attempts if attempt.retry_after is not None]
    return UpstreamFailed(
        f"no endpoint of the lane answered: {names}",
        status=STATUS_WHERE_ALL.get(frozenset(outcomes), 503),
        attempts=told,
        retry_after=min(waits, default=None),
        failure=shared(complaints.pop()) if len(complaints) == 1 else None,
    )


STATUS_WHERE_ALL = {
    frozenset({Outcome.RATE_LIMITED}): 429,
    frozenset({Outcome.TIMED_OUT}): 504,
}
"""The status a client sees where all attempts ended alike; any mixture is 503: the lane is healthy nowhere."""


def is_final(failure: AttemptFailed) -> bool:
    """Say whether no other endpoint would do better."""
    return failure.outcome not in FALLS_BACK
