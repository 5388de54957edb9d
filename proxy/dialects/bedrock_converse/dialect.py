"""The dialect `bedrock_converse`: the functions of this package under the names that every dialect has."""

from collections.abc import Mapping
from urllib.parse import quote

from proxy.canonical.outline import Outline
from proxy.canonical.request import CanonicalRequest
from proxy.canonical.response import CanonicalResponse
from proxy.dialects.base import NOWHERE, Aim, Encoded, ErrorReply, ProviderError, Reading, Where
from proxy.dialects.bedrock_converse import body as bodies
from proxy.dialects.bedrock_converse import errors, frame, outline, patching, request, response, thoughts
from proxy.dialects.bedrock_converse.decoder import Decoder
from proxy.dialects.bedrock_converse.encoder import Encoder
from proxy.dialects.bedrock_converse.tap import Tap


class BedrockConverse:
    """Amazon Bedrock's Converse; see `dialects.base.Dialect` for what each method promises."""

    name = outline.NAME
    wire = outline.NAME
    family = thoughts.FAMILY
    stream_type = "application/vnd.amazon.eventstream"
    parameters: Mapping[str, str] = bodies.PARAMETERS

    def route(self, model: str, *, stream: bool) -> str:
        """Return the path of *model*, whose name may be an ARN with colons and slashes in it."""
        return f"model/{quote(model, safe='')}/{'converse-stream' if stream else 'converse'}"

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
        """Return an encoder for one stream; Converse always tells usage."""
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
        return frame.write_exception(*errors.stream_members(reply))


encode_response = response.encode
BEDROCK_CONVERSE = BedrockConverse()
