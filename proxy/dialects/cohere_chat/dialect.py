"""The dialect `cohere_chat`: the functions of this package under the names that every dialect has."""

from collections.abc import Mapping

from proxy.canonical.outline import Outline
from proxy.canonical.request import CanonicalRequest
from proxy.canonical.response import CanonicalResponse
from proxy.dialects.base import NOWHERE, Aim, Encoded, ErrorReply, ProviderError, Reading, Where
from proxy.dialects.cohere_chat import body as bodies
from proxy.dialects.cohere_chat import errors, event, finish, outline, patching, request, response
from proxy.dialects.cohere_chat.decoder import Decoder
from proxy.dialects.cohere_chat.encoder import Encoder
from proxy.dialects.cohere_chat.tap import Tap


class CohereChat:
    """Cohere's Chat API; see `dialects.base.Dialect` for what each method promises."""

    name = outline.NAME
    wire = outline.NAME
    family = bodies.FAMILY
    stream_type = "text/event-stream"
    parameters: Mapping[str, str] = bodies.PARAMETERS

    def route(self, model: str, *, stream: bool) -> str:
        """Return the path; model and stream stand in the body."""
        del model, stream
        return "v2/chat"

    def outline(self, body: bytes, where: Where = NOWHERE) -> Outline:
        """Read a client's *body*."""
        del where
        return outline.read(body)

    def patch(self, outline: Outline, aim: Aim) -> bytes:
        """Return the client's own bytes with the gateway's changes."""
        return patching.patch(outline, aim)

    def decode_request(self, body: bytes, where: Where = NOWHERE) -> CanonicalRequest:
        """Return what *body* asks for."""
        del where
        return request.decode(body)

    def encode_request(self, request: CanonicalRequest, aim: Aim) -> Encoded:
        """Return *request* as a body for *aim*."""
        return bodies.encode(request, aim)

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

    def encoder(self, *, include_usage: bool) -> Encoder:
        """Return an encoder for one stream; Cohere always tells usage."""
        del include_usage
        return Encoder()

    def read_error(self, body: bytes, status: int) -> ProviderError:
        """Return what a provider's error *body* says."""
        return errors.read(body, status)

    def encode_error(self, reply: ErrorReply) -> bytes:
        """Return *reply* as an error body."""
        return errors.encode(reply)

    def encode_stream_error(self, reply: ErrorReply) -> bytes:
        """Return the bytes that end a stream with *reply*."""
        word = "TIMEOUT" if finish.FAILURES["TIMEOUT"] in (reply.failure, errors.kind_of(reply.status)) else "ERROR"
        return event.write_failure(reply.message, word, errors.beside(reply))


encode_response = response.encode
COHERE_CHAT = CohereChat()
