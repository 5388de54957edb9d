"""The parameters of a request by name: which are set, and which of them an answer would be wrong without.

A dialect says which parameters it can **carry**; the rest are dropped, and the client is told their names. Those that
`DECIDING` lists are not dropped: an endpoint whose dialect does not carry one is not fit for a request that sets it.
"""

from dataclasses import fields

from proxy.canonical.request import CanonicalRequest
from proxy.canonical.unset import UNSET

STRUCTURE = frozenset({"model", "messages", "stream", "include_usage", "extra"})
"""Fields of a request that are no parameters."""

PARAMETERS = frozenset(field.name for field in fields(CanonicalRequest)) - STRUCTURE

CACHE = "cache"

DECIDING = frozenset({"tools", "response_format", "choices", "logprobs", "logit_bias", "stop", "modalities"})
"""Without it, the client would get another answer than it asked for, and not merely a worse one."""


def set_in(request: CanonicalRequest) -> frozenset[str]:
    """Return the names of the parameters that *request* sets; a mark for the cache on any part is one."""
    named = frozenset(name for name in PARAMETERS if getattr(request, name) is not UNSET)
    return named | {CACHE} if has_marks(request) else named


def has_marks(request: CanonicalRequest) -> bool:
    """Say whether a part, a turn or a tool of *request* carries a mark for the cache."""
    marked = (part for message in request.messages for part in (message, *message.parts))
    return any(getattr(each, CACHE, UNSET) is not UNSET for each in (*marked, *(request.tools or ())))
