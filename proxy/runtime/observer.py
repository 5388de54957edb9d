"""From calls to metrics."""

from proxy.gateway.call import Call, Progress
from proxy.pool.outcome import Outcome
from proxy.telemetry.sinks.metrics import Metrics


class MetricsObserver:
    """Counts what ports tell it."""

    def __init__(self, metrics: Metrics) -> None:
        self.metrics = metrics

    def refused(self, call: Call) -> None:
        """Count a call that no endpoint was left for."""
        self.metrics.calls(call.principal.scope, "refused").inc()

    def settled(self, call: Call, progress: Progress, cost: int | None) -> None:
        """Count a call that is over, with its attempts, tokens and cost."""
        team = call.principal.scope
        self.metrics.calls(team, progress.ending.value).inc()
        for attempt in progress.attempts:
            self.metrics.attempts(attempt.endpoint, attempt.outcome.value).inc()
            if attempt.outcome is Outcome.ANSWERED:
                self.metrics.first_content(attempt.endpoint).observe(attempt.seconds)
        if progress.usage is not None:
            self.metrics.tokens(team, "input").inc(progress.usage.input_tokens)
            self.metrics.tokens(team, "output").inc(progress.usage.output_tokens)
        if cost is not None:
            self.metrics.cost(team).inc(cost)
