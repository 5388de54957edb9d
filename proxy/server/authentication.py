"""From a bearer token to a principal, by SHA-256: the gateway never holds a key, and looks nothing up but a digest."""

import hashlib
from collections.abc import Mapping
from datetime import datetime

from proxy.errors import AuthenticationFailed
from proxy.policy.principal import Principal


def authenticate(headers: Mapping[str, str], principals: Mapping[bytes, Principal], now: datetime) -> Principal:
    """Return who sent `Authorization: Bearer KEY`; `AuthenticationFailed` where nobody we know did.

    Looking up a digest takes the same time whatever the key, so time says nothing about the keys we have.
    """
    scheme, _, key = headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not key:
        raise AuthenticationFailed("no key; send `Authorization: Bearer KEY`")
    digest = hashlib.sha256(key.strip().encode("utf-8", "surrogateescape")).digest()
    principal = principals.get(digest)
    if principal is None:
        raise AuthenticationFailed("unknown key; ask the owner of your team's document for one")
    if principal.expires_at is not None and now.timestamp() >= principal.expires_at:
        raise AuthenticationFailed(f"key `{principal.key}` has expired ({principal.place})")
    return principal
