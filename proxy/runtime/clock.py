"""The real clock, and ids that sort by time; the one place where the process asks what time it is."""

import random
import time
from datetime import UTC, datetime

RANDOM_BITS = 64


class SystemClock:
    """The system's time."""

    def now(self) -> datetime:
        """Return the wall-clock time in UTC."""
        return datetime.now(UTC)  # noqa: TID251 - this is the clock that everyone takes as an argument

    def monotonic(self) -> float:
        """Return seconds that never go back."""
        return time.monotonic()


class Ids:
    """Ids for calls: `fl-` with 12 hex digits of milliseconds and 16 of randomness; unique without coordination."""

    def __init__(self) -> None:
        self.random = random.SystemRandom()

    def __call__(self) -> str:
        """Return a new id."""
        return f"fl-{time.time_ns() // 1_000_000:012x}{self.random.getrandbits(RANDOM_BITS):016x}"
