"""Where a request for an endpoint goes and what it carries; the one place that reveals a credential."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from aiohttp import ClientTimeout
from yarl import URL

from proxy.catalog.endpoint import Endpoint
from proxy.dialects.flavour import Auth, Flavour
from proxy.dialects.registry import FLAVOURS
from proxy.upstream import signing

USER_AGENT = "fairlane"
HEADERS = {Auth.API_KEY, Auth.X_API_KEY, Auth.X_GOOG_API_KEY}
"""Ways in which the secret stands in a header of that name."""

Sign = Callable[[URL, Mapping[str, str], bytes], Mapping[str, str]]
"""Returns the headers that a request to that address, with those headers and that body, is signed with."""

SIGNERS: Mapping[Auth, Callable[[str], Sign]] = {Auth.SIGV4: signing.aws, Auth.GOOGLE: signing.google}
"""Ways that need each request to be signed, to what makes a signer from the secret."""

HIDDEN = "(credential)"
CUT = "…"
"""How a dialect ends a message that it has cut."""
SHORTEST_SECRET = 8
"""What is shorter is no secret, and might be any word."""
SHORTEST_PIECE = 4
PUBLIC = frozenset({"type", "region", "project_id", "universe_domain", "auth_uri", "token_uri"})
"""Members of a credential in JSON that are no secrets."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """An endpoint as the HTTP client wants it, made once for each endpoint.

    `whole` bounds an answer that comes in one piece, from the connection to its last byte; `stream` bounds the
    connection and the pauses of one that is streamed.
    """

    endpoint: Endpoint
    flavour: Flavour
    headers: Mapping[str, str]
    sign: Sign | None
    whole: ClientTimeout
    stream: ClientTimeout
    urls: dict[str, URL] = field(default_factory=dict)

    def url(self, path: str) -> URL:
        """Return the address of *path* below the endpoint's base, which a dialect or flavour made."""
        url = self.urls.get(path)
        if url is None:
            url = self.urls[path] = URL(f"{self.endpoint.base_url.rstrip('/')}/{path}", encoded=True)
        return url.update_query(self.flavour.query) if self.flavour.query else url


def make_target(endpoint: Endpoint) -> Target:
    """Return where to send requests for *endpoint*.

    INVARIANT: nothing here comes from a client, so no client chooses a URL or a header.
    """
    timeouts, flavour = endpoint.timeouts, FLAVOURS[endpoint.dialect]
    return Target(
        endpoint=endpoint,
        flavour=flavour,
        headers=headers_of(endpoint, flavour),
        sign=signer_of(endpoint, flavour),
        whole=ClientTimeout(total=timeouts.response, sock_connect=timeouts.connect),
        stream=ClientTimeout(total=None, sock_connect=timeouts.connect, sock_read=timeouts.idle),
    )


def auth_of(endpoint: Endpoint, flavour: Flavour) -> Auth:
    """Return how *endpoint* is shown its credential."""
    return flavour.auth if endpoint.auth is None else Auth(endpoint.auth)


def headers_of(endpoint: Endpoint, flavour: Flavour) -> dict[str, str]:
    """Return the headers of every request to *endpoint*; answers come uncompressed, so that bytes can pass through."""
    headers = {"Accept-Encoding": "identity", "User-Agent": USER_AGENT, **flavour.headers}
    if endpoint.credential is None:
        return headers
    auth = auth_of(endpoint, flavour)
    if auth is Auth.BEARER:
        headers["Authorization"] = f"Bearer {endpoint.credential.reveal()}"
    elif auth in HEADERS:
        headers[auth.value] = endpoint.credential.reveal()
    return headers


def signer_of(endpoint: Endpoint, flavour: Flavour) -> Sign | None:
    """Return what signs requests to *endpoint*, where its provider wants that."""
    make = SIGNERS.get(auth_of(endpoint, flavour))
    return None if make is None or endpoint.credential is None else make(endpoint.credential.reveal())


def redact(text: str, endpoint: Endpoint) -> str:
    """Return a provider's *text* without the credential of *endpoint*, or a secret in it, or the beginning of one."""
    if endpoint.credential is not None:
        for secret in secrets_in(endpoint.credential.reveal()):
            text = without(text, secret)
    return text


def secrets_in(credential: str) -> list[str]:
    """Return what must not be repeated of *credential*, which may be a JSON object with secrets in it."""
    try:
        members = json.loads(credential)
    except ValueError:
        members = None
    named = members if isinstance(members, dict) else {}
    found = [credential, *(said for name, said in named.items() if isinstance(said, str) and name not in PUBLIC)]
    return [secret for secret in found if len(secret) >= SHORTEST_SECRET]


def without(text: str, secret: str) -> str:
    """Return *text* without *secret*, and without its beginning where the text was cut inside of it."""
    text = text.replace(secret, HIDDEN)
    if not text.endswith(CUT):
        return text
    told = text.removesuffix(CUT)
    size = next((size for size in range(len(secret), SHORTEST_PIECE - 1, -1) if told.endswith(secret[:size])), 0)
    return f"{told[:-size]}{HIDDEN}{CUT}" if size else text
