"""The simulated tokenizer: a piece is at most six characters of a word with the space before it; a token is a piece."""

import re

from proxy.canonical.content import ReasoningPart, RefusalPart, TextPart
from proxy.canonical.jsontext import dump
from proxy.canonical.request import CanonicalRequest, Message
from proxy.canonical.tools import ToolCall

SPOKEN = (TextPart, RefusalPart, ReasoningPart, ToolCall)
"""Parts that are counted by their words; earlier thoughts are not counted again."""

PIECE = re.compile(r"\s*\S{1,6}|\s+")
TOKENS_PER_MESSAGE = 4
TOKENS_PER_ATTACHMENT = 85


def pieces(text: str) -> list[str]:
    """Return *text* cut into tokens; joined, they are *text*."""
    return PIECE.findall(text)


def count(text: str) -> int:
    """Return how many tokens *text* has."""
    return len(pieces(text))


def text_of(message: Message) -> str:
    """Return what *message* says in words."""
    return " ".join(part.text for part in message.parts if isinstance(part, TextPart | RefusalPart))


def count_input(request: CanonicalRequest) -> int:
    """Return how many tokens *request* has: its words, its calls and tools, and a fixed share for what is no text."""
    spoken = sum(TOKENS_PER_MESSAGE + count(text_of(message)) for message in request.messages)
    called = sum(count(call.name + call.arguments) for message in request.messages for call in message.tool_calls)
    offered = sum(count(dump([tool.name, dict(tool.parameters or {})]).decode()) for tool in request.tools or ())
    return spoken + called + offered + TOKENS_PER_ATTACHMENT * sum(map(attachments, request.messages))


def attachments(message: Message) -> int:
    """Return how many parts of *message* are no text."""
    return sum(not isinstance(part, SPOKEN) for part in message.parts)
