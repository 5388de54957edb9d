"""From a key to a principal, by SHA-256: the gateway never holds a key, and looks nothing up but a digest."""

import hashlib
from collections.abc import Mapping
from datetime import datetime

from proxy.errors import AuthenticationFailed
from proxy.policy.principal import Principal

KEY_HEADERS = ("x-api-key", "x-goog-api-key", "api-key")
"""Where clients of Anthropic, Google and Azure put their key, in the order in which they are looked at."""


def authenticate(headers: Mapping[str, str], principals: Mapping[bytes, Principal], now: datetime) -> Principal:
    """Return who sent the key in *headers*; `AuthenticationFailed` where nobody we know did.

    Looking up a digest takes the same time whatever the key, so time says nothing about the keys we have.
    """
    digest = hashlib.sha256(read_key(headers).encode("utf-8", "surrogateescape")).digest()
    principal = principals.get(digest)
    if principal is None:
        raise AuthenticationFailed("unknown key; ask the owner of your team's document for one")
    if principal.expires_at is not None and now.timestamp() >= principal.expires_at:
        raise AuthenticationFailed(f"key `{principal.key}` has expired ({principal.place})")
    return principal


def read_key(headers: Mapping[str, str]) -> str:
    """Return the key that a client sent: as a bearer token, else in the header of its dialect."""
    scheme, _, key = headers.get("Authorization", "").partition(" ")
    if scheme.lower() == "bearer" and key.strip():
        return key.strip()
    found = next((headers[name].strip() for name in KEY_HEADERS if headers.get(name, "").strip()), "")
    if not found:
        raise AuthenticationFailed("no key; send `Authorization: Bearer KEY`, or the key in `x-api-key`")
    return found
