"""From a client's dialect to an endpoint's and back: bytes pass through where both are the same, else through the hub.

A request is decoded at most once, however many endpoints are tried. Bytes do not pass through, even between the same
dialect, where they carry another family's thoughts or marks for a cache, which the provider would refuse; nor where the
client is to be told what a provider does not say.
"""

from collections.abc import Mapping
from dataclasses import replace
from functools import cached_property
from typing import TypeAlias

from proxy.canonical.events import Event, Started
from proxy.canonical.foreign import plain_request, plain_response
from proxy.canonical.jsontext import MalformedJson, dump
from proxy.canonical.outline import Outline
from proxy.canonical.parameters import CACHE
from proxy.canonical.request import CanonicalRequest
from proxy.canonical.response import CanonicalResponse
from proxy.dialects.base import Aim, ClientDialect, Encoded, ProviderDialect, Relay, Where, Whole
from proxy.dialects.customtools import CustomCalls, as_functions, names_of
from proxy.dialects.passing import Operation
from proxy.dialects.passing.straight import Straight
from proxy.dialects.translation import Change, Notes, Stamp, Translation, beside, plain_event
from proxy.errors import InvalidRequest, MalformedStream

BETAS = "anthropic-beta"
JSON = "application/json"

Way: TypeAlias = "Passage | Translated | Straight"
"""How one attempt gets from the client to an endpoint and back."""


class Crossing:
    """One client's request on its way to any endpoint."""

    def __init__(
        self, client: ClientDialect, outline: Outline, where: Where, *, call: str = "", created: int = 0
    ) -> None:
        self.client = client
        self.outline = outline
        self.where = where
        self.stamp = Stamp(id=call, created=created, model=outline.model)

    def passes(self, provider: ProviderDialect, aim: Aim, notes: Notes | None) -> bool:
        """Say whether the client's bytes may go to *provider* as they are, but for what is patched."""
        is_own = self.client.wire == provider.name and notes is None
        return is_own and not self.outline.has_foreign_seals and not self.has_refused_marks(provider, aim)

    def has_refused_marks(self, provider: ProviderDialect, aim: Aim) -> bool:
        """Say whether marks for the cache, which stand anywhere in a body, must be taken out of it."""
        refused = aim.flavour.refuses
        return CACHE in self.outline.parameters and any(provider.parameters.get(name) == CACHE for name in refused)

    def to(self, provider: ProviderDialect, aim: Aim, notes: Notes | None = None) -> "Passage | Translated":
        """Return the way to an endpoint that speaks *provider*'s dialect."""
        if self.passes(provider, aim, notes):
            return Passage(self, provider, aim)
        return Translated(self, provider, aim, notes)

    @cached_property
    def request(self) -> CanonicalRequest:
        """What the client asks for, in the hub's form."""
        return replace(self.client.decode_request(self.outline.body, self.where), model=self.outline.model)

    @cached_property
    def plain(self) -> tuple[CanonicalRequest, tuple[str, ...]]:
        """The same in the hub's words alone, and the names of what is gone."""
        return plain_request(as_functions(self.request))

    @property
    def headers(self) -> Mapping[str, str]:
        """What goes with the client's request to a provider of its own dialect; names are ours, never the client's."""
        return {BETAS: ",".join(self.outline.betas)} if self.outline.betas else {}


class Bypass:
    """The same for a call that is no conversation: whatever the endpoint's dialect is, its operation is spoken there."""

    def __init__(self, operation: Operation, outline: Outline) -> None:
        self.operation = operation
        self.outline = outline

    def to(self, _provider: ProviderDialect, aim: Aim, _notes: Notes | None = None) -> Straight:
        """Return the way to an endpoint."""
        return Straight(self.operation, self.outline, aim)


def cross(
    client: ClientDialect | Operation, outline: Outline, where: Where, *, call: str = "", created: int = 0
) -> Crossing | Bypass:
    """Return how the request of *outline* gets to any endpoint; *call* and *created* are told where an answer has neither."""
    if isinstance(client, Operation):
        return Bypass(client, outline)
    return Crossing(client, outline, where, call=call, created=created)


