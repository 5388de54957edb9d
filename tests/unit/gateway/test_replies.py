"""Replies: one table from error to what a client is told."""

import inspect

import pytest

from proxy import errors
from proxy.errors import (
    AuthenticationFailed,
    DeadlineExceeded,
    GenerationNotFound,
    InvalidRequest,
    LimitExceeded,
    ModelNotFound,
    Refused,
    RequestTooLarge,
    Unavailable,
    UpstreamFailed,
    UpstreamRejected,
)
from proxy.gateway.replies import reply_to

REASON = {"endpoint": "a", "reason": "policy", "policy": "p", "place": "p.yaml:1:1", "clause": "false", "detail": "no"}
CASES = [
    (InvalidRequest("bad", param="messages"), 400, "invalid_request", "invalid_request"),
    (RequestTooLarge("too large"), 413, "invalid_request", "invalid_request"),
    (ModelNotFound("gpt"), 404, "not_found", "model_not_found"),
    (GenerationNotFound("fl-1"), 404, "not_found", "generation_not_found"),
    (UpstreamRejected("bad schema", endpoint="a", status=422, code="x"), 422, "invalid_request", "x"),
    (AuthenticationFailed("no key"), 401, "authentication", "invalid_api_key"),
    (Refused("no", decision="fl-1", policy="p", reasons=[REASON]), 403, "policy", "policy_refused"),
    (LimitExceeded("slow down", retry_after=3.0), 429, "limit", "rate_limit_exceeded"),
    (UpstreamFailed("all failed", status=503), 503, "upstream", "upstream_failed"),
    (DeadlineExceeded("late", status=504), 504, "timeout", "deadline_exceeded"),
    (Unavailable("draining"), 503, "unavailable", "unavailable"),
]


@pytest.mark.parametrize(("error", "status", "kind", "code"), CASES, ids=lambda case: type(case).__name__)
def test_each_error_has_one_status_and_words(error, status, kind, code):
    """A client can branch on status and code; the message is the error's own."""
    reply = reply_to(error)

    assert (status, kind, code, str(error)) == (reply.status, reply.kind, reply.code, reply.message)


def test_a_refusal_carries_its_reasons():
    """Decision, policy and reasons reach the client as they are."""
    reply = reply_to(Refused("no", decision="fl-1", policy="p", reasons=[REASON]))

    assert ("fl-1", "p", (REASON,)) == (reply.decision, reply.policy, reply.reasons)


def test_an_error_that_is_not_ours_says_nothing_of_itself():
    """The text of an unexpected exception may hold anything, so no client sees it."""
    reply = reply_to(ValueError("postgres://user:hunter2@db"))

    assert (500, "internal error of the gateway") == (reply.status, reply.message)


def test_every_error_a_call_can_raise_is_in_the_table():
    """A new error class must say what clients are told; those of operators and codecs are told as internal."""
    told = {type(error) for error, *_ in CASES}
    ours = {
        each for _name, each in inspect.getmembers(errors, inspect.isclass) if issubclass(each, errors.FairlaneError)
    }
    internal = {errors.FairlaneError, errors.MalformedStream, errors.InvalidConfiguration, errors.SecretUnavailable}

    assert ours == told | internal | {errors.JournalBroken}
