"""A simulated provider's prompt cache: what of a prompt it has read before, as far as the client's marks say.

The prefix is the prompt up to the last turn with a mark; a mark for the whole prompt, a mark on a tool alone, or a key for
the cache, marks all of it. The first request with a prefix writes it, later ones read it. It forgets the oldest.
"""

from collections import OrderedDict
from dataclasses import replace
from hashlib import sha256

from proxy.canonical.cache import CacheMark
from proxy.canonical.request import CanonicalRequest, Message
from proxy.canonical.unset import Unset
from proxy.canonical.usage import Usage
from proxy.simulator import tokens

MOST = 256
HOUR = "1h"


class PromptCache:
    """The prefixes that a provider keeps."""

    def __init__(self) -> None:
        self._kept: OrderedDict[bytes, None] = OrderedDict()

    def count(self, request: CanonicalRequest, usage: Usage) -> Usage:
        """Return *usage* of an answer to *request* with what was read from the cache, or written into it."""
        marked = prefix(request)
        if marked is None:
            return usage
        part, mark = marked
        size = min(tokens.count_input(part), usage.input_tokens)
        key = sha256(repr((part.model, part.messages, part.tools)).encode("utf-8", "surrogateescape")).digest()
        is_known = key in self._kept
        self._kept[key] = None
        self._kept.move_to_end(key)
        while len(self._kept) > MOST:
            self._kept.popitem(last=False)
        if is_known:
            return replace(usage, cache_read_tokens=size)
        return replace(usage, cache_write_tokens=size, cache_write_1h_tokens=size if mark.ttl == HOUR else 0)


def prefix(request: CanonicalRequest) -> tuple[CanonicalRequest, CacheMark] | None:
    """Return the part of *request* that is marked for the cache, and its last mark."""
    if not isinstance(request.cache, Unset):
        return request, request.cache
    for at in reversed(range(len(request.messages))):
        mark = mark_of(request.messages[at])
        if mark is not None:
            return replace(request, messages=request.messages[: at + 1]), mark
    is_marked = any(tool.cache for tool in request.tools or ()) or bool(request.prompt_cache_key)
    return (request, CacheMark()) if is_marked else None


def mark_of(message: Message) -> CacheMark | None:
    """Return the last mark in *message*."""
    found = [message.cache, *(getattr(part, "cache", None) for part in message.parts)]
    return next((mark for mark in reversed(found) if isinstance(mark, CacheMark)), None)
