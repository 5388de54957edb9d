"""What policies answer: a lane, or a refusal, and for every endpoint that is out, who removed it and where that stands."""

from dataclasses import dataclass, field
from enum import StrEnum

from proxy.catalog.endpoint import Endpoint
from proxy.policy.document import Caps, Mode, Obligation, Preference


class Reason(StrEnum):
    """Why an endpoint is not in the lane."""

    NOT_GRANTED = "not_granted"
    POLICY = "policy"
    POLICY_ERROR = "policy_error"
    UNKNOWN_FACT = "unknown_fact"
    CLIENT_PREFERENCE = "client_preference"


@dataclass(frozen=True, slots=True, kw_only=True)
class Removal:
    """One endpoint, and the first cause that removed it.

    `policy` is the deciding policy's id, or `None` for a grant and for the client's own wish; `place` is the
    `file:line:col` of the line that decided; `clause` is its text; `detail` says what was read, in words.
    """

    endpoint: str
    reason: Reason
    policy: str | None
    place: str
    clause: str
    detail: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelChoice:
    """The surviving endpoints of one model, in catalogue order, and the order in which they are wanted."""

    model: str
    endpoints: tuple[Endpoint, ...]
    preference: Preference


@dataclass(frozen=True, slots=True, kw_only=True)
class Shadow:
    """What a policy that does not enforce would have removed from this lane: endpoint ids."""

    policy: str
    mode: Mode
    removes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """The policies' answer to a call; it goes by the call's id.

    `choices` has the requested model first, then the fallback models in order, those without survivors left out; it is
    empty exactly when the call is refused. `caps` are the smallest that apply, `obligations` all that do. `policies` are
    the ids of those that matched and enforce, `waivers` of those by which a policy was not asked.
    """

    revision: str
    model: str
    choices: tuple[ModelChoice, ...]
    caps: Caps
    obligations: frozenset[Obligation]
    policies: tuple[str, ...]
    waivers: tuple[str, ...] = ()
    shadows: tuple[Shadow, ...] = ()
    lane: tuple[str, ...] = field(init=False)
    """The ids of all endpoints in `choices`, in their order; made once, since a decision serves many calls."""

    def __post_init__(self) -> None:
        lane = tuple(endpoint.id for choice in self.choices for endpoint in choice.endpoints)
        object.__setattr__(self, "lane", lane)

    @property
    def is_refused(self) -> bool:
        """Say whether nothing survived."""
        return not self.choices
