"""The journal's records as its format has them; described in `docs/reference/journal.md`.

A record is a flat JSON object. Each call has one of kind `decided`, written before its first attempt, and one of kind
`settled`, written after its last. The fields are a closed list: what is not in it, such as a prompt, an answer or a
secret, cannot get into the journal. `facts` alone has members of its own: those facts that the policies read.
"""

from typing import Any, TypedDict

VERSION = 2
"""Of the format: a new field or meaning is a new version."""


class ReasonRow(TypedDict):
    """Why one endpoint was out, for a refusal."""

    endpoint: str
    reason: str
    policy: str | None
    place: str
    clause: str
    detail: str


class ShadowRow(TypedDict):
    """What a policy that does not enforce would have removed: endpoint ids."""

    policy: str
    mode: str
    removes: list[str]


class Decided(TypedDict):
    """What was decided for one call; `effect` is `allow` or `refuse`, `lane` has endpoint ids in order."""

    v: int
    kind: str
    call: str
    at: str
    revision: str
    key: str
    user: str
    team: str
    scope: str
    dialect: str
    model: str
    requested: str
    stream: bool
    tags: list[str]
    facts: dict[str, Any]
    effect: str
    policies: list[str]
    lane: list[str]
    waivers: list[str]
    shadows: list[ShadowRow]
    caps: dict[str, float]
    obligations: list[str]
    reasons: list[ReasonRow]


class AttemptRow(TypedDict):
    """One try at one endpoint."""

    endpoint: str
    outcome: str
    status: int | None
    milliseconds: float


class Settled(TypedDict):
    """How one call ended; `ending` is `complete`, `cut`, `cancelled` or `failed`.

    `cost_micro_usd` is null where it is not known: no usage was reported, or the endpoint has no price.
    """

    v: int
    kind: str
    call: str
    at: str
    revision: str
    ending: str
    endpoint: str | None
    attempts: list[AttemptRow]
    usage: dict[str, int] | None
    cost_micro_usd: int | None


Record = Decided | Settled
