"""The interface every dialect implements, and the values that cross it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from proxy.canonical.events import Event
from proxy.canonical.failure import FailureKind
from proxy.canonical.outline import Outline
from proxy.canonical.request import CanonicalRequest
from proxy.canonical.response import CanonicalResponse
from proxy.canonical.usage import Usage
from proxy.dialects.flavour import Flavour
from proxy.values import value


@dataclass(frozen=True, slots=True, kw_only=True)
class ErrorReply:
    """An error as the gateway means it; a dialect gives it its own shape.

    `kind` is one of the words of `gateway/replies.py` (`invalid_request`, `policy`, `upstream`, ...). `failure` is a
    provider's complaint where the error is one. The fields of a refusal (`decision`, `policy`, `reasons`) travel in every
    dialect's error object under these names.
    """

    status: int
    kind: str
    message: str
    code: str
    failure: FailureKind | None = None
    param: str | None = None
    decision: str | None = None
    policy: str | None = None
    reasons: Sequence[Mapping[str, Any]] = ()
    attempts: Sequence[Mapping[str, Any]] = ()
    retry_after: float | None = None


@value
class Where:
    """What a request's URL and headers say beside its body.

    Some dialects name the model in the path, and ask for a stream there. `betas` are the features that a client of
    Anthropic's dialect switches on by header. `content_type` is told to dialects whose bodies are no JSON alone.
    """

    model: str = ""
    stream: bool | None = None
    betas: tuple[str, ...] = ()
    content_type: str = ""


NOWHERE = Where()
"""Of a request that says everything in its body."""


@value
class Aim:
    """What an attempt at one endpoint makes of a request's body.

    `model` is the upstream's name of the model. `output_tokens` is the policies' cap; `output_limit` is what the endpoint
    can write at most, for dialects that want a bound in every request. Unless it `stores`, a wish to be stored is taken
    out.
    """

    model: str
    flavour: Flavour
    output_tokens: int | None = None
    output_limit: int | None = None
    stores: bool = True


@value
class Encoded:
    """A request as a provider wants it, and the names of the parameters that could not be said there."""

    document: dict[str, Any]
    dropped: tuple[str, ...] = ()


@value
class Reading:
    """What passthrough reads from a whole answer: enough to settle, nothing more."""

    usage: Usage | None
    finish_reason: str | None


@value
class Whole:
    """A whole answer in the client's dialect, what it consumed, and why it ended, where that was read."""

    body: bytes
    usage: Usage | None
    finish_reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ProviderError:
    """A provider's own account of what went wrong, from an error body."""

    message: str
    code: str | None = None
    kind: FailureKind = FailureKind.SERVER


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

    def close(self) -> bytes:
        """Say that no more bytes come; return what the client must still be sent. Sets `is_complete`, never raises."""
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


class ClientSide(Protocol):
    """What the gateway must know of whatever a client speaks: to read it from a distance, and to tell of errors.

    Implementations of this and of the interfaces below hold no state and are shared by all calls.
    """

    name: str
    wire: str
    """The provider dialect whose bytes may pass through unchanged; empty where none may."""
    stream_type: str
    """The content type of a stream."""

    def outline(self, body: bytes, where: Where = NOWHERE) -> Outline:
        """Read a client's *body*; `InvalidRequest` with the `param` at fault where it is not the dialect's."""
        ...

    def encode_error(self, reply: ErrorReply) -> bytes:
        """Return *reply* as this dialect's error body."""
        ...

    def encode_stream_error(self, reply: ErrorReply) -> bytes:
        """Return the bytes that end a stream with *reply*, after content has been sent."""
        ...


class ClientDialect(ClientSide, Protocol):
    """The side that clients see of a wire format for conversations, which can be translated."""

    family: str
    """Whose seals its clients carry as they are: `anthropic`, `openai`, `google`; empty for nobody's."""

    def decode_request(self, body: bytes, where: Where = NOWHERE) -> CanonicalRequest:
        """Return what *body* asks for; `InvalidRequest` where it is not the dialect's."""
        ...

    def encode_response(self, response: CanonicalResponse) -> bytes:
        """Return *response* as a body in this dialect."""
        ...

    def encoder(self, *, include_usage: bool) -> StreamEncoder:
        """Return an encoder for one stream; usage is told only to a client that asked, where a dialect has the choice."""
        ...


class PassingDialect(Protocol):
    """The side of a wire format that providers see, as far as bytes need it that pass through."""

    name: str
    stream_type: str

    def route(self, model: str, *, stream: bool) -> str:
        """Return the path below an endpoint's `base_url`, without a leading slash, and its query if it has one."""
        ...

    def read(self, body: bytes) -> Reading:
        """Read a provider's whole answer; `MalformedStream` where *body* is not an answer."""
        ...

    def read_error(self, body: bytes, status: int) -> ProviderError:
        """Return what a provider's error *body*, sent with *status*, says; never raises, whatever the bytes."""
        ...

    def patch(self, outline: Outline, aim: Aim) -> bytes:
        """Return the client's own bytes with model, caps, the flavour's changes and a stream's usage wish patched.

        What is meant for the gateway alone is taken out, and all else stays untouched.
        """
        ...

    def tap(self, outline: Outline) -> Relay:
        """Return the relay that passes a stream of this same dialect through and reads what must be known of it."""
        ...


class ProviderDialect(PassingDialect, Protocol):
    """The side that providers see of a wire format for conversations, which can be translated."""

    family: str
    """Whose seals it understands; empty for nobody's."""
    parameters: Mapping[str, str]
    """Member of a body to the canonical parameter that it says; its values are what the dialect carries."""

    def encode_request(self, request: CanonicalRequest, aim: Aim) -> Encoded:
        """Return *request* as a body for *aim*, its caps applied and seals of other families gone."""
        ...

    def decode_response(self, body: bytes) -> CanonicalResponse:
        """Return what a provider's *body* says; `MalformedStream` where it is not an answer."""
        ...

    def decoder(self) -> StreamDecoder:
        """Return a decoder for one stream."""
        ...


class Dialect(ClientDialect, ProviderDialect, Protocol):
    """One wire format, both directions."""
