"""One simulated provider: how it behaves, and what is wrong with it just now."""

from collections import deque
from dataclasses import dataclass, field
from random import Random
from typing import Any

from proxy.simulator.behaviour import Behaviour
from proxy.simulator.faults import Fault

MOST_CACHED = 1_000


@dataclass(slots=True, kw_only=True)
class Provider:
    """The one value of the simulator that changes: tests and demos set behaviour and fault while it serves."""

    id: str
    behaviour: Behaviour
    fault: Fault | None = None
    fault_since: float = 0.0
    rng: Random = field(default_factory=Random)
    script: deque[dict[str, Any]] = field(default_factory=deque)
    """What it answers next; empty where it makes up its answers."""
    cached: deque[str] = field(default_factory=lambda: deque(maxlen=MOST_CACHED))
    """Names of the prompts that its cache holds."""

    def __post_init__(self) -> None:
        self.rng.seed(f"{self.behaviour.seed} {self.id}")

    def set_fault(self, fault: Fault | None, now: float) -> None:
        """Put *fault* in place of whatever is wrong; its times count from *now*, and its dice start afresh."""
        self.fault, self.fault_since = fault, now
        self.rng.seed(f"{self.behaviour.seed} {self.id}")

    def recall(self, name: str | None) -> bool:
        """Say whether the prompt *name* is in the cache, and keep it there from now on."""
        if name is None or name in self.cached:
            return name is not None
        self.cached.append(name)
        return False

    def strike(self, now: float) -> Fault | None:
        """Return the fault that strikes a call made *now*, by the provider's own seeded dice."""
        fault = self.fault
        if fault is None or not fault.is_active(now - self.fault_since):
            return None
        return fault if self.rng.random() < fault.share else None
