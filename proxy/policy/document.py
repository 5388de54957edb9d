"""A policy as its document states it, shorthands already written out as CEL; and a waiver of one."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


@dataclass(frozen=True, slots=True, kw_only=True)
class Expression:
    """CEL text, and the `file:line:col` where its document has it."""

    text: str
    place: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Requirement:
    """One line of `require`, or of `caps` where it bounds a price: `field` is the document's own word (`where`)."""

    field: str
    expression: Expression


class Mode(StrEnum):
    """What a policy does to a call that it would narrow."""

    ENFORCE = "enforce"
    WARN = "warn"
    """The call goes on as if the policy were not there, and a header says what it would have removed."""
    AUDIT = "audit"
    """The same, in the journal alone."""


class Sort(StrEnum):
    """How endpoints of one model are ordered among themselves."""

    PRICE = "price"
    ID = "id"
    THROUGHPUT = "throughput"
    LATENCY = "latency"


@dataclass(frozen=True, slots=True, kw_only=True)
class Preference:
    """An order inside the lane: providers in `order` come first, in that order; then by `sort`.

    `across_models` orders the endpoints of all models together; otherwise each model's own.
    """

    sort: Sort = Sort.PRICE
    order: tuple[str, ...] = ()
    across_models: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class FallbackEntry:
    """A model to try next, `when` that is true of the call, in an order of its own if it has a `preference`."""

    model: str
    preference: Preference | None = None
    when: Expression | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Fallback:
    """Models to try after the requested one: the list of the first pattern that matches it."""

    rules: Mapping[str, tuple[FallbackEntry, ...]]
    """Model pattern to entries, in document order; a plain list in the document is the pattern `*`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Caps:
    """Upper bounds, `None` where there is none. `deadline` is in seconds and counts from the call's arrival."""

    output_tokens: int | None = None
    attempts: int | None = None
    deadline: float | None = None
    requests_per_minute: int | None = None
    tokens_per_minute: int | None = None
    concurrency: int | None = None


class Obligation(StrEnum):
    """What must be done with a call; a flag that any matching policy raises is up. The value is how documents say it."""

    STORE_NOTHING = "store: false"
    LOG_NO_PROMPTS = "log_prompts: never"


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """One `kind: policy` document; `place` is the `file:line:col` where it begins.

    `variables` are named sub-expressions in document order; each may read those before it as `variables.name`.
    `message` is what a refused client is told, a template of `message.py`.
    """

    id: str
    title: str
    scope: str
    place: str
    owner: str = ""
    controls: tuple[str, ...] = ()
    mode: Mode = Mode.ENFORCE
    waivable: bool = False
    priority: int = 0
    variables: Mapping[str, Expression] = field(default_factory=dict)
    match: Expression | None = None
    require: tuple[Requirement, ...] = ()
    caps: Caps = Caps()
    preference: Preference | None = None
    fallback: Fallback | None = None
    obligations: frozenset[Obligation] = frozenset()
    message: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiver:
    """One `kind: waiver` document: the policy is not about calls of `scope`, until the end of the day `expires` (ISO)."""

    id: str
    policy: str
    scope: str
    reason: str
    approver: str
    expires: str
    place: str

    def has_expired(self, today: str) -> bool:
        """Say whether *today* lies after its last day; ISO days compare as text."""
        return today > self.expires
