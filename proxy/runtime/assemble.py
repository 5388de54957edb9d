"""The composition root: the one place where a gateway is put together, and taken apart again in reverse order."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from proxy.admin.health import metrics_routes, probe_routes
from proxy.config.snapshot import Snapshot
from proxy.config.sources.files import read_files
from proxy.config.sources.watch import changes
from proxy.gateway.generations import Generations
from proxy.gateway.ports import Clock, Observer, Ports
from proxy.ledger.money import costs_of
from proxy.runtime.build import Builder
from proxy.runtime.clock import Ids, SystemClock
from proxy.runtime.drain import drain
from proxy.runtime.generations import RecentGenerations
from proxy.runtime.journal import FileJournal
from proxy.runtime.listener import Listener
from proxy.runtime.observer import MetricsObserver, Observers
from proxy.runtime.reload import Reloader, tell_expired_waivers, tell_revision
from proxy.runtime.world import World
from proxy.server.app import Handler, Part, Report, make_handler
from proxy.server.counting import Counting
from proxy.server.gate import Gate
from proxy.server.inference import Inference
from proxy.server.lookups import Lookups
from proxy.server.surfaces import dialect_of
from proxy.telemetry.sinks.logs import Log
from proxy.telemetry.sinks.metrics import Metrics
from proxy.upstream.attempts import HttpUpstream
from proxy.upstream.session import make_session

EXPIRY_LOOK = 60.0
"""Seconds between two looks at the calendar."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What a process is told on its command line; `None` leaves the word to the gateway document."""

    directories: tuple[str, ...]
    state: Path
    host: str | None = None
    port: int | None = None
    admin_port: int | None = None
    simulator_url: str | None = None
    """Where simulated providers answer in place of all real ones."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gateway:
    """A running gateway."""

    world: World
    client: Listener
    admin: Listener
    journal: Path
    log: Log

    async def drain(self) -> None:
        """Take no new calls, and give those inside the time that the gateway document allows."""
        seconds = self.world.snapshot.gateway.drain
        self.log.info("draining", calls=self.world.gate.inside, seconds=seconds)
        left = await drain(self.world.gate, seconds)
        self.log.info("drained", calls_cut=left)


@asynccontextmanager
async def running(options: Options) -> AsyncIterator[Gateway]:
    """Run a gateway until the context is left.

    `InvalidConfiguration` with all problems where the directory does not build: a process never starts on a bad one.
    """
    clock, log, metrics = SystemClock(), Log(), Metrics()
    build = Builder(clock=clock, simulator_url=options.simulator_url)
    snapshot = await asyncio.to_thread(build, read_files(options.directories))
    world = make_world(snapshot, clock, metrics)
    tell_expired_waivers(snapshot, log, metrics)
    async with AsyncExitStack() as stack:
        journal = FileJournal(options.state / "journal", log)
        stack.callback(journal.close)
        if journal.file.torn:
            log.alarm("the journal's last line was cut by a crash and is removed", bytes=len(journal.file.torn))
        generations = RecentGenerations(clock)
        observer = Observers((MetricsObserver(metrics), generations))
        ports = await make_ports(stack, journal, clock, observer, snapshot)
        client = await listen(
            stack, client_listener(world, ports, generations, log), *client_address(options, snapshot)
        )
        admin = await listen(stack, admin_listener(world, metrics, log), *admin_address(options, snapshot))
        watcher = await stack.enter_async_context(asyncio.TaskGroup())
        reloader = Reloader(world, build, clock, log, metrics)
        for task in (watch(options.directories, reloader), watch_calendar(options.directories, reloader)):
            stack.callback(watcher.create_task(task).cancel)
        log.info("serving", url=client.url, admin=admin.url, revision=snapshot.revision, journal=str(journal.file.path))
        yield Gateway(world=world, client=client, admin=admin, journal=journal.file.path, log=log)


def make_world(snapshot: Snapshot, clock: Clock, metrics: Metrics) -> World:
    """Return a world that begins with *snapshot*."""
    now = clock.now()
    metrics.reload_attempt.set(now.timestamp())
    metrics.reload_success.set(now.timestamp())
    tell_revision(metrics, snapshot.revision)
    return World(snapshot=snapshot, gate=Gate(), loaded_at=now, attempted_at=now)


async def make_ports(
    stack: AsyncExitStack, journal: FileJournal, clock: Clock, observer: Observer, snapshot: Snapshot
) -> Ports:
    """Return the real ports; the session belongs to *stack*."""
    session = await stack.enter_async_context(make_session())
    return Ports(
        clock=clock,
        journal=journal,
        upstream=HttpUpstream(session, clock, answer_limit=snapshot.gateway.answer_limit, price=costs_of),
        observer=observer,
    )


def client_listener(world: World, ports: Ports, generations: Generations, log: Log) -> Listener:
    """Return the listener that clients call."""
    parts = client_parts(world, ports, generations)
    routes = {key: handler for part in parts for key, handler in part.routes().items()}

    def find(method: str, path: str) -> Handler | None:
        found = (part.find(method, path) for part in parts)
        return next((handler for handler in found if handler is not None), None)

    return Listener(make_handler({**routes, **probe_routes(world, world.row)}, dialect_of, reporter(log), find))


def client_parts(world: World, ports: Ports, generations: Generations) -> tuple[Part, ...]:
    """Return what the client side is made of, each with its routes."""
    inference = Inference(current=world.current, ports=ports, gate=world.gate, new_id=Ids())
    lookups = Lookups(current=world.current, clock=ports.clock, generations=generations)
    return inference, lookups, Counting(current=world.current, clock=ports.clock)


def admin_listener(world: World, metrics: Metrics, log: Log) -> Listener:
    """Return the listener that operators and their probes call."""
    routes = {**probe_routes(world, world.full_row), **metrics_routes(metrics)}
    return Listener(make_handler(routes, dialect_of, reporter(log)))


def reporter(log: Log) -> Report:
    """Return what takes note of an error that should not have happened."""

    def report(error: Exception) -> None:
        log.failure("internal error while answering", error)

    return report


async def listen(stack: AsyncExitStack, listener: Listener, host: str, port: int) -> Listener:
    """Start *listener*; *stack* stops it."""
    await listener.start(host, port)
    stack.push_async_callback(listener.stop)
    return listener


def client_address(options: Options, snapshot: Snapshot) -> tuple[str, int]:
    """Return where clients call: the command line's word before the document's."""
    settings = snapshot.gateway
    return options.host or settings.host, settings.port if options.port is None else options.port


def admin_address(options: Options, snapshot: Snapshot) -> tuple[str, int]:
    """Return where operators call."""
    settings = snapshot.gateway
    return settings.admin_host, settings.admin_port if options.admin_port is None else options.admin_port


async def watch(directories: Sequence[str], reloader: Reloader) -> None:
    """Reload at every change, for as long as the process runs."""
    async for reading in changes(directories, known=reloader.world.snapshot.revision):
        await reloader.reload(reading)


async def watch_calendar(directories: Sequence[str], reloader: Reloader, pause: float = EXPIRY_LOOK) -> None:
    """Build anew once the evidence of a fact has expired: the same files, on another day, may mean less."""
    while True:
        await asyncio.sleep(pause)
        if reloader.is_outdated:
            await reloader.reload(await asyncio.to_thread(read_files, directories))
