"""How likely tokens were, `LogprobItem`: a chunk of text, which may be several tokens, with a number for each.

The hub has one token and one number; a chunk of several is one there, as likely as all of its tokens together. The ids of
tokens mean something to Cohere only, and are not kept.
"""

from collections.abc import Iterable
from typing import Any

from proxy.canonical.content import TokenLogprob
from proxy.dialects.members import is_a


def decode_all(value: Any) -> tuple[TokenLogprob, ...]:
    """Return the tokens of an answer; none where *value* is no list of them."""
    items = value if isinstance(value, list) else []
    return tuple(token for item in items for token in decode(item))


def decode(item: Any) -> tuple[TokenLogprob, ...]:
    """Return the token that *item* is, or none."""
    if not isinstance(item, dict):
        return ()
    text, numbers = item.get("text"), item.get("logprobs")
    if not isinstance(text, str) or not isinstance(numbers, list) or not numbers:
        return ()
    if not all(is_a(number, float) for number in numbers):
        return ()
    return (TokenLogprob(token=text, logprob=float(sum(numbers))),)


def encode_all(tokens: Iterable[TokenLogprob]) -> list[dict[str, Any]]:
    """Return *tokens* as an answer has them."""
    return [encode(token) for token in tokens]


def encode(token: TokenLogprob) -> dict[str, Any]:
    """Return *token* as a chunk of one."""
    return {"text": token.token, "token_ids": [], "logprobs": [token.logprob]}
