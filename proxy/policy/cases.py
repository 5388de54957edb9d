"""Cases: calls with what must come of them, as documents state them; what runs them is in the gateway.

A value here knows nothing of files but the `place` where it stands, and nothing of how a decision is made.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from proxy.catalog.endpoint import Endpoint
from proxy.policy.principal import Principal

ORDINARY_INPUT = 100
"""Input tokens of a request that does not say how many it has."""


class Effect(StrEnum):
    """What policies make of a call."""

    ALLOW = "allow"
    REFUSE = "refuse"


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseRequest:
    """What is asked for, as far as policies and pool can read it.

    `tags` are those that the client declares. `needs` is `None` where the case leaves them to follow from tools and
    modalities, `time` where it is noon of the case's day.
    """

    model: str
    dialect: str = "openai_chat"
    tags: tuple[str, ...] = ()
    tools: tuple[str, ...] = ()
    modalities: tuple[str, ...] = ("text",)
    stream: bool = False
    input_tokens: int = ORDINARY_INPUT
    max_output_tokens: int | None = None
    session: str = ""
    metadata: Mapping[str, str] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)
    time: datetime | None = None
    needs: frozenset[str] | None = None
    provider: Mapping[str, Any] | None = None
    models: tuple[str, ...] | None = None
    """The client's own wishes, as its body would have them; the dialect reads them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Expectation:
    """What must come of a call; `None` is not checked.

    `inside` and `outside` have ids of endpoints or patterns of them. `lane` and `models` are whole and in order; `warns`,
    `waivers` and `obligations` are whole, in any order. `removed_by` maps an endpoint to the policy that must be the
    first to remove it.
    """

    effect: Effect | None = None
    inside: tuple[str, ...] | None = None
    outside: tuple[str, ...] | None = None
    lane: tuple[str, ...] | None = None
    first: str | None = None
    models: tuple[str, ...] | None = None
    caps: Mapping[str, float] | None = None
    policy: str | None = None
    removed_by: Mapping[str, str] | None = None
    warns: frozenset[str] | None = None
    waivers: frozenset[str] | None = None
    obligations: frozenset[str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One call, and what must come of it.

    Who calls is the holder of the `key` with this id, or the `principal`. `down` are endpoints that are ill; `today` is
    an ISO day, or `None` for the day on which the case is run.
    """

    name: str
    place: str
    key: str | None
    principal: Principal | None
    request: CaseRequest
    expect: Expectation
    down: frozenset[str] = frozenset()
    today: str | None = None
    is_gate: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFile:
    """One `kind: cases` document.

    `policies` are the ids of those that are in force in its cases, and `endpoints` all that exists in them; `None` leaves
    both to the directory.
    """

    id: str
    title: str
    place: str
    cases: tuple[Case, ...]
    policies: frozenset[str] | None = None
    endpoints: tuple[Endpoint, ...] | None = None
