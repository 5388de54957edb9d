"""How an attempt ended, and what that allows next."""

from enum import StrEnum

from proxy.values import value


class Outcome(StrEnum):
    """One attempt's end. Those before the first content come first."""

    CONNECT_FAILED = "connect_failed"
    TIMED_OUT = "timed_out"
    RATE_LIMITED = "rate_limited"
    UPSTREAM_ERROR = "upstream_error"
    CREDENTIAL_REFUSED = "credential_refused"
    MODEL_MISSING = "model_missing"
    MALFORMED = "malformed"
    DROPPED = "dropped"
    REJECTED = "rejected"
    ANSWERED = "answered"
    CUT = "cut"
    CANCELLED = "cancelled"


FALLS_BACK = frozenset(
    {
        Outcome.CONNECT_FAILED,
        Outcome.TIMED_OUT,
        Outcome.RATE_LIMITED,
        Outcome.UPSTREAM_ERROR,
        Outcome.CREDENTIAL_REFUSED,  # our own credential: no fault of the request's
        Outcome.MODEL_MISSING,
        Outcome.MALFORMED,
        Outcome.DROPPED,
    }
)
"""Outcomes after which another endpoint may be tried: nothing has reached the client, and it may do better."""

OF_STATUS = {
    401: Outcome.CREDENTIAL_REFUSED,
    402: Outcome.CREDENTIAL_REFUSED,
    403: Outcome.CREDENTIAL_REFUSED,
    404: Outcome.MODEL_MISSING,
    408: Outcome.TIMED_OUT,
    429: Outcome.RATE_LIMITED,
}

FIRST_SERVER_ERROR = 500


def classify_status(status: int) -> Outcome:
    """Return the outcome that an HTTP *status* other than 200 stands for."""
    if status >= FIRST_SERVER_ERROR:
        return Outcome.UPSTREAM_ERROR
    return OF_STATUS.get(status, Outcome.REJECTED)


@value
class Attempt:
    """One try at one endpoint, over; `seconds` is how long it took, `status` its HTTP status if there was one."""

    endpoint: str
    outcome: Outcome
    detail: str
    seconds: float
    status: int | None = None
    retry_after: float | None = None
    failure: str | None = None
    """What kind of complaint a provider made, where it made one."""
