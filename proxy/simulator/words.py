"""The words of a simulated model: prose, JSON, a thought, a refusal."""

import re
from random import Random

from proxy.canonical.jsontext import dump
from proxy.canonical.request import CanonicalRequest, ResponseFormatKind, Role
from proxy.simulator import tokens
from proxy.simulator.schemas import Maker

ASKED_WORDS = re.compile(r"\b(\d{1,4})[ -]words?\b")
QUOTED_WORDS = 8
VOCABULARY = (
    "a and as at birch by calm clear cold day deep early far field fine first for from good green grows harbour has here "
    "high in is it lane late light long morning near new north of on open over quiet rain river road sea slow snow soft "
    "south still stone the then there through to tree under valley warm water west while wide wind with wood year"
).split()
REFUSAL = "I cannot help with that."


def prompt(request: CanonicalRequest) -> str:
    """Return what the user said last."""
    said = [tokens.text_of(message) for message in request.messages if message.role is Role.USER]
    return said[-1] if said else ""


def asks_to(word: str, said: str) -> bool:
    """Say whether the user *said* the *word*, with which an answer of a special kind is ordered."""
    return re.search(rf"\b{word}\b", said, re.IGNORECASE) is not None


def words(request: CanonicalRequest, rng: Random) -> str:
    """Return the model's words, in the shape that was asked for."""
    wish = request.response_format
    if wish and wish.kind is ResponseFormatKind.JSON_SCHEMA:
        return dump(Maker(wish.schema or {"type": "object"}, rng).make()).decode()
    text = prose(prompt(request), rng)
    if wish and wish.kind is ResponseFormatKind.JSON_OBJECT:
        return dump({"answer": text, "words": len(text.split())}).decode()
    return text


def prose(said: str, rng: Random) -> str:
    """Return as many words as *said* asks for, or a sentence about it."""
    asked = ASKED_WORDS.search(said)
    if asked:
        return " ".join(rng.choice(VOCABULARY) for _ in range(int(asked[1])))
    heard = said.split()
    musing = " ".join(rng.choice(VOCABULARY) for _ in range(QUOTED_WORDS))
    return (
        f"You said {len(heard)} words, the last of them: {' '.join(heard[-QUOTED_WORDS:])}. In other words, {musing}."
    )


def thought(said: str) -> str:
    """Return what the model thinks of what the user *said*."""
    return f"The user said {len(said.split())} words. I should answer them."


def until(stop: tuple[str, ...], text: str) -> tuple[str, str | None]:
    """Return *text* up to the first of the *stop* sequences in it, and that sequence."""
    found = [(text.find(sequence), sequence) for sequence in stop if sequence and sequence in text]
    if not found:
        return text, None
    end, sequence = min(found)
    return text[:end], sequence
