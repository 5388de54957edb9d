"""The one door to orjson: JSON text to plain Python and back.

Numbers follow orjson: integers beyond 64 bits become floats, NaN is refused. Duplicate keys: the last one wins, so a
reader that decides by a key must refuse duplicates first (`dialects/splice.py` does).
"""

from typing import Any

import orjson

from proxy.errors import FairlaneError


class MalformedJson(FairlaneError, ValueError):
    """Text that is not JSON (RFC 8259)."""


def parse(text: bytes | str) -> Any:
    """Return what *text* says, as dict, list, str, int, float, bool or None; `MalformedJson` otherwise."""
    try:
        return orjson.loads(text)
    except orjson.JSONDecodeError as error:
        raise MalformedJson(str(error)) from None


def dump(value: Any) -> bytes:
    """Return *value* as compact JSON in UTF-8, keys in their own order; `MalformedJson` where it nests too deep.

    orjson writes 254 levels and reads 1024, so what was read cannot always be written.
    """
    try:
        return orjson.dumps(value)
    except orjson.JSONEncodeError as error:
        raise MalformedJson(str(error)) from None
