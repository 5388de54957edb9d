"""What a simulated provider has received, for tests to look at."""

from dataclasses import dataclass
from typing import Any

from proxy.canonical.usage import Usage
from proxy.simulator.faults import FaultKind


@dataclass(slots=True, kw_only=True)
class Call:
    """One call, filled in as it goes and listed when it is over; `status` is `None` where none was sent."""

    provider: str
    model: str = ""
    stream: bool = False
    status: int | None = None
    usage: Usage | None = None
    has_authorization: bool = False
    closed_early: bool = False
    """Whether the client went before the answer was complete."""
    fault: FaultKind | None = None
    request: Any = None
    """The body as JSON, where the simulator records bodies."""

    def document(self) -> dict[str, Any]:
        """Return the call as JSON tells it."""
        recorded = {} if self.request is None else {"request": self.request}
        return {
            "provider": self.provider,
            "model": self.model,
            "stream": self.stream,
            "status": self.status,
            "usage": self.usage.counts() if self.usage else None,
            "has_authorization": self.has_authorization,
            "closed_early": self.closed_early,
            "fault": self.fault.value if self.fault else None,
            **recorded,
        }
