"""How far off a day is."""

from proxy.config.inspection.dates import days_until, in_words


def test_days_are_counted_over_months():
    """The last day itself is 0 days off, and one that has passed less."""
    assert (0, 30, -1) == (
        days_until("2026-11-24", "2026-11-24"),
        days_until("2026-12-24", "2026-11-24"),
        days_until("2026-11-23", "2026-11-24"),
    )


def test_a_time_to_come_is_said_in_words():
    """One day is one day."""
    assert ["today", "in 1 day", "in 2 days"] == [in_words(days) for days in range(3)]
