"""`cache_control`, the mark of Messages for the prompt cache.

It is `{"type": "ephemeral"}`, with a `ttl` of `5m` or `1h` where the client says so. A mark of any other form is left where
it is, so that it goes back to Anthropic as it came.
"""

from typing import Any

from proxy.canonical.cache import CacheMark
from proxy.canonical.unset import UNSET, Unset

MEMBER = "cache_control"
KIND = "ephemeral"
TIMES = ("5m", "1h")


def pull(members: dict[str, Any]) -> CacheMark | Unset:
    """Take the mark out of *members*."""
    mark = members.get(MEMBER)
    if not isinstance(mark, dict) or mark.get("type") != KIND or len(mark) > 1 + ("ttl" in mark):
        return UNSET
    ttl = mark.get("ttl", UNSET)
    if ttl is not UNSET and ttl not in TIMES:
        return UNSET
    del members[MEMBER]
    return CacheMark(ttl=ttl)


def write(mark: CacheMark | Unset) -> dict[str, Any] | Unset:
    """Return *mark* as Messages writes it; a time that Messages does not know becomes its usual one."""
    if isinstance(mark, Unset):
        return UNSET
    return {"type": KIND, "ttl": mark.ttl} if mark.ttl in TIMES else {"type": KIND}
