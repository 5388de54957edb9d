"""One simulated provider: how it behaves, and what is wrong with it just now."""

from collections import deque
from dataclasses import dataclass, field
from random import Random

from proxy.simulator.behaviour import Behaviour
from proxy.simulator.caching import PromptCache
from proxy.simulator.faults import Fault
from proxy.simulator.scripts import Scripted


@dataclass(slots=True, kw_only=True)
class Provider:
    """The one value of the simulator that changes: tests and demos set behaviour and fault while it serves."""

    id: str
    behaviour: Behaviour
    fault: Fault | None = None
    fault_since: float = 0.0
    rng: Random = field(default_factory=Random)
    cache: PromptCache = field(default_factory=PromptCache)
    scripts: deque[Scripted] = field(default_factory=deque)
    """Answers to give before it makes up its own."""

    def __post_init__(self) -> None:
        self.rng.seed(f"{self.behaviour.seed} {self.id}")

    def set_fault(self, fault: Fault | None, now: float) -> None:
        """Put *fault* in place of whatever is wrong; its times count from *now*, and its dice start afresh."""
        self.fault, self.fault_since = fault, now
        self.rng.seed(f"{self.behaviour.seed} {self.id}")

    def next_script(self) -> Scripted | None:
        """Take the answer that is to be given next, where one was written beforehand."""
        return self.scripts.popleft() if self.scripts else None

    def strike(self, now: float) -> Fault | None:
        """Return the fault that strikes a call made *now*, by the provider's own seeded dice."""
        fault = self.fault
        if fault is None or not fault.is_active(now - self.fault_since):
            return None
        return fault if self.rng.random() < fault.share else None
