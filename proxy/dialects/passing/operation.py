"""What all operations share: a call that is no conversation, with one wire format on both sides.

Nothing here is ever translated, so an operation has no canonical form: the client's bytes go to the provider with the
model's name changed, and the provider's bytes come back. Routes, errors and event streams are OpenAI's, which everybody
imitates; an operation that differs says so itself. Parameters are the provider's to judge.
"""

from abc import ABC, abstractmethod
from typing import Any

from proxy.canonical.outline import Outline
from proxy.canonical.unset import UNSET
from proxy.dialects import splice
from proxy.dialects.base import NOWHERE, Aim, ErrorReply, ProviderError, Reading, Relay, Where
from proxy.dialects.openai_chat import errors
from proxy.dialects.preferences import MEMBERS
from proxy.errors import MalformedStream

JSON = "application/json"
EVENTS = "text/event-stream"


class Operation(ABC):
    """One operation; see `dialects.base` (`ClientSide`, `PassingDialect`) for what the methods promise.

    `operation` is its name in a provider document, and `path` its route below an endpoint's base and below `/v1`. Its
    `wire` is its own name: bytes always pass through. `modality` is what its simplest request holds.
    """

    name: str
    wire: str
    operation: str
    path: str
    modality = "text"
    stream_type = EVENTS

    def route(self, model: str, *, stream: bool) -> str:  # noqa: ARG002 - both stand in the body
        """Return the one path."""
        return self.path

    def streams(self, outline: Outline, content_type: str) -> bool:
        """Say whether an answer of *content_type* comes as a stream; `MalformedStream` where it is no answer at all."""
        expected = EVENTS if outline.stream else JSON
        if content_type != expected:
            raise MalformedStream(f"the answer is `{content_type}`, not `{expected}`")
        return outline.stream

    def may_stream(self, outline: Outline) -> bool:
        """Say whether the first content of the answer may come long before its last."""
        return outline.stream

    @abstractmethod
    def outline(self, body: bytes, where: Where = NOWHERE) -> Outline:
        """Read a client's *body*."""

    @abstractmethod
    def read(self, body: bytes) -> Reading:
        """Read a provider's whole answer."""

    def patch(self, outline: Outline, aim: Aim) -> bytes:
        """Return the client's bytes with the upstream's name of the model, and without what is meant for the gateway."""
        document = outline.document
        changes: dict[str, Any] = {member: UNSET for member in MEMBERS if member in document}
        changes |= {"model": aim.model} if aim.model != document.get("model") else {}
        return splice.patch(outline.body, document, changes)

    def tap(self, outline: Outline) -> Relay:
        """Return the relay of one stream."""
        raise MalformedStream(f"`{outline.dialect}` has no streams")

    def read_error(self, body: bytes, status: int) -> ProviderError:
        """Return what a provider's error *body* says."""
        return errors.read(body, status)

    def encode_error(self, reply: ErrorReply) -> bytes:
        """Return *reply* as an error body."""
        return errors.encode(reply)

    def encode_stream_error(self, reply: ErrorReply) -> bytes:
        """Return the bytes that end a stream of events with *reply*."""
        return errors.encode_stream(reply)
