"""The real clock, and ids that sort by time; the one place where the process asks what time it is."""

import random
import time
from datetime import UTC, datetime

RANDOM_BITS = 64
SEED_BITS = 256


class SystemClock:
    """The system's time; the text of a second is made once."""

    def __init__(self) -> None:
        self.second = -1
        self.text = ""

    def now(self) -> datetime:
        """Return the wall-clock time in UTC."""
        return datetime.now(UTC)  # noqa: TID251 - this is the clock that everyone takes as an argument

    def stamp(self) -> str:
        """Return the wall-clock time as RFC 3339 with microseconds."""
        second, rest = divmod(time.time_ns(), 1_000_000_000)
        if second != self.second:
            self.second, self.text = second, time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(second))
        return f"{self.text}.{rest // 1000:06}Z"

    monotonic = staticmethod(time.monotonic)


class Ids:
    """Ids for calls: `fl-` with 12 hex digits of milliseconds and 16 of randomness; unique without coordination.

    They are names, not secrets, so the fast generator will do; it is seeded by the system's.
    """

    def __init__(self) -> None:
        self.random = random.Random(random.SystemRandom().getrandbits(SEED_BITS))  # noqa: S311 - names, not secrets

    def __call__(self) -> str:
        """Return a new id."""
        return f"fl-{time.time_ns() // 1_000_000:012x}{self.random.getrandbits(RANDOM_BITS):016x}"
