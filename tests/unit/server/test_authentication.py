"""From a key to a principal."""

import hashlib
from dataclasses import replace

import pytest

from proxy.errors import AuthenticationFailed
from proxy.server.authentication import authenticate
from tests.support.calls import ADA, NOW

KNOWN = {hashlib.sha256(b"fl-ada").digest(): ADA}


@pytest.mark.parametrize(
    "headers",
    [
        {"Authorization": "Bearer fl-ada"},
        {"Authorization": "bearer  fl-ada "},
        {"x-api-key": "fl-ada"},
        {"x-goog-api-key": "fl-ada"},
        {"api-key": "fl-ada"},
        {"Authorization": "Bearer fl-ada", "x-api-key": "unknown"},
    ],
)
def test_every_clients_way_of_sending_a_key_is_taken(headers):
    """SDKs of OpenAI, Anthropic, Google and Azure work unchanged; a bearer token goes first."""
    assert ADA == authenticate(headers, KNOWN, NOW)


@pytest.mark.parametrize(
    "headers", [{}, {"Authorization": "Basic abc"}, {"Authorization": "Bearer "}, {"x-api-key": " "}]
)
def test_no_key_is_told_apart_from_a_wrong_one(headers):
    """Who sent nothing is told what to send."""
    with pytest.raises(AuthenticationFailed, match="no key"):
        authenticate(headers, KNOWN, NOW)


def test_a_wrong_key_is_refused_without_its_text():
    """An unknown key is not repeated."""
    with pytest.raises(AuthenticationFailed) as refused:
        authenticate({"x-api-key": "fl-guess"}, KNOWN, NOW)

    assert "fl-guess" not in str(refused.value)


def test_an_expired_key_is_refused_where_it_is_written():
    """A key that has run out says so, and where it stands."""
    old = {digest: replace(principal, expires_at=NOW.timestamp()) for digest, principal in KNOWN.items()}
    with pytest.raises(AuthenticationFailed, match="expired"):
        authenticate({"x-api-key": "fl-ada"}, old, NOW)
