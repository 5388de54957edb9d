"""Marks for a provider's prompt cache."""

from proxy.canonical.unset import UNSET, Unset
from proxy.values import value


@value
class CacheMark:
    """The client's wish that the prompt, up to and including what carries the mark, be kept in the provider's cache.

    `ttl` is `5m` or `1h` where the client says so.
    """

    ttl: str | Unset = UNSET
