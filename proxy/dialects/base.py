"""The interface every dialect implements, and the values that cross it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from proxy.canonical.events import Event
from proxy.canonical.outline import Outline
from proxy.canonical.request import CanonicalRequest
from proxy.canonical.response import CanonicalResponse
from proxy.canonical.usage import Usage
from proxy.values import value


@dataclass(frozen=True, slots=True, kw_only=True)
class ErrorReply:
    """An error as the gateway means it; a dialect gives it its own shape.

    `kind` is one of the words of `gateway/replies.py` (`invalid_request`, `policy`, `upstream`, ...). The fields of a
    refusal (`decision`, `policy`, `reasons`) travel in every dialect's error object under these names.
    """

    status: int
    kind: str
    message: str
    code: str
    param: str | None = None
    decision: str | None = None
    policy: str | None = None
    reasons: Sequence[Mapping[str, Any]] = ()
    attempts: Sequence[Mapping[str, Any]] = ()
    retry_after: float | None = None


@value
class Reading:
    """What passthrough reads from a whole answer: enough to settle, nothing more."""

    usage: Usage | None
    finish_reason: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ProviderError:
    """A provider's own account of what went wrong, from an error body."""

    message: str
    code: str | None = None


class Relay(Protocol):
    """A stream on its way from an upstream to the client.

    `feed` takes bytes as they arrive and returns the whole events to pass on, in the client's dialect; what is
    incomplete stays inside. It raises `MalformedStream` where the bytes are not the dialect's, and where the provider
    reports an error inside the stream, sets `failure`.
    """

    has_content: bool
    """Whether anything the client would miss has gone by: text, a tool call, a refusal, a finish reason."""
    is_complete: bool
    """Whether the stream came to its proper end; without it, an end is a cut."""
    usage: Usage | None
    failure: ProviderError | None

    def feed(self, data: bytes) -> bytes:
        """Take *data*; return what is ready for the client."""
        ...


class StreamDecoder(Protocol):
    """Bytes of a stream to canonical events."""

    def feed(self, data: bytes) -> list[Event]:
        """Take *data*; return the events it completes. `MalformedStream` where it is not the dialect's."""
        ...

    def close(self) -> list[Event]:
        """Say that no more bytes come; `MalformedStream` if the stream had not ended properly."""
        ...


class StreamEncoder(Protocol):
    """Canonical events to bytes of a stream."""

    def encode(self, event: Event) -> bytes:
        """Return the bytes of *event*, at once; empty where the dialect has nothing to say for it."""
        ...


class Dialect(Protocol):
    """One wire format, both directions; implementations hold no state and are shared by all calls."""

    name: str
    path: str
    """The path below an endpoint's `base_url`, without a leading slash."""

    def outline(self, body: bytes) -> Outline:
        """Read a client's *body*; `InvalidRequest` with the `param` at fault where it is not the dialect's."""
        ...

    def patch(self, outline: Outline, *, model: str, output_tokens: int | None, stores: bool = True) -> bytes:
        """Return the client's own bytes with *model*, the cap and a stream's usage wish patched, all else untouched.

        What is meant for the gateway alone is taken out; unless it *stores*, so is a wish to be stored.
        """
        ...

    def decode_request(self, body: bytes) -> CanonicalRequest:
        """Return what *body* asks for; `InvalidRequest` where it is not the dialect's."""
        ...

    def encode_request(self, request: CanonicalRequest) -> bytes:
        """Return *request* as a body in this dialect."""
        ...

    def read(self, body: bytes) -> Reading:
        """Read a provider's whole answer; `MalformedStream` where *body* is not an answer."""
        ...

    def decode_response(self, body: bytes) -> CanonicalResponse:
        """Return what a provider's *body* says; `MalformedStream` where it is not an answer."""
        ...

    def encode_response(self, response: CanonicalResponse) -> bytes:
        """Return *response* as a body in this dialect."""
        ...

    def tap(self, outline: Outline) -> Relay:
        """Return the relay that passes a stream of this same dialect through and reads what must be known of it."""
        ...

    def decoder(self) -> StreamDecoder:
        """Return a decoder for one stream."""
        ...

    def encoder(self, *, include_usage: bool) -> StreamEncoder:
        """Return an encoder for one stream; usage is told only to a client that asked."""
        ...

    def read_error(self, body: bytes) -> ProviderError:
        """Return what a provider's error *body* says; never raises, whatever the bytes."""
        ...

    def encode_error(self, reply: ErrorReply) -> bytes:
        """Return *reply* as this dialect's error body."""
        ...

    def encode_stream_error(self, reply: ErrorReply) -> bytes:
        """Return the bytes that end a stream with *reply*, after content has been sent."""
        ...
