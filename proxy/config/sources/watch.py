"""Changes of configuration directories, as the files they leave behind.

An event says only that something may have changed; what counts is the hash of the content. Directories are watched and
never files, since a file that is replaced by a rename takes its watch with it. Some file systems tell nothing (NFS, some
mounts of containers), so the content is also looked at every few seconds.
"""

import asyncio
from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing
from pathlib import Path

from watchfiles import awatch

from proxy.config.source import SourceFile, revision_of
from proxy.config.sources.files import read_files
from proxy.errors import InvalidConfiguration

POLL = 3.0
"""Seconds between two looks at the content where no event came."""

SETTLE = 0.06
"""Seconds for which the content must stay equal: a checkout writes its files one after the other."""

TICK_MS = 100
LONGEST_SETTLE = 0.5
"""Seconds after which content that never rests is taken as it is: an edit must not wait for the end of all edits."""

EVENT_STEP_MS = 10
EVENT_GROUP_MS = 50
"""How long the watcher gathers events before it tells of them."""

Reading = tuple[SourceFile, ...] | InvalidConfiguration


async def changes(
    paths: Sequence[str], *, known: str | None = None, poll: float = POLL, settle: float = SETTLE
) -> AsyncGenerator[Reading, None]:
    """Yield the files of *paths* whenever their content has changed and settled.

    `known` is the revision that the caller has already; without it the first reading is yielded at once. What cannot be
    read is yielded as the `InvalidConfiguration` that says so, for the caller to report while it keeps what it has.
    """
    last = known
    async with aclosing(_occasions(paths, poll)) as occasions:
        async for _ in occasions:
            reading = await asyncio.to_thread(_read, paths)
            if _mark_of(reading) == last:
                continue
            reading = await _settled(paths, reading, settle)
            if _mark_of(reading) != last:
                last = _mark_of(reading)
                yield reading


async def _settled(paths: Sequence[str], reading: Reading, settle: float) -> Reading:
    """Read until two readings in a row are equal, or it has taken too long."""
    for _ in range(max(1, int(LONGEST_SETTLE / settle))):
        await asyncio.sleep(settle)
        before, reading = reading, await asyncio.to_thread(_read, paths)
        if _mark_of(before) == _mark_of(reading):
            break
    return reading


async def _occasions(paths: Sequence[str], poll: float) -> AsyncGenerator[None, None]:
    """Yield whenever a look is due: at once, after events, and every *poll* seconds; forever.

    A directory that another takes the place of, by a link or a rename, is watched anew. A watcher says nothing of what
    happened before it stood, so its first tick is a look as well.
    """
    while True:
        folders = _folders(paths)
        yield
        if not folders:
            await asyncio.sleep(poll)
            continue
        async with aclosing(_events(folders, paths, poll)) as events:
            async for _ in events:
                yield
                if _folders(paths) != folders:
                    break


async def _events(
    folders: dict[Path, tuple[int, int]], paths: Sequence[str], poll: float
) -> AsyncGenerator[None, None]:
    """Yield after events in *folders*, at the first tick and every *poll* seconds, until a folder cannot be watched."""
    ticks = 0
    watcher = awatch(
        *folders,
        watch_filter=None,
        debounce=EVENT_GROUP_MS,
        step=EVENT_STEP_MS,
        rust_timeout=TICK_MS,
        yield_on_timeout=True,
        recursive=_has_directory(paths),
    )
    try:
        async with aclosing(watcher):
            async for events in watcher:
                if events or ticks % max(1, int(poll * 1000 / TICK_MS)) == 0:
                    yield
                ticks += 1
    except FileNotFoundError:
        await asyncio.sleep(poll)


def _has_directory(paths: Sequence[str]) -> bool:
    """Say whether anything deeper than the folders themselves is to be watched."""
    return any(Path(path).is_dir() for path in paths)


def _folders(paths: Sequence[str]) -> dict[Path, tuple[int, int]]:
    """Return the directories to watch, each with its identity on the file system; those that are missing, not."""
    found = {}
    for path in map(Path, paths):
        folder = path if path.is_dir() else path.parent
        try:
            status = folder.stat()
        except OSError:
            continue
        found[folder.resolve()] = (status.st_dev, status.st_ino)
    return found


def _read(paths: Sequence[str]) -> Reading:
    try:
        return read_files(paths)
    except InvalidConfiguration as unreadable:
        return unreadable


def _mark_of(reading: Reading) -> str:
    """Return what two equal readings have in common."""
    return str(reading) if isinstance(reading, InvalidConfiguration) else revision_of(reading)
