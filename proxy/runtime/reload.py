"""Keeps the world current: every change of the files becomes a new snapshot, or a loud complaint and no change at all.

Building happens in a thread, so that calls go on; the swap is one assignment. A file that does not parse, a policy that
does not type-check, a secret that cannot be read: each leaves the last good snapshot in force.
"""

import asyncio
from collections.abc import Callable, Sequence

from proxy.config.calendar import redate
from proxy.config.snapshot import Snapshot
from proxy.config.source import SourceFile
from proxy.config.sources.watch import Reading
from proxy.errors import InvalidConfiguration
from proxy.gateway.ports import Clock
from proxy.runtime.memory import calm_collector
from proxy.runtime.world import World
from proxy.telemetry.sinks.logs import Log
from proxy.telemetry.sinks.metrics import Metrics


class Reloader:
    """Turns files into the snapshot in force."""

    def __init__(
        self, world: World, build: Callable[[Sequence[SourceFile]], Snapshot], clock: Clock, log: Log, metrics: Metrics
    ) -> None:
        self.world = world
        self.build = build
        self.clock = clock
        self.log = log
        self.metrics = metrics

    @property
    def is_outdated(self) -> bool:
        """Say whether a fact that the snapshot relies on has expired since it was built."""
        valid_until = self.world.snapshot.valid_until
        return valid_until is not None and self.clock.now().date().isoformat() > valid_until

    async def reload(self, reading: Reading) -> None:
        """Build what was read off the loop and swap; keep what is in force where it does not build."""
        self.world.attempted_at = self.clock.now()
        self.metrics.reload_attempt.set(self.world.attempted_at.timestamp())
        try:
            snapshot = await asyncio.to_thread(calm_collector()(self.build), files_of(reading))
        except InvalidConfiguration as error:
            self.refuse(error.problems)
            await self.keep_up()
        except Exception as error:  # noqa: BLE001 - whatever breaks while building must not end the watch, nor the calls
            self.log.failure("reload broke; the revision in force stays", error, revision=self.world.snapshot.revision)
            self.refuse([f"internal error while building: {error}"])
            await self.keep_up()
        else:
            self.swap(snapshot)

    def swap(self, snapshot: Snapshot) -> None:
        """Put *snapshot* in force."""
        before, self.world.snapshot = self.world.snapshot, snapshot
        self.world.loaded_at = self.clock.now()
        self.world.problems = ()
        self.metrics.reload_success.set(self.world.loaded_at.timestamp())
        tell_revision(self.metrics, snapshot.revision)
        tell_expired_waivers(snapshot, self.log, self.metrics)
        self.log.info("reloaded", revision=snapshot.revision, before=before.revision)

    async def keep_up(self) -> None:
        """Move what stays in force to today: that an edit or a gate is refused must not keep an expired fact known."""
        if not self.is_outdated:
            return
        today = self.clock.now().date().isoformat()
        self.world.snapshot = await asyncio.to_thread(calm_collector()(redate), self.world.snapshot, today)
        tell_expired_waivers(self.world.snapshot, self.log, self.metrics)
        self.log.alarm(
            "facts have expired; the revision in force goes on without them", revision=self.world.snapshot.revision
        )

    def refuse(self, problems: Sequence[object]) -> None:
        """Say loudly that nothing changed, and why."""
        self.world.problems = tuple(problems)
        self.metrics.reload_failures.add(())
        self.log.alarm(
            "reload refused; the revision in force stays",
            revision=self.world.snapshot.revision,
            problems=[str(problem) for problem in problems],
        )


def files_of(reading: Reading) -> Sequence[SourceFile]:
    """Return the files of a *reading*, or raise the `InvalidConfiguration` that it is."""
    if isinstance(reading, InvalidConfiguration):
        raise reading
    return reading


def tell_expired_waivers(snapshot: Snapshot, log: Log, metrics: Metrics) -> None:
    """Say loudly which waivers lift nothing any more: calls that relied on them are refused from now on."""
    metrics.expired_waivers.set(len(snapshot.expired_waivers))
    for waiver in snapshot.expired_waivers:
        log.alarm(
            "a waiver has expired and is ignored",
            waiver=waiver.id,
            policy=waiver.policy,
            scope=waiver.scope,
            expired=waiver.expires,
            approver=waiver.approver,
            place=waiver.place,
        )


def tell_revision(metrics: Metrics, revision: str) -> None:
    """Make *revision* the only one the metrics name."""
    metrics.revision.set(1, revision)
