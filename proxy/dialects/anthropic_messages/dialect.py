"""The dialect `anthropic_messages`: the functions of this package under the names that every dialect has."""

from proxy.canonical.outline import Outline
from proxy.canonical.request import CanonicalRequest
from proxy.canonical.response import CanonicalResponse
from proxy.dialects.anthropic_messages import errors, names, outline, parameters, patching, request, response
from proxy.dialects.anthropic_messages.decoder import Decoder
from proxy.dialects.anthropic_messages.encoder import Encoder
from proxy.dialects.anthropic_messages.request import encode as encode_request
from proxy.dialects.anthropic_messages.response import encode as encode_response
from proxy.dialects.anthropic_messages.tap import Tap
from proxy.dialects.base import NOWHERE, Aim, Encoded, ErrorReply, ProviderError, Reading, Where


class AnthropicMessages:
    """Anthropic's Messages; see `dialects.base.Dialect` for what each method promises."""

    name = names.NAME
    wire = names.NAME
    family = names.FAMILY
    stream_type = names.STREAM_TYPE
    parameters = parameters.PARAMETERS

    def outline(self, body: bytes, where: Where = NOWHERE) -> Outline:
        """Read a client's *body*."""
        return outline.read(body, where)

    def decode_request(self, body: bytes, where: Where = NOWHERE) -> CanonicalRequest:
        """Return what *body* asks for."""
        return request.decode(body, where)

    def encode_response(self, response: CanonicalResponse) -> bytes:
        """Return *response* as a body."""
        return encode_response(response)

    def encoder(self, *, include_usage: bool) -> Encoder:
        """Return an encoder for one stream; every client of Messages is told the usage."""
        del include_usage
        return Encoder()

    def encode_error(self, reply: ErrorReply) -> bytes:
        """Return *reply* as an error body."""
        return errors.encode(reply)

    def encode_stream_error(self, reply: ErrorReply) -> bytes:
        """Return the bytes that end a stream with *reply*."""
        return errors.encode_stream(reply)

    def route(self, model: str, *, stream: bool) -> str:
        """Return the path, which is the same for every model."""
        del model, stream
        return names.PATH

    def encode_request(self, request: CanonicalRequest, aim: Aim) -> Encoded:
        """Return *request* as a body for *aim*."""
        return encode_request(request, aim)

    def read(self, body: bytes) -> Reading:
        """Read a provider's whole answer."""
        return response.read(body)

    def decode_response(self, body: bytes) -> CanonicalResponse:
        """Return what a provider's *body* says."""
        return response.decode(body)

    def decoder(self) -> Decoder:
        """Return a decoder for one stream."""
        return Decoder()

    def read_error(self, body: bytes, status: int) -> ProviderError:
        """Return what a provider's error *body* says."""
        return errors.read(body, status)

    def patch(self, outline: Outline, aim: Aim) -> bytes:
        """Return the client's own bytes with the gateway's changes."""
        return patching.patch(outline, aim)

    def tap(self, outline: Outline) -> Tap:
        """Return the relay of one stream."""
        return Tap(outline)


ANTHROPIC_MESSAGES = AnthropicMessages()
