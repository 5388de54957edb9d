"""Ids of items that nobody else has named: made from where they stand, so that the same is always named the same.

An id that we made says nothing, so whoever reads it back drops it. In an answer it is made from the answer's id and
the item's place; clients send it back in later turns, where OpenAI takes unknown ids of items whose content is there.
OpenAI wants each id to begin as its own do (`msg_`, `rs_`, `fc_` ...) and to have at most 64 characters.
"""

import hashlib
from collections.abc import Mapping
from typing import Any

from proxy.values import value

PREFIXES = {
    "message": "msg",
    "reasoning": "rs",
    "function_call": "fc",
    "custom_tool_call": "ctc",
    "image_generation_call": "ig",
}
"""Type of an item to how its id begins."""

DIGITS = 32


@value
class Ids:
    """Names the items of the answer with the id `answer`, or of a request's input where that is `None`.

    In an answer every item must have an id; in a request only some must.
    """

    answer: str | None = None

    def name(self, kind: str, index: int) -> str:
        """Return the id of the item of type *kind* at place *index*."""
        place = f"{self.answer or 'request'} {index}"
        digest = hashlib.sha256(place.encode("utf-8", "surrogatepass")).hexdigest()
        return f"{PREFIXES[kind]}_{digest[:DIGITS]}"


IN_REQUEST = Ids()


def word(members: Mapping[str, Any], key: str = "type") -> str:
    """Return the word *key* of *members*, whatever they are; empty where it is no text."""
    told = members.get(key)
    return told if isinstance(told, str) else ""
