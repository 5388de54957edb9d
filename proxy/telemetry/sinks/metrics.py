"""Metrics in the Prometheus text format, by its own client library.

Labels are bounded: teams, providers and outcomes come from configuration and enums, never from a client's words.
"""

from collections.abc import Callable
from functools import cache
from typing import TypeVar

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_LATEST

CONTENT_TYPE = CONTENT_TYPE_LATEST

SECONDS = (0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120)


Metric = TypeVar("Metric", Counter, Histogram)


def by_labels(metric: Metric) -> Callable[..., Metric]:
    """Return the look-up of *metric*'s children by label values, remembered: the client library's own takes a lock."""
    return cache(metric.labels)


class Metrics:
    """One process's counters; each gateway has its own registry, so that tests can have many.

    What is counted for each call is a function of its label values: `metrics.calls(team, ending).inc()`.
    """

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.calls = by_labels(
            Counter(
                "fairlane_calls",
                "Calls that were decided, by how they ended.",
                ["team", "ending"],
                registry=self.registry,
            )
        )
        self.attempts = by_labels(
            Counter(
                "fairlane_attempts",
                "Attempts, by endpoint and outcome.",
                ["endpoint", "outcome"],
                registry=self.registry,
            )
        )
        self.tokens = by_labels(
            Counter("fairlane_tokens", "Tokens that providers reported.", ["team", "direction"], registry=self.registry)
        )
        self.cost = by_labels(
            Counter(
                "fairlane_cost_micro_usd", "What settled calls cost, in micro-USD.", ["team"], registry=self.registry
            )
        )
        self.first_content = by_labels(
            Histogram(
                "fairlane_time_to_first_content_seconds",
                "From an attempt's start to its first content.",
                ["endpoint"],
                buckets=SECONDS,
                registry=self.registry,
            )
        )
        self.revision = Gauge(
            "fairlane_snapshot_info", "1 for the revision in force.", ["revision"], registry=self.registry
        )
        self.reload_attempt = Gauge(
            "fairlane_reload_attempt_timestamp_seconds", "When a reload was last tried.", registry=self.registry
        )
        self.reload_success = Gauge(
            "fairlane_reload_success_timestamp_seconds",
            "When a reload last succeeded; alert where it lies behind the last attempt.",
            registry=self.registry,
        )
        self.reload_failures = Counter(
            "fairlane_reload_failures", "Reloads that changed nothing.", registry=self.registry
        )

    def render(self) -> bytes:
        """Return the metrics as text of `CONTENT_TYPE`."""
        return generate_latest(self.registry)
