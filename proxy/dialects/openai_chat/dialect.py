"""The dialect `openai_chat`: the functions of this package under the names that every dialect has."""

from collections.abc import Mapping

from proxy.canonical.outline import Outline
from proxy.canonical.request import CanonicalRequest
from proxy.canonical.response import CanonicalResponse
from proxy.dialects.base import NOWHERE, Aim, Encoded, ErrorReply, ProviderError, Reading, Where
from proxy.dialects.openai_chat import errors, outline, patching, request, response, writing
from proxy.dialects.openai_chat.decoder import Decoder
from proxy.dialects.openai_chat.encoder import Encoder
from proxy.dialects.openai_chat.parameters import PARAMETERS
from proxy.dialects.openai_chat.response import encode as encode_response
from proxy.dialects.openai_chat.tap import Tap


class OpenAIChat:
    """OpenAI Chat Completions; see `dialects.base.Dialect` for what each method promises.

    A body says everything itself, so it does not matter where it came in. Its clients carry the seals of every family,
    each under its own `format`.
    """

    name = outline.NAME
    wire = outline.NAME
    family = "openai"
    stream_type = "text/event-stream"
    parameters: Mapping[str, str] = PARAMETERS

    def route(self, model: str, *, stream: bool) -> str:  # noqa: ARG002 - both stand in the body
        """Return the one path."""
        return "chat/completions"

    def outline(self, body: bytes, where: Where = NOWHERE) -> Outline:  # noqa: ARG002 - see the class
        """Read a client's *body*."""
        return outline.read(body)

    def patch(self, outline: Outline, aim: Aim) -> bytes:
        """Return the client's own bytes with the gateway's changes."""
        return patching.patch(outline, aim)

    def decode_request(self, body: bytes, where: Where = NOWHERE) -> CanonicalRequest:  # noqa: ARG002 - see the class
        """Return what *body* asks for."""
        return request.decode(body)

    def encode_request(self, request: CanonicalRequest, aim: Aim) -> Encoded:
        """Return *request* as a body."""
        return writing.encode(request, aim)

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
        """Return an encoder for one stream."""
        return Encoder(include_usage=include_usage)

    def read_error(self, body: bytes, status: int) -> ProviderError:
        """Return what a provider's error *body* says."""
        return errors.read(body, status)

    def encode_error(self, reply: ErrorReply) -> bytes:
        """Return *reply* as an error body."""
        return errors.encode(reply)

    def encode_stream_error(self, reply: ErrorReply) -> bytes:
        """Return the bytes that end a stream with *reply*."""
        return errors.encode_stream(reply)


OPENAI_CHAT = OpenAIChat()
