"""Ids of tool calls where a provider does not take, or does not give, what another has given.

An id that must change changes to the same one every time, so that a call and its result, which come in different turns
and different requests, still name each other. Nothing is remembered.
"""

import hashlib
import re


def fit(told: str, pattern: re.Pattern[str], length: int, prefix: str = "") -> str:
    """Return *told* where the whole of it is *pattern*'s, else *length* characters made from it, *prefix* included.

    The characters are lower-case hexadecimal, at most 64 of them.
    """
    if pattern.fullmatch(told):
        return told
    return (prefix + hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest())[:length]


def invent(answer: str, position: int) -> str:
    """Return an id for call number *position* of the *answer* with that id, from a provider that gives its calls none."""
    return f"call_{hashlib.sha256(f'{answer} {position}'.encode('utf-8', 'surrogatepass')).hexdigest()[:24]}"
