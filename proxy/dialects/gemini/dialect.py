"""The dialect `gemini`: the functions of this package under the names that every dialect has.

`gemini_array` is the same for a client that asks for a stream without `alt=sse`, and so gets one JSON list.
"""

from collections.abc import Mapping

from proxy.canonical.outline import Outline
from proxy.canonical.request import CanonicalRequest
from proxy.canonical.response import CanonicalResponse
from proxy.dialects.base import NOWHERE, Aim, Encoded, ErrorReply, ProviderError, Reading, Where
from proxy.dialects.gemini import errors, framing, outline, patching, request, response
from proxy.dialects.gemini.decoder import Decoder
from proxy.dialects.gemini.encoder import Encoder
from proxy.dialects.gemini.parameters import PARAMETERS
from proxy.dialects.gemini.request import encode as encode_request
from proxy.dialects.gemini.response import encode as encode_response
from proxy.dialects.gemini.signatures import FAMILY
from proxy.dialects.gemini.tap import Tap


class Gemini:
    """Google's `generateContent`; see `dialects.base.Dialect` for what each method promises."""

    name = outline.NAME
    wire = outline.NAME
    family = FAMILY
    stream_type = "text/event-stream"
    parameters: Mapping[str, str] = PARAMETERS

    def route(self, model: str, *, stream: bool) -> str:
        """Return the path below an endpoint's `base_url`."""
        return f"models/{model}:streamGenerateContent?alt=sse" if stream else f"models/{model}:generateContent"

    def outline(self, body: bytes, where: Where = NOWHERE) -> Outline:
        """Read a client's *body*."""
        return outline.read(body, where)

    def patch(self, outline: Outline, aim: Aim) -> bytes:
        """Return the client's own bytes with the gateway's changes."""
        return patching.patch(outline, aim)

    def decode_request(self, body: bytes, where: Where = NOWHERE) -> CanonicalRequest:
        """Return what *body* asks for."""
        return request.decode(body, where)

    def encode_request(self, request: CanonicalRequest, aim: Aim) -> Encoded:
        """Return *request* as a body for *aim*."""
        return encode_request(request, aim)

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

    def encoder(self, *, include_usage: bool) -> Encoder:  # noqa: ARG002 - the interface's; usage is always told here
        """Return an encoder for one stream."""
        return Encoder(framing.Events())

    def read_error(self, body: bytes, status: int) -> ProviderError:
        """Return what a provider's error *body* says."""
        return errors.read(body, status)

    def encode_error(self, reply: ErrorReply) -> bytes:
        """Return *reply* as an error body."""
        return errors.encode(reply)

    def encode_stream_error(self, reply: ErrorReply) -> bytes:
        """Return the bytes that end a stream with *reply*."""
        return framing.Events().frame(errors.encode(reply))


class GeminiArray(Gemini):
    """The same, with a stream that is one JSON list."""

    name = "gemini_array"
    stream_type = "application/json"

    def outline(self, body: bytes, where: Where = NOWHERE) -> Outline:
        """Read a client's *body*."""
        return outline.read(body, where, kind=outline.ArrayOutline)

    def encoder(self, *, include_usage: bool) -> Encoder:  # noqa: ARG002 - the interface's; usage is always told here
        """Return an encoder for one stream."""
        return Encoder(framing.Items())

    def encode_stream_error(self, reply: ErrorReply) -> bytes:
        """Return the bytes that end a stream, in which an answer went before, with *reply*."""
        return framing.Items.SEPARATOR + errors.encode(reply) + b"]"


GEMINI = Gemini()
GEMINI_ARRAY = GeminiArray()
