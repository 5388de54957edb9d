"""The dialect `openai_responses`: the functions of this package under the names that every dialect has."""

from collections.abc import Mapping

from proxy.canonical.outline import Outline
from proxy.canonical.request import CanonicalRequest
from proxy.canonical.response import CanonicalResponse
from proxy.dialects.base import NOWHERE, Aim, Encoded, ErrorReply, ProviderError, Reading, Where
from proxy.dialects.openai_responses import (
    complaints,
    errors,
    flavours,
    outline,
    patching,
    reasoning,
    request,
    response,
)
from proxy.dialects.openai_responses.decoder import Decoder
from proxy.dialects.openai_responses.encoder import Encoder
from proxy.dialects.openai_responses.request import encode as encode_request
from proxy.dialects.openai_responses.response import encode as encode_response
from proxy.dialects.openai_responses.tap import Tap


class OpenAIResponses:
    """OpenAI Responses; see `dialects.base.Dialect` for what each method promises."""

    name = flavours.NAME
    wire = flavours.NAME
    family = reasoning.FAMILY
    stream_type = "text/event-stream"
    parameters: Mapping[str, str] = request.CARRIED

    def route(self, model: str, *, stream: bool) -> str:  # noqa: ARG002 - the model and the wish stand in the body
        """Return the path below an endpoint's `base_url`."""
        return "responses"

    def outline(self, body: bytes, where: Where = NOWHERE) -> Outline:  # noqa: ARG002 - the body says everything
        """Read a client's *body*."""
        return outline.read(body)

    def decode_request(self, body: bytes, where: Where = NOWHERE) -> CanonicalRequest:  # noqa: ARG002 - the same
        """Return what *body* asks for."""
        return request.decode(body)

    def encode_request(self, request: CanonicalRequest, aim: Aim) -> Encoded:
        """Return *request* as a body for *aim*."""
        return encode_request(request, aim)

    def patch(self, outline: Outline, aim: Aim) -> bytes:
        """Return the client's own bytes with the gateway's changes."""
        return patching.patch(outline, aim)

    def read(self, body: bytes) -> Reading:
        """Read a provider's whole answer."""
        return response.read(body)

    def decode_response(self, body: bytes) -> CanonicalResponse:
        """Return what a provider's *body* says."""
        return response.decode(body)

    def encode_response(self, response: CanonicalResponse) -> bytes:
        """Return *response* as a body."""
        return encode_response(response)

    def tap(self, outline: Outline) -> Tap:
        """Return the relay of one stream."""
        return Tap(outline)

    def decoder(self) -> Decoder:
        """Return a decoder for one stream."""
        return Decoder()

    def encoder(self, *, include_usage: bool) -> Encoder:  # noqa: ARG002 - the last event always tells the usage
        """Return an encoder for one stream."""
        return Encoder()

    def read_error(self, body: bytes, status: int) -> ProviderError:
        """Return what a provider's error *body* says."""
        return complaints.read(body, status)

    def encode_error(self, reply: ErrorReply) -> bytes:
        """Return *reply* as an error body."""
        return errors.encode(reply)

    def encode_stream_error(self, reply: ErrorReply) -> bytes:
        """Return the bytes that end a stream with *reply*."""
        return errors.encode_stream(reply)


OPENAI_RESPONSES = OpenAIResponses()
