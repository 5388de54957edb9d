"""How far off a day is."""

from datetime import date

SOON = 30
"""Days before the end of evidence, or of a waiver, from which on it is warned of."""


def days_until(day: str, today: str) -> int:
    """Return how many days after *today* the ISO day *day* is; less than 0 where it has passed."""
    return (date.fromisoformat(day) - date.fromisoformat(today)).days


def in_words(days: int) -> str:
    """Return a time to come: `today`, `in 1 day`, `in 5 days`."""
    return "today" if not days else f"in {days} day{'s' * (days != 1)}"
