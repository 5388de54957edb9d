"""Cache points, `CachePointBlock`: a block that stands after what it marks, where the hub marks the part itself.

A point that follows nothing that can carry a mark, or that says more than a mark can, is kept as it is.
"""

from typing import Any

from proxy.canonical.cache import CacheMark
from proxy.canonical.unset import UNSET, Unset

KEY = "cachePoint"
DEFAULT = "default"


def read(block: Any) -> CacheMark | None:
    """Return the mark that *block* says; `None` where it is no cache point, or one with more to it."""
    if not isinstance(block, dict) or block.keys() != {KEY} or not isinstance(block[KEY], dict):
        return None
    point = block[KEY]
    if point == {"type": DEFAULT}:
        return CacheMark()
    if point.keys() == {"type", "ttl"} and point["type"] == DEFAULT and isinstance(point["ttl"], str):
        return CacheMark(ttl=point["ttl"])
    return None


def write(mark: CacheMark | Unset) -> list[dict[str, Any]]:
    """Return the block that says *mark*, or none for no mark."""
    if isinstance(mark, Unset):
        return []
    ttl = {} if isinstance(mark.ttl, Unset) else {"ttl": mark.ttl}
    return [{KEY: {"type": DEFAULT, **ttl}}]


def is_free(holder: Any) -> bool:
    """Say whether *holder*, a part or a turn, can carry a mark and has none."""
    return getattr(holder, "cache", None) is UNSET
