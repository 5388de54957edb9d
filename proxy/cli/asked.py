"""What is asked of `fairlane explain`: from a body, or from a whole command line, to the call the gateway would have.

Tags and headers are read by the gateway's own functions, so that an explanation has the facts that a call would have.
"""

import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from multidict import CIMultiDict

from proxy.cli.curl import Headers, is_curl, read_curl
from proxy.config.snapshot import Snapshot
from proxy.dialects.base import Where
from proxy.errors import AuthenticationFailed, InvalidRequest
from proxy.gateway.call import Call
from proxy.gateway.ports import Clock
from proxy.gateway.recall import find_principal
from proxy.policy.principal import Principal
from proxy.runtime.clock import Ids
from proxy.server.authentication import authenticate
from proxy.server.inference import EXPLAIN, EXPLAINED
from proxy.server.limits import TAGS_HEADER, all_tags, read_headers, read_tags
from proxy.server.surfaces import OPENROUTER, PATHS, Surface, find_surface, heard


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A request that somebody asks about: what it would carry, and what is said of it on our own command line.

    `key` is a key's id; `tags` and `declared` are told beside the request, `declared` by names in lower case.
    """

    body: bytes
    headers: Headers = ()
    path: str = EXPLAIN
    key: str | None = None
    tags: str = ""
    declared: Mapping[str, str]


def read_asked(file: Path | None, key: str | None, tags: str, declared: Sequence[str]) -> Asked:
    """Return what the options and the text in *file*, or on standard input, say; *declared* are `NAME=VALUE`."""
    text = file.read_bytes() if file else sys.stdin.buffer.read()
    pairs = dict(split_pair(each) for each in declared)
    if not is_curl(text):
        return Asked(body=text, key=key, tags=tags, declared=pairs)
    sent = read_curl(text)
    return Asked(body=sent.body, headers=sent.headers, path=sent.path, key=key, tags=tags, declared=pairs)


def split_pair(text: str) -> tuple[str, str]:
    """Return name and value of `NAME=VALUE`, the name in lower case."""
    name, _, value = text.partition("=")
    return name.strip().lower(), value.strip()


def make_call(asked: Asked, snapshot: Snapshot, clock: Clock) -> Call:
    """Return the call that the gateway would have."""
    headers = CIMultiDict(asked.headers)
    principal, (surface, where) = find_caller(asked.key, headers, snapshot, clock), find(asked.path)
    where = heard(where, surface, headers)
    tags = read_tags(headers) + read_tags({TAGS_HEADER: asked.tags})
    return Call(
        id=Ids()(),
        at=clock.now(),
        received=clock.monotonic(),
        principal=principal,
        dialect=surface.dialect,
        outline=surface.dialect.outline(asked.body, where),
        where=where,
        tags=all_tags(principal, tags),
        headers=all_headers(headers, asked.declared, snapshot.gateway.headers),
    )


def all_headers(sent: Mapping[str, str], told: Mapping[str, str], declared: tuple[str, ...]) -> dict[str, str]:
    """Return the headers that policies may read; `InvalidRequest` where one that is told is not declared to be read."""
    for name in told:
        if name not in declared:
            known = ", ".join(f"`{each}`" for each in declared) or "none"
            raise InvalidRequest(
                f"no policy can read the header `{name}`; `headers` of the gateway document has {known}"
            )
    return read_headers(sent, declared) | read_headers(told, declared)


def find_caller(key: str | None, headers: Mapping[str, str], snapshot: Snapshot, clock: Clock) -> Principal:
    """Return who calls: the holder of the bearer key if it is one of ours, else of the *key* with that id."""
    bearer = holder_of(headers, snapshot, clock)
    if bearer is None and key is None:
        unknown = "; the key of the command is not known here, or has expired" if "Authorization" in headers else ""
        raise InvalidRequest(f"nobody calls: name a key with `--key ID`{unknown}")
    if bearer is not None and key not in {None, bearer.key}:
        raise InvalidRequest(f"the command has the key `{bearer.key}`, and `--key` says `{key}`; leave one of them out")
    return bearer or find_principal(key or "", snapshot)


def holder_of(headers: Mapping[str, str], snapshot: Snapshot, clock: Clock) -> Principal | None:
    """Return who would be let in with these *headers*, or `None`."""
    try:
        return authenticate(headers, snapshot.principals, clock.now())
    except AuthenticationFailed:
        return None


def find(path: str) -> tuple[Surface, Where]:
    """Return what is spoken at *path*, with whatever stands before the `/v1` of it."""
    found = find_surface(path[max(path.rfind("/v1"), 0) :], {})
    if path == EXPLAIN or path.endswith("/explain"):
        found = find_surface(EXPLAINED, {})
    if found is None:
        known = ", ".join(f"`{known}`" for known in PATHS if not known.startswith(OPENROUTER))
        raise InvalidRequest(f"curl: nothing is known of requests to `{path}`; known are {known}")
    return found
