"""How likely each token was, in the shape of the legacy Completions: four lists of one length.

`text_offset` says where each token begins, in characters of the choice's own text: the prompt is not echoed, so it does
not count. A token in `top_logprobs` that is there twice, written alike from other bytes, is told once, as the likelier.
"""

from collections.abc import Sequence
from typing import Any

from proxy.canonical.content import TokenLogprob


def encode(tokens: Sequence[TokenLogprob], offset: int = 0) -> dict[str, Any]:
    """Return *tokens*, the first of which begins at *offset*."""
    offsets = []
    for token in tokens:
        offsets.append(offset)
        offset += len(token.token)
    tops = [top(token) for token in tokens]
    return {
        "tokens": [token.token for token in tokens],
        "token_logprobs": [token.logprob for token in tokens],
        "top_logprobs": tops if any(tops) else None,
        "text_offset": offsets,
    }


def top(token: TokenLogprob) -> dict[str, float]:
    """Return the likeliest tokens in the place of *token*."""
    ranked = sorted(token.top, key=lambda each: each.logprob)
    return {each.token: each.logprob for each in ranked}


def length(tokens: Sequence[TokenLogprob]) -> int:
    """Return how many characters *tokens* have together."""
    return sum(len(token.token) for token in tokens)
