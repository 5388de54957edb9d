"""The journal's records, built field by field: no prompt, no answer, no secret can be in one.

Each call has one `decided` record, written before its first attempt, and one `settled`, written after its last. The
fields are the journal's format, version 1, described in `docs/reference/journal.md`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from proxy.canonical.usage import Usage

Record: TypeAlias = Mapping[str, Any]

VERSION = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Caller:
    """Who called, as the journal names them."""

    key: str
    user: str
    team: str
    scope: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """What was decided for one call; `lane` has endpoint ids in order, `reasons` is filled for refusals."""

    call: str
    at: str
    revision: str
    caller: Caller
    dialect: str
    model: str
    requested: str
    stream: bool
    tags: Sequence[str]
    policies: Sequence[str]
    lane: Sequence[str]
    output_tokens: int | None
    reasons: Sequence[Mapping[str, str | None]] = ()

    def record(self) -> Record:
        """Return the journal's record."""
        return {
            "v": VERSION,
            "kind": "decided",
            "call": self.call,
            "at": self.at,
            "revision": self.revision,
            "key": self.caller.key,
            "user": self.caller.user,
            "team": self.caller.team,
            "scope": self.caller.scope,
            "dialect": self.dialect,
            "model": self.model,
            "requested": self.requested,
            "stream": self.stream,
            "tags": list(self.tags),
            "effect": "allow" if self.lane else "refuse",
            "policies": list(self.policies),
            "lane": list(self.lane),
            "caps": {} if self.output_tokens is None else {"output_tokens": self.output_tokens},
            "reasons": list(self.reasons),
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """How one call ended; `ending` is `complete`, `cut`, `cancelled` or `failed`.

    `cost` is in micro-USD, `None` where it is not known: no usage was reported, or the endpoint has no price.
    """

    call: str
    at: str
    revision: str
    ending: str
    endpoint: str | None
    attempts: Sequence[Mapping[str, Any]]
    usage: Usage | None
    cost: int | None

    def record(self) -> Record:
        """Return the journal's record."""
        return {
            "v": VERSION,
            "kind": "settled",
            "call": self.call,
            "at": self.at,
            "revision": self.revision,
            "ending": self.ending,
            "endpoint": self.endpoint,
            "attempts": list(self.attempts),
            "usage": None if self.usage is None else self.usage.counts(),
            "cost_micro_usd": self.cost,
        }
