"""What the story needs of the world, as interfaces; `runtime/assemble.py` supplies the real ones and tests supply fakes."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from proxy.gateway.call import Answer, Call, Progress
from proxy.ledger.records import Decided, Settled
from proxy.pool.plan import Plan


class Clock(Protocol):
    """The time, in each of its meanings."""

    def now(self) -> datetime:
        """Return the wall-clock time in UTC."""
        ...

    def stamp(self) -> str:
        """Return the same as text of one width, RFC 3339 with microseconds, for the journal."""
        ...

    def monotonic(self) -> float:
        """Return seconds that never go back."""
        ...


class Journal(Protocol):
    """The append-only truth."""

    def decide(self, record: Decided) -> None:
        """Write a decision; when this returns it survives the process. `Unavailable` where it cannot be written."""
        ...

    def settle(self, record: Settled) -> None:
        """Take a settlement, which is written in this turn of the loop; never raises."""
        ...


class Upstream(Protocol):
    """The provider side."""

    async def answer(self, call: Call, plan: Plan, progress: Progress) -> Answer:
        """Run *plan* until an endpoint answers, noting every attempt in *progress*.

        `UpstreamFailed` where every attempt failed. The caller closes the answer, read to its end or not.
        """
        ...


class Observer(Protocol):
    """Whoever counts."""

    def settled(self, call: Call, progress: Progress, cost: int | None) -> None:
        """Take note of a call that is over; *cost* is in micro-USD."""
        ...

    def refused(self, call: Call) -> None:
        """Take note of a call that no endpoint was left for."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Ports:
    """The world of one gateway."""

    clock: Clock
    journal: Journal
    upstream: Upstream
    observer: Observer
