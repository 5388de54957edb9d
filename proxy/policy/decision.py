"""What policies answer: a lane, or a refusal, and for every endpoint that is out, who removed it and where that stands."""

from dataclasses import dataclass, field
from enum import StrEnum

from proxy.catalog.endpoint import Endpoint
from proxy.policy.document import Preference


class Reason(StrEnum):
    """Why an endpoint is not in the lane."""

    NOT_GRANTED = "not_granted"
    POLICY = "policy"
    POLICY_ERROR = "policy_error"
    UNKNOWN_FACT = "unknown_fact"


@dataclass(frozen=True, slots=True, kw_only=True)
class Removal:
    """One endpoint, and the first cause that removed it.

    `policy` is the deciding policy's id, or `None` for a grant; `place` is the `file:line:col` of the line that
    decided; `clause` is its text; `detail` says what was read, in words.
    """

    endpoint: str
    reason: Reason
    policy: str | None
    place: str
    clause: str
    detail: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelChoice:
    """The surviving endpoints of one model, in catalogue order."""

    model: str
    endpoints: tuple[Endpoint, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """The policies' answer to a call; it goes by the call's id.

    `choices` has the requested model first, then the fallback models in order, those without survivors left out; it is
    empty exactly when the call is refused. `output_tokens` is the smallest cap that applies. `policies` are the ids of
    those that matched.
    """

    revision: str
    model: str
    choices: tuple[ModelChoice, ...]
    preference: Preference
    output_tokens: int | None
    policies: tuple[str, ...]
    lane: tuple[str, ...] = field(init=False)
    """The ids of all endpoints in `choices`, in their order; made once, since a decision serves many calls."""

    def __post_init__(self) -> None:
        lane = tuple(endpoint.id for choice in self.choices for endpoint in choice.endpoints)
        object.__setattr__(self, "lane", lane)

    @property
    def is_refused(self) -> bool:
        """Say whether nothing survived."""
        return not self.choices
