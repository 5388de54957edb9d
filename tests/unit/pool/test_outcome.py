"""Outcomes: which HTTP status means what, and what may follow."""

import pytest

from proxy.pool.outcome import FALLS_BACK, Outcome, classify_status


@pytest.mark.parametrize(
    ("status", "outcome"),
    [
        (400, Outcome.REJECTED),
        (401, Outcome.CREDENTIAL_REFUSED),
        (403, Outcome.CREDENTIAL_REFUSED),
        (404, Outcome.MODEL_MISSING),
        (408, Outcome.TIMED_OUT),
        (413, Outcome.REJECTED),
        (422, Outcome.REJECTED),
        (429, Outcome.RATE_LIMITED),
        (500, Outcome.UPSTREAM_ERROR),
        (503, Outcome.UPSTREAM_ERROR),
        (529, Outcome.UPSTREAM_ERROR),
    ],
)
def test_a_status_has_one_meaning(status, outcome):
    """The table from status to outcome is total and says whose fault it was."""
    assert outcome is classify_status(status)


def test_what_reached_the_client_never_falls_back():
    """After content, a rejection of the request itself, or a client that left, nothing else is tried."""
    assert set() == FALLS_BACK & {Outcome.ANSWERED, Outcome.CUT, Outcome.CANCELLED, Outcome.REJECTED}
