"""How likely the tokens of an output text were: its `logprobs` list.

The list stands in an output text and, in a stream, in each delta of one. OpenAI leaves `bytes` out of the deltas.
"""

from typing import Any

from proxy.canonical.content import TokenLogprob
from proxy.dialects.members import is_a


def decode(value: Any) -> tuple[TokenLogprob, ...]:
    """Return the tokens that *value* lists; what is no token is left out."""
    if not isinstance(value, list):
        return ()
    return tuple(token for entry in value if isinstance(entry, dict) and (token := _token(entry)) is not None)


def _token(entry: dict[str, Any]) -> TokenLogprob | None:
    token, logprob, octets = entry.get("token"), entry.get("logprob"), entry.get("bytes")
    if not isinstance(token, str) or not is_a(logprob, float):
        return None
    is_told = isinstance(octets, list) and all(is_a(octet, int) for octet in octets)
    return TokenLogprob(
        token=token,
        logprob=float(logprob or 0),
        octets=tuple(octets or ()) if is_told else None,
        top=decode(entry.get("top_logprobs")),
    )


def encode(tokens: tuple[TokenLogprob, ...]) -> list[dict[str, Any]]:
    """Return *tokens* as an output text has them."""
    return [{**_told(token), "top_logprobs": [_told(other) for other in token.top]} for token in tokens]


def _told(token: TokenLogprob) -> dict[str, Any]:
    """Return what is told of any token; `bytes` is required, so bytes that nobody told are those of the text."""
    octets = token.token.encode("utf-8", "surrogatepass") if token.octets is None else token.octets
    return {"token": token.token, "bytes": list(octets), "logprob": token.logprob}
