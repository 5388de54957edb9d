"""From calls to whoever counts them."""

from collections.abc import Sequence

from proxy.gateway.call import Call, Progress
from proxy.gateway.ports import Observer
from proxy.pool.outcome import Outcome
from proxy.telemetry.sinks.metrics import Metrics


class Observers:
    """Tells several of each call."""

    def __init__(self, observers: Sequence[Observer]) -> None:
        self.observers = observers

    def refused(self, call: Call) -> None:
        """Pass it on."""
        for observer in self.observers:
            observer.refused(call)

    def settled(self, call: Call, progress: Progress, cost: int | None) -> None:
        """Pass it on."""
        for observer in self.observers:
            observer.settled(call, progress, cost)


class MetricsObserver:
    """Counts what ports tell it."""

    def __init__(self, metrics: Metrics) -> None:
        self.metrics = metrics

    def refused(self, call: Call) -> None:
        """Count a call that no endpoint was left for."""
        self.metrics.calls.add((call.principal.scope, "refused"))

    def settled(self, call: Call, progress: Progress, cost: int | None) -> None:
        """Count a call that is over, with its attempts, tokens and cost."""
        metrics, team = self.metrics, call.principal.scope
        metrics.calls.add((team, progress.ending))
        for attempt in progress.attempts:
            metrics.attempts.add((attempt.endpoint, attempt.outcome))
            if attempt.outcome is Outcome.ANSWERED:
                metrics.first_content.add((attempt.endpoint,), attempt.seconds)
        if progress.usage is not None:
            metrics.tokens.add((team, "input"), progress.usage.input_tokens)
            metrics.tokens.add((team, "output"), progress.usage.output_tokens)
        if cost is not None:
            metrics.cost.add((team,), cost)
