"""A call on its way through the gateway: what came in, and what has become of it so far."""

from collections.abc import AsyncGenerator, Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from proxy.canonical.outline import Outline
from proxy.canonical.usage import Usage
from proxy.catalog.endpoint import Endpoint
from proxy.dialects.base import NOWHERE, ClientDialect, Where
from proxy.dialects.passing import Operation
from proxy.policy.principal import Principal
from proxy.pool.outcome import Attempt
from proxy.values import value

CHAT = "chat"
"""The operation of every conversation, whatever its dialect."""


@value
class Call:
    """One client's request, authenticated and read from a distance.

    `id` is also the decision's id. `tags` are those of team and key and those the client declared, each once and sorted;
    `headers` are those that policies may read.
    `received` is on the monotonic clock, `at` on the wall clock in UTC.
    """

    id: str
    at: datetime
    received: float
    principal: Principal
    dialect: ClientDialect | Operation
    outline: Outline
    where: Where = NOWHERE
    is_noted: bool = False
    """Whether the client wants to be told of provider and cost beside the answer, as OpenRouter's clients are."""
    tags: tuple[str, ...] = ()
    headers: Mapping[str, str] = field(default_factory=dict)

    @property
    def operation(self) -> str:
        """What the call is for, as provider documents name it."""
        return self.dialect.operation if isinstance(self.dialect, Operation) else CHAT


class Ending(StrEnum):
    """How a call ended, as its `settled` record says."""

    COMPLETE = "complete"
    CUT = "cut"
    CANCELLED = "cancelled"
    FAILED = "failed"


@dataclass(slots=True)
class Progress:
    """What has happened to a call since it was decided; written by `upstream`, read once when the call is settled."""

    attempts: list[Attempt] = field(default_factory=list)
    endpoint: Endpoint | None = None
    usage: Usage | None = None
    finish_reason: str | None = None
    """Why the answer ended, where that was read."""
    dropped: tuple[str, ...] = ()
    """Parameters that the client set and that the answering endpoint's dialect cannot say."""
    ending: Ending = Ending.FAILED
    warnings: tuple[str, ...] = ()
    """Ids of policies that would have removed endpoints of this lane, and only warn."""
    started: float = 0.0
    """When deciding began, on the monotonic clock, like the instants below."""
    decided: float = 0.0
    """When the decision stood in the journal."""
    tried: float = 0.0
    """When the first attempt began."""
    answered: float = 0.0
    """When the first content was there, failed attempts behind it."""


@value
class Answer:
    """An answer whose first content has arrived, in the client's dialect: a whole `body`, or `chunks` as they come.

    `close` ends it: a connection that was read to its end is kept for the next call, any other is cut.
    """

    endpoint: Endpoint
    progress: Progress
    close: Callable[[], None]
    body: bytes | None = None
    chunks: AsyncGenerator[bytes] | None = None
    content_type: str = "application/json"
