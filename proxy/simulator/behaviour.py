"""How fast a simulated provider is, and which of many it is."""

from dataclasses import dataclass
from random import Random


@dataclass(frozen=True, slots=True, kw_only=True)
class Behaviour:
    """A provider in health; times in seconds. Without `tokens_per_second`, tokens come as fast as they can.

    `jitter` is the share by which every time may be longer or shorter. `seed` makes the provider's answers its own. One that
    `always_counts` tells its usage in every stream, asked or not.
    """

    time_to_first_token: float = 0.0
    tokens_per_second: float | None = None
    jitter: float = 0.0
    seed: int = 0
    always_counts: bool = False

    def first_pause(self, rng: Random) -> float:
        """Return the time until the first token."""
        return self.time_to_first_token * self._jittered(rng)

    def next_pause(self, rng: Random) -> float:
        """Return the time between two tokens."""
        return self._jittered(rng) / self.tokens_per_second if self.tokens_per_second else 0.0

    def _jittered(self, rng: Random) -> float:
        return 1.0 + self.jitter * rng.uniform(-1.0, 1.0)
