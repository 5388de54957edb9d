"""How likely the tokens of a text were: `logprobs.content` of a choice.

Those of a refusal have no place in the hub and stay where they were, and so does whatever is no list of tokens.
"""

from collections.abc import Sequence
from typing import Any

from proxy.canonical.content import TokenLogprob
from proxy.dialects.members import is_a

MOST_OCTETS = 255


def pull_logprobs(choice: dict[str, Any]) -> tuple[TokenLogprob, ...]:
    """Take the tokens of the text out of the `logprobs` of *choice*; a null says nothing, and goes."""
    told = choice.get("logprobs")
    if told is None:
        choice.pop("logprobs", None)
        return ()
    tokens = decode_all(told.get("content")) if isinstance(told, dict) else None
    if not tokens:
        return ()
    rest = {key: value for key, value in told.items() if key != "content" and value is not None}
    choice.pop("logprobs")
    if rest:
        choice["logprobs"] = rest
    return tokens


def decode_all(value: Any) -> tuple[TokenLogprob, ...] | None:
    """Return the tokens that *value* lists, `None` where it is no such list."""
    if not isinstance(value, list):
        return None
    tokens = [decode(each) for each in value]
    return tuple(token for token in tokens if token is not None) if None not in tokens else None


def decode(value: Any) -> TokenLogprob | None:
    """Return the token that *value* says; the likeliest in its place only where they are well formed."""
    if not isinstance(value, dict) or not isinstance(value.get("token"), str) or not is_a(value.get("logprob"), float):
        return None
    octets = value.get("bytes")
    is_told = isinstance(octets, list) and all(is_a(each, int) and 0 <= each <= MOST_OCTETS for each in octets)
    return TokenLogprob(
        token=value["token"],
        logprob=float(value["logprob"]),
        octets=tuple(octets) if is_told and octets is not None else None,
        top=decode_all(value.get("top_logprobs")) or (),
    )


def encode_all(tokens: Sequence[TokenLogprob]) -> dict[str, Any]:
    """Return *tokens* as the `logprobs` of a choice."""
    return {"content": [{**encode(token), "top_logprobs": [encode(each) for each in token.top]} for token in tokens]}


def encode(token: TokenLogprob) -> dict[str, Any]:
    """Return *token* as one of the likeliest, which have none themselves."""
    octets = None if token.octets is None else list(token.octets)
    return {"token": token.token, "logprob": token.logprob, "bytes": octets}
