"""The reloader alone, with a clock of its own: what becomes of a snapshot when the calendar moves on."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime

from proxy.errors import InvalidConfiguration
from proxy.runtime.assemble import make_world
from proxy.runtime.reload import Reloader
from proxy.telemetry.sinks.logs import Log
from proxy.telemetry.sinks.metrics import Metrics
from tests.support.calls import make_snapshot
from tests.support.casework import build as build_cases
from tests.support.policies import waiver


@dataclass
class Calendar:
    """A clock whose day a test sets."""

    day: int = 1
    month: int = 12

    def now(self):
        """Return noon of the day; the months of 2027 follow December."""
        return datetime(2026 if self.month == 12 else 2027, self.month, self.day, 12, tzinfo=UTC)


def reloader(build, calendar: Calendar) -> Reloader:
    """Return a reloader whose world holds until the second of the month."""
    metrics = Metrics()
    world = make_world(replace(make_snapshot(), valid_until="2026-12-02"), calendar, metrics)
    return Reloader(world, build, calendar, Log(), metrics)


async def test_a_snapshot_is_outdated_the_day_after_its_first_fact_expired():
    """Expired evidence makes facts unknown on time, without anyone touching a file."""
    calendar = Calendar()
    made = reloader(lambda _files: make_snapshot(), calendar)

    assert [False, False, True] == [made.is_outdated for calendar.day in (1, 2, 3)]
    await made.reload(())
    assert not made.is_outdated


async def test_a_build_that_fails_changes_nothing():
    """Whether files have problems or the builder breaks, the last good snapshot stays and the world says why."""

    def refuse(_files):
        raise InvalidConfiguration(["policy.yaml:1:1: no"])

    for build in (refuse, lambda _files: 1 // 0):
        made = reloader(build, Calendar())
        before = made.world.snapshot
        await made.reload(())

        assert before is made.world.snapshot
        assert made.world.problems


async def test_an_expired_waiver_is_told_loudly(capsys):
    """Whoever relied on it reads why calls are refused: in the log, and as a metric to alert on."""
    expired = replace(make_snapshot(), expired_waivers=(waiver("old", expires="2026-11-30"),))
    made = reloader(lambda _files: expired, Calendar())
    await made.reload(())

    assert "a waiver has expired and is ignored" in "".join(capsys.readouterr())
    assert b"fairlane_expired_waivers 1.0" in made.metrics.render()


async def test_a_refusal_keeps_no_expired_fact_in_force():
    """A gate that fails because a fact has expired refuses the build, and the revision in force goes on without the fact."""

    def refused(_files):
        raise InvalidConfiguration(["a gate fails"])

    calendar = Calendar(day=31)
    made = reloader(refused, calendar)
    made.world.snapshot = build_cases(today="2026-12-31")
    await made.reload(())
    kept = made.world.snapshot
    calendar.month, calendar.day = 1, 1
    await made.reload(())
    facts = [
        made.world.snapshot.catalog.endpoints[0].governance.training,
        kept.catalog.endpoints[0].governance.training,
    ]

    assert (kept.revision, [None, False]) == (made.world.snapshot.revision, facts)
    assert (False, ("a gate fails",)) == (made.is_outdated, made.world.problems)
