"""Metrics in the Prometheus text format, by its own client library.

Counting a call is an addition to a dictionary; the library sees the numbers only when somebody asks for them, since its
own counters take a lock and a look-up for each. Labels are bounded: teams, endpoints and outcomes come from configuration
and enums, never from a client's words.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, HistogramMetricFamily, Metric
from prometheus_client.exposition import CONTENT_TYPE_LATEST

CONTENT_TYPE = CONTENT_TYPE_LATEST

Labels = tuple[str, ...]

BOUNDS = (0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0, 120.0)
"""Seconds: from a cached answer to the patience of a client."""


class Tally:
    """A counter with labels."""

    def __init__(self, name: str, help_text: str, labels: Sequence[str]) -> None:
        self.name, self.help_text, self.labels = name, help_text, labels
        self.values: dict[Labels, float] = {}

    def add(self, labels: Labels, amount: float = 1) -> None:
        """Count *amount* for *labels*."""
        self.values[labels] = self.values.get(labels, 0) + amount

    def family(self) -> Metric:
        """Return what was counted, as the library wants it."""
        family = CounterMetricFamily(self.name, self.help_text, labels=self.labels)
        for labels, value in self.values.items():
            family.add_metric(labels, value)
        return family


class Spread:
    """A histogram over `BOUNDS`, with labels."""

    def __init__(self, name: str, help_text: str, labels: Sequence[str]) -> None:
        self.name, self.help_text, self.labels = name, help_text, labels
        self.counts: dict[Labels, list[int]] = {}
        self.sums: dict[Labels, float] = {}

    def add(self, labels: Labels, seconds: float) -> None:
        """Count one observation of *seconds* for *labels*."""
        counts = self.counts.get(labels) or self.counts.setdefault(labels, [0] * (len(BOUNDS) + 1))
        counts[bisect_left(BOUNDS, seconds)] += 1
        self.sums[labels] = self.sums.get(labels, 0.0) + seconds

    def family(self) -> Metric:
        """Return what was observed; the library wants each bucket to hold those below it too."""
        family = HistogramMetricFamily(self.name, self.help_text, labels=self.labels)
        names = [*map(str, BOUNDS), "+Inf"]
        for labels, counts in self.counts.items():
            below = [sum(counts[: position + 1]) for position in range(len(counts))]
            family.add_metric(labels, buckets=list(zip(names, below, strict=True)), sum_value=self.sums[labels])
        return family


class Level:
    """A gauge: a number that is what it is now."""

    def __init__(self, name: str, help_text: str, label: str = "") -> None:
        self.name, self.help_text, self.label = name, help_text, label
        self.value = 0.0
        self.text = ""

    def set(self, value: float, text: str = "") -> None:
        """Say what it is now; *text* is the value of its label."""
        self.value, self.text = value, text

    def family(self) -> Metric:
        """Return it as the library wants it."""
        labels = [self.label] if self.label else []
        family = GaugeMetricFamily(self.name, self.help_text, labels=labels)
        family.add_metric([self.text] if self.label else [], self.value)
        return family


class Metrics:
    """One process's metrics; each gateway has its own, so that tests can have many."""

    def __init__(self) -> None:
        self.calls = Tally("fairlane_calls", "Calls that were decided, by how they ended.", ["team", "ending"])
        self.attempts = Tally("fairlane_attempts", "Attempts, by endpoint and outcome.", ["endpoint", "outcome"])
        self.tokens = Tally("fairlane_tokens", "Tokens that providers reported.", ["team", "direction"])
        self.cost = Tally("fairlane_cost_micro_usd", "What settled calls cost, in micro-USD.", ["team"])
        self.first_content = Spread(
            "fairlane_time_to_first_content_seconds", "From an attempt's start to its first content.", ["endpoint"]
        )
        self.revision = Level("fairlane_snapshot_info", "1 for the revision in force.", "revision")
        self.expired_waivers = Level("fairlane_expired_waivers", "Waivers in the configuration that have expired.")
        self.reload_attempt = Level("fairlane_reload_attempt_timestamp_seconds", "When a reload was last tried.")
        self.reload_success = Level(
            "fairlane_reload_success_timestamp_seconds",
            "When a reload last succeeded; alert where it lies behind the last attempt.",
        )
        self.reload_failures = Tally("fairlane_reload_failures", "Reloads that changed nothing.", [])
        self.reload_failures.add((), 0)
        self.registry = CollectorRegistry()
        self.registry.register(self)

    def collect(self) -> Iterator[Metric]:
        """Yield every metric; the registry asks for this."""
        for each in vars(self).values():
            if isinstance(each, Tally | Spread | Level):
                yield each.family()

    def render(self) -> bytes:
        """Return the metrics as text of `CONTENT_TYPE`."""
        return generate_latest(self.registry)
