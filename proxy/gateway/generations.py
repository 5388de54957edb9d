"""What may be told of a call once it is over: no word of it, but who answered, how long it took and what it cost.

Made when the call is settled, from values at hand, and kept in memory alone (`runtime/generations.py`).
"""

from datetime import datetime
from typing import Protocol

from proxy.canonical.usage import Usage
from proxy.gateway.call import Call, Ending, Progress
from proxy.values import value


@value
class Generation:
    """A call that an endpoint answered.

    `seconds_to_content` is from its arrival to the first content, `seconds_of_content` from there to its end. `cost` is in
    micro-USD, `None` where it is unknown. `finish_reason` is `None` where it was not read.
    """

    id: str
    team: str
    at: datetime
    dialect: str
    operation: str
    model: str
    provider: str
    endpoint: str
    user: str
    session: str
    streamed: bool
    ending: Ending
    usage: Usage | None
    cost: int | None
    finish_reason: str | None
    seconds_to_content: float
    seconds_of_content: float


class Generations(Protocol):
    """Where generations are found."""

    def find(self, name: str) -> Generation | None:
        """Return the generation with this id, while it is remembered."""
        ...


def generation_of(call: Call, progress: Progress, cost: int | None, now: float) -> Generation | None:
    """Return what may be told of *call*, which is over *now* (monotonic); `None` where no endpoint answered it."""
    endpoint = progress.endpoint
    if endpoint is None:
        return None
    return Generation(
        id=call.id,
        team=call.principal.team,
        at=call.at,
        dialect=call.outline.dialect,
        operation=call.operation,
        model=endpoint.model,
        provider=endpoint.provider,
        endpoint=endpoint.id,
        user=call.outline.user,
        session=call.outline.session,
        streamed=call.outline.stream,
        ending=progress.ending,
        usage=progress.usage,
        cost=cost,
        finish_reason=progress.finish_reason,
        seconds_to_content=progress.answered - call.received,
        seconds_of_content=now - progress.answered,
    )
