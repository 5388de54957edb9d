"""`countTokens`, which clients ask before they send: its body, which may hold a whole request, and its answer."""

from proxy.canonical.jsontext import dump
from proxy.dialects.gemini import spelling

INNER = "generateContentRequest"


def asked(body: bytes) -> bytes:
    """Return the body of the request whose tokens *body* asks to count: the one in it, or itself."""
    document, spelled = spelling.read(body)
    inner = document.get(INNER)
    return dump(inner) if isinstance(inner, dict) else spelled


def answer(tokens: int) -> bytes:
    """Return the answer that says *tokens*."""
    return dump({"totalTokens": tokens})
