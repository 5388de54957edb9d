"""How an attempt fails: the HTTP library's exceptions and a provider's statuses, turned into outcomes of ours."""

from collections.abc import Mapping, Sequence

from aiohttp import ClientConnectorError, ClientError, ConnectionTimeoutError

from proxy.catalog.endpoint import Endpoint
from proxy.dialects.base import ProviderError
from proxy.errors import DeadlineExceeded, FairlaneError, MalformedStream, UpstreamFailed, UpstreamRejected
from proxy.pool.outcome import FALLS_BACK, Attempt, Outcome

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
        return UpstreamRejected(
            self.detail, endpoint=endpoint.id, status=self.status or 400, code=self.code, failure=self.failure
        )


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
        failure=complaints.pop() if len(complaints) == 1 else None,
    )


STATUS_WHERE_ALL = {
    frozenset({Outcome.RATE_LIMITED}): 429,
    frozenset({Outcome.TIMED_OUT}): 504,
}
"""The status a client sees where all attempts ended alike; any mixture is 503: the lane is healthy nowhere."""


def is_final(failure: AttemptFailed) -> bool:
    """Say whether no other endpoint would do better."""
    return failure.outcome not in FALLS_BACK
