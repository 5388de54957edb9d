"""How likely the tokens of an answer were, `LogprobsResult`, to canonical values and back.

Google tells them for the candidate as a whole; they stand with its first text. A token's number in Google's vocabulary has
no place in the hub, so a result that tells it is kept whole beside.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from proxy.canonical.content import TokenLogprob
from proxy.dialects.members import is_a

CHOSEN, TOP = "chosenCandidates", "topCandidates"


def decode(value: Any) -> tuple[TokenLogprob, ...]:
    """Return the tokens that were chosen, each with the likeliest in its place; empty where *value* is no result."""
    if not isinstance(value, dict) or not isinstance(value.get(CHOSEN), list):
        return ()
    tops = value.get(TOP) if isinstance(value.get(TOP), list) else []
    found = []
    for index, chosen in enumerate(value[CHOSEN]):
        top = tops[index] if isinstance(tops, list) and index < len(tops) else {}
        others = top.get("candidates") if isinstance(top, dict) else None
        token = _token(chosen, tuple(each for other in others or () if (each := _token(other))))
        if token:
            found.append(token)
    return tuple(found)


def _token(value: Any, top: tuple[TokenLogprob, ...] = ()) -> TokenLogprob | None:
    if not isinstance(value, dict) or not isinstance(value.get("token"), str):
        return None
    told = value.get("logProbability", 0.0)
    return TokenLogprob(token=value["token"], logprob=float(told), top=top) if is_a(told, float) else None


def encode(tokens: Iterable[TokenLogprob]) -> dict[str, Any]:
    """Return *tokens* as Gemini writes them."""
    chosen = list(tokens)
    result: dict[str, Any] = {CHOSEN: [_written(each) for each in chosen]}
    if any(each.top for each in chosen):
        result[TOP] = [{"candidates": [_written(other) for other in each.top]} for each in chosen]
    return result


def _written(token: TokenLogprob) -> Mapping[str, Any]:
    return {"token": token.token, "logProbability": token.logprob}
