"""What a simulated answer rests on, how likely its tokens were, and what seals its thoughts."""

import base64
import hashlib
from random import Random

from proxy.canonical.content import Citation, TextPart, TokenLogprob
from proxy.canonical.request import CanonicalRequest
from proxy.canonical.seal import Seal, SealKind
from proxy.simulator import tokens, words

SOURCE = "https://example.org/almanac"
TITLE = "The almanac"
MOST_LIKELY = 20
IN_CIPHER = frozenset({"openai", "xai"})
"""Families that give the thought itself in cipher; the others sign it."""


def support(request: CanonicalRequest, text: str) -> TextPart:
    """Return *text* with a source where the user asked to `cite`, and likelihoods where the client wants them."""
    cited = words.asks_to("cite", words.prompt(request)) and bool(text)
    citation = Citation(url=SOURCE, title=TITLE, quote=text[:40], start=0, end=len(text))
    likely = likelihoods(text, request.top_logprobs or 0) if request.logprobs else ()
    return TextPart(text=text, citations=(citation,) if cited else (), logprobs=likely)


def likelihoods(text: str, top: int) -> tuple[TokenLogprob, ...]:
    """Return the tokens of *text*, each with the *top* likeliest, of which it is the first."""
    return tuple(_token(piece, min(top, MOST_LIKELY)) for piece in tokens.pieces(text))


def _token(piece: str, top: int) -> TokenLogprob:
    likely = [piece, *(f"{piece}{at}" for at in range(1, top))][:top]
    beside = tuple(_likely(each, at) for at, each in enumerate(likely))
    return TokenLogprob(token=piece, logprob=-0.125, octets=tuple(piece.encode()), top=beside)


def _likely(piece: str, at: int) -> TokenLogprob:
    return TokenLogprob(token=piece, logprob=-0.125 - at, octets=tuple(piece.encode()))


def seal(family: str, text: str, rng: Random) -> Seal | None:
    """Return what a model of *family* seals the thought *text* with; nobody's thoughts have none."""
    if not family:
        return None
    data = base64.b64encode(hashlib.sha256(f"{family} {text}".encode()).digest()).decode()
    if family in IN_CIPHER:
        return Seal(family=family, data=data, kind=SealKind.ENCRYPTED, id=f"rs_{rng.getrandbits(64):016x}")
    return Seal(family=family, data=data)
