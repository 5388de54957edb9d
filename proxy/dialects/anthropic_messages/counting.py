"""Counting the tokens of a request without an answer: `POST /v1/messages/count_tokens`.

The body is a Messages body without a bound (`MessageCountTokensParams` of `anthropic` 2.13.0), the answer
`{"input_tokens": n}`. An endpoint of Messages may count for itself: `patching.patch_count` makes the body, and `read_count`
reads the answer. Google Cloud has the path `GOOGLE_PATH`, and the model in the body.

For any other, `estimate` makes a figure. No tokenizer of a current model is public, so it rests on measures that
vendors publish, and is rounded up: a token for every 3.5 bytes of text in UTF-8 (Anthropic's glossary says 3.5 characters
for English), 8 for each turn and part, 530 for the instructions about tools (the most that Anthropic documents), 1,600 for
an image and 3,000 for each of the pages of a document, told by its bytes. It is for a client that watches its context, and
never for a bill, and models of other vendors need fewer tokens for a text than it says.
"""

from collections.abc import Iterator
from math import ceil
from typing import Any

from proxy.canonical.content import (
    AudioPart,
    FilePart,
    ImagePart,
    Part,
    ReasoningPart,
    RefusalPart,
    TextPart,
    UnknownPart,
)
from proxy.canonical.jsontext import MalformedJson, dump, parse
from proxy.canonical.outline import Outline
from proxy.canonical.request import CanonicalRequest, Message, ResponseFormat
from proxy.canonical.tools import ToolCall, ToolDefinition
from proxy.canonical.unset import Unset
from proxy.dialects import dataurl
from proxy.dialects.anthropic_messages import outline, request
from proxy.dialects.anthropic_messages.names import COUNT_PATH
from proxy.dialects.base import NOWHERE, Where
from proxy.errors import MalformedStream

PATH = COUNT_PATH
GOOGLE_PATH = "publishers/anthropic/models/count-tokens:rawPredict"

BYTES_PER_TOKEN = 3.5
TURN_TOKENS = 8
TOOLS_TOKENS = 530
IMAGE_TOKENS = 1_600
PAGE_TOKENS = 3_000
PAGE_CHARACTERS = 100_000
"""Base64 characters of a PDF that count as a page."""

AUDIO_CHARACTERS_PER_TOKEN = 32


def read(body: bytes, where: Where = NOWHERE) -> Outline:
    """Return the outline of a body whose tokens are to be counted; `InvalidRequest` with the `param` at fault."""
    return outline.read(body, where, has_bound=False)


def decode(body: bytes, where: Where = NOWHERE) -> CanonicalRequest:
    """Return what such a *body* holds."""
    return request.decode(body, where, has_bound=False)


def encode_count(tokens: int) -> bytes:
    """Return the answer that says *tokens*."""
    return dump({"input_tokens": tokens})


def read_count(body: bytes) -> int:
    """Return what an endpoint counted; `MalformedStream` where *body* does not tell."""
    try:
        answer = parse(body)
    except MalformedJson as error:
        raise MalformedStream(f"the count is not JSON: {error}") from None
    count = answer.get("input_tokens") if isinstance(answer, dict) else None
    if not isinstance(count, int) or isinstance(count, bool) or count < 0:
        raise MalformedStream("the answer has no count of tokens")
    return count


def estimate(request: CanonicalRequest) -> int:
    """Return an estimate, rounded up, of the input tokens of *request*."""
    tools = request.tools or ()
    octets = sum(_octets_of_tool(tool) for tool in tools) + _octets_of_format(request.response_format)
    tokens = TOOLS_TOKENS if tools else 0
    for turn in request.messages:
        tokens += TURN_TOKENS
        for part in turn.parts:
            tokens += TURN_TOKENS + _flat_tokens(part)
            octets += sum(len(text.encode()) for text in _texts(part))
        octets += len(_id_of(turn))
    return tokens + ceil(octets / BYTES_PER_TOKEN)


def _texts(part: Part) -> Iterator[str]:
    """Yield the texts of *part* that a model reads."""
    match part:
        case TextPart() | RefusalPart() | ReasoningPart():
            yield part.text
        case ToolCall():
            yield from (part.name, part.id, part.arguments)
        case UnknownPart():
            yield dump(dict(part.extra)).decode()
        case _:
            return


def _flat_tokens(part: Part) -> int:
    """Return what *part* counts for that is not its text."""
    match part:
        case ImagePart():
            return IMAGE_TOKENS
        case AudioPart():
            return len(part.data) // AUDIO_CHARACTERS_PER_TOKEN + 1
        case FilePart():
            return _tokens_of_file(part)
        case ReasoningPart() if part.seal and not part.text:
            return ceil(len(part.seal.data) / BYTES_PER_TOKEN)
        case _:
            return 0


def _tokens_of_file(part: FilePart) -> int:
    split = None if isinstance(part.url, Unset) else dataurl.split(part.url)
    if split is None:
        return PAGE_TOKENS
    if split[0].startswith("text/"):
        return ceil(len(split[1]) * 3 / 4 / BYTES_PER_TOKEN)
    return PAGE_TOKENS * (len(split[1]) // PAGE_CHARACTERS + 1)


def _octets_of_tool(tool: ToolDefinition) -> int:
    described = "" if isinstance(tool.description, Unset) else tool.description
    schema: Any = {} if isinstance(tool.parameters, Unset) else dict(tool.parameters)
    return len(tool.name.encode()) + len(described.encode()) + len(dump(schema)) + len(dump(dict(tool.extra)))


def _octets_of_format(wish: ResponseFormat | Unset) -> int:
    return 0 if isinstance(wish, Unset) or isinstance(wish.schema, Unset) else len(dump(dict(wish.schema)))


def _id_of(turn: Message) -> str:
    return "" if isinstance(turn.tool_call_id, Unset) else turn.tool_call_id
