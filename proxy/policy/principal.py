"""Who is calling: a key, its user and team, and what they were granted."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Grant:
    """Models that a team or key may reach, as patterns (`anthropic/*`); `holder` is its name for people."""

    holder: str
    models: tuple[str, ...]
    place: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Principal:
    """The caller, as the team documents describe it; nothing here comes from the client.

    `grants` are those of the key, its team and all teams above it: a model is reachable if every one of them has it.
    `tags` are the trusted ones. `expires_at` is in seconds since the epoch.
    """

    key: str
    team: str
    scope: str
    user: str = ""
    labels: Mapping[str, str] = field(default_factory=dict)
    tags: frozenset[str] = frozenset()
    grants: tuple[Grant, ...] = ()
    expires_at: float | None = None
    place: str = ""
