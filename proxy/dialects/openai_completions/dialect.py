"""The dialect `openai_completions`: the functions of this package under the names that a client's dialect has."""

from proxy.canonical.outline import Outline
from proxy.canonical.request import CanonicalRequest
from proxy.canonical.response import CanonicalResponse
from proxy.dialects.base import NOWHERE, ErrorReply, Where
from proxy.dialects.openai_chat import errors
from proxy.dialects.openai_completions import outline, request, response
from proxy.dialects.openai_completions.encoder import Encoder


class OpenAICompletions:
    """OpenAI's legacy Completions; see `dialects.base.ClientDialect`. No provider is sent one, so no bytes pass through."""

    name = outline.NAME
    wire = ""
    family = "openai"
    stream_type = "text/event-stream"

    def outline(self, body: bytes, where: Where = NOWHERE) -> Outline:  # noqa: ARG002 - a body says everything itself
        """Read a client's *body*."""
        return outline.read(body)

    def decode_request(self, body: bytes, where: Where = NOWHERE) -> CanonicalRequest:  # noqa: ARG002 - the same
        """Return what *body* asks for."""
        return request.decode(body)

    def encode_response(self, answer: CanonicalResponse) -> bytes:
        """Return *answer* as a body."""
        return response.encode(answer)

    def encoder(self, *, include_usage: bool) -> Encoder:
        """Return an encoder for one stream."""
        return Encoder(include_usage=include_usage)

    def encode_error(self, reply: ErrorReply) -> bytes:
        """Return *reply* as an error body."""
        return errors.encode(reply)

    def encode_stream_error(self, reply: ErrorReply) -> bytes:
        """Return the bytes that end a stream with *reply*."""
        return errors.encode_stream(reply)


OPENAI_COMPLETIONS = OpenAICompletions()
