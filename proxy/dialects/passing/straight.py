"""The way of a call that is no conversation: straight from the client to any endpoint that offers the operation."""

from collections.abc import Mapping

from proxy.canonical.outline import Outline
from proxy.dialects.base import Aim, Relay, Whole
from proxy.dialects.passing.operation import JSON, Operation


class Straight:
    """One way for one attempt; see `dialects.crossing.Passage`, which it resembles without a dialect to compare."""

    dropped: tuple[str, ...] = ()

    def __init__(self, operation: Operation, outline: Outline, aim: Aim) -> None:
        self.provider = operation
        self.outline = outline
        self.body = operation.patch(outline, aim)

    @property
    def headers(self) -> Mapping[str, str]:
        """What goes with the request; a form names its boundary, which we have read and write ourselves."""
        told = self.outline.content_type
        return {} if told == JSON else {"Content-Type": told}

    @property
    def may_stream(self) -> bool:
        """Whether the first content may come long before the last."""
        return self.provider.may_stream(self.outline)

    def streams(self, content_type: str) -> bool:
        """Say whether an answer of *content_type* comes as a stream; `MalformedStream` where it is no answer."""
        return self.provider.streams(self.outline, content_type)

    def whole(self, body: bytes) -> Whole:
        """Return a provider's whole answer for the client."""
        reading = self.provider.read(body)
        return Whole(body=body, usage=reading.usage, finish_reason=reading.finish_reason)

    def relay(self) -> Relay:
        """Return what passes a stream on."""
        return self.provider.tap(self.outline)