class Passage:
    """The way between two parties that speak the same dialect."""

    def __init__(self, crossing: Crossing, provider: ProviderDialect, aim: Aim) -> None:
        self.provider = provider
        self.outline = crossing.outline
        self.headers = crossing.headers
        self.body = provider.patch(crossing.outline, aim)
        lost = aim.flavour.dropped({**crossing.outline.document, "model": aim.model})
        self.dropped = tuple(provider.parameters.get(name, name) for name in lost)

    @property
    def may_stream(self) -> bool:
        """Whether the first content may come long before the last."""
        return self.outline.stream

    def streams(self, content_type: str) -> bool:
        """Say whether an answer of *content_type* comes as a stream; `MalformedStream` where it is no answer."""
        return expect(content_type, self.provider, streams=self.outline.stream)

    def whole(self, body: bytes) -> Whole:
        """Return a provider's whole answer for the client."""
        reading = self.provider.read(body)
        return Whole(body=body, usage=reading.usage, finish_reason=reading.finish_reason)

    def relay(self) -> Relay:
        """Return what passes a stream on."""
        return self.provider.tap(self.outline)


class Translated:
    """The way between two dialects, through the hub."""

    def __init__(self, crossing: Crossing, provider: ProviderDialect, aim: Aim, notes: Notes | None) -> None:
        self.crossing = crossing
        self.provider = provider
        self.notes = notes
        self.is_own = crossing.client.wire == provider.name
        self.headers = crossing.headers if self.is_own else {}
        request, gone = (crossing.request, ()) if self.is_own else crossing.plain
        encoded = provider.encode_request(request, aim)
        self.body = written(encoded)
        self.dropped = tuple(sorted({*gone, *encoded.dropped}))

    @property
    def may_stream(self) -> bool:
        """Whether the first content may come long before the last."""
        return self.crossing.outline.stream

    def streams(self, content_type: str) -> bool:
        """Say whether an answer of *content_type* comes as a stream; `MalformedStream` where it is no answer."""
        return expect(content_type, self.provider, streams=self.crossing.outline.stream)

    def whole(self, body: bytes) -> Whole:
        """Return a provider's whole answer for the client."""
        told = self.provider.decode_response(body)
        answer = told if self.is_own else self.crossing.stamp.on(self.customs().response(plain_response(told)))
        reason = next((choice.finish_reason for choice in answer.choices if choice.finish_reason), None)
        return Whole(
            body=self.crossing.client.encode_response(self.noted(answer)),
            usage=answer.usage,
            finish_reason=reason.value if reason else None,
        )

    def noted(self, answer: CanonicalResponse) -> CanonicalResponse:
        """Return *answer* with what the client is told beside."""
        notes = self.notes
        if notes is None:
            return answer
        cost = None if answer.usage is None else notes.price(answer.usage)
        return replace(answer, id=notes.call, cost=cost, extra={**answer.extra, **beside(notes)})

    def relay(self) -> Relay:
        """Return what translates a stream."""
        client = self.crossing.client
        encoder = client.encoder(include_usage=self.crossing.outline.include_usage or self.notes is not None)
        return Translation(self.provider.decoder(), encoder, self.change(), self.notes)

    def change(self) -> Change:
        """Return what is done to each event on its way; between the same dialect nothing is."""
        if self.is_own:
            return unchanged
        customs, stamp = self.customs(), self.crossing.stamp

        def change(event: Event) -> list[Event]:
            if isinstance(event, Started):
                return plain_event(stamp.on(event))
            plain = plain_event(event)
            return plain if customs.is_empty else [back for each in plain for back in customs.event(each)]

        return change

    def customs(self) -> CustomCalls:
        """Return what turns calls of functions that stand for the client's custom tools back, in one answer."""
        return CustomCalls(names_of(self.crossing.request))


def written(encoded: Encoded) -> bytes:
    """Return the body; `InvalidRequest` where the client nested it deeper than can be written."""
    try:
        return dump(encoded.document)
    except MalformedJson as error:
        raise InvalidRequest(f"the body cannot be translated: {error}", code="invalid_json") from None


def expect(content_type: str, provider: ProviderDialect, *, streams: bool) -> bool:
    """Return *streams*; `MalformedStream` for another kind of answer than was asked for: a page is no completion."""
    expected = provider.stream_type if streams else JSON
    if content_type != expected:
        raise MalformedStream(f"the answer is `{content_type}`, not `{expected}`")
    return streams


def unchanged(event: Event) -> list[Event]:
    """Return *event* as it is."""
    return [event]
