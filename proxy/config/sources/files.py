"""Directories to `SourceFile`s: every `*.yaml` and `*.yml` below them, once, within bounds.

Hidden entries are not configuration. A Kubernetes ConfigMap mount is a folder of links into `..data`, which is itself a
link to a hidden folder of one revision, replaced by one rename. That link is resolved once, and everything below it read
from where it led, so that a swap in between cannot mix two revisions.
"""

import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from proxy.config.codes import Code
from proxy.config.problems import Problem
from proxy.config.source import SourceFile
from proxy.errors import InvalidConfiguration

SUFFIXES = {".yaml", ".yml"}
MAX_FILES = 2_000
MAX_BYTES = 64 * 1024 * 1024
CONFIG_MAP_DATA = "..data"


def read_files(paths: Iterable[str]) -> tuple[SourceFile, ...]:
    """Return the files at and below *paths*, named as the user wrote them; `InvalidConfiguration` for what is unreadable.

    A path may be a directory or a single file.
    """
    reading = _Reading()
    for path in paths:
        reading.start(path)
    if reading.problems:
        raise InvalidConfiguration(sorted(set(reading.problems)))
    return tuple(sorted(reading.files, key=lambda file: file.path))


@dataclass(slots=True)
class _Reading:
    """What was found so far.

    `seen` are the real places, so that links never make a file count twice; `met` counts files each time.
    """

    files: list[SourceFile] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    seen: set[Path] = field(default_factory=set)
    bytes_left: int = MAX_BYTES
    met: int = 0

    def start(self, path: str) -> None:
        """Read what the user named."""
        before = self.met, len(self.problems)
        try:
            real = Path(path).resolve(strict=True)
            if real in self.seen:
                return
            if real.is_dir():
                self._directory(real, path.rstrip("/") or path)
            else:
                self._file(real, path)
        except _Full as full:
            self._note(path, str(full))
        except OSError as error:
            self._note(path, _reason(error))
        if before == (self.met, len(self.problems)):
            self._note(path, "there is no `.yaml` or `.yml` file here")

    def _directory(self, real: Path, name: str) -> None:
        if real in self.seen:
            return
        self.seen.add(real)
        for entry, target in _entries(real):
            self._entry(target, f"{name}/{entry}")

    def _entry(self, target: Path, name: str) -> None:
        """Read one entry of a directory; an unreadable one does not hide the others."""
        try:
            real = target.resolve(strict=True)
            mode = real.stat().st_mode
            if stat.S_ISDIR(mode):
                self._directory(real, name)
            elif stat.S_ISREG(mode) and Path(name).suffix in SUFFIXES:
                self._file(real, name)
        except OSError as error:
            self._note(name, _reason(error))

    def _file(self, real: Path, name: str) -> None:
        self.met += 1
        if real in self.seen:
            return
        self.seen.add(real)
        if len(self.files) == MAX_FILES:
            raise _Full(f"there are more than {MAX_FILES:,} files here")
        with real.open("rb") as file:
            text = file.read(self.bytes_left + 1)
        self.bytes_left -= len(text)
        if self.bytes_left < 0:
            raise _Full(f"the files here are larger than {MAX_BYTES >> 20} MiB together")
        self.files.append(SourceFile(path=name, text=text))

    def _note(self, name: str, message: str) -> None:
        self.problems.append(Problem(file=name, line=1, column=1, message=message, code=Code.FILES))


class _Full(Exception):
    """A bound is reached; the text says which."""


def _entries(directory: Path) -> Iterator[tuple[str, Path]]:
    """Return the visible entries of *directory* by name, with the place to read each from."""
    data = directory / CONFIG_MAP_DATA
    revision = data.resolve(strict=True) if data.is_symlink() else None
    for entry in sorted(directory.iterdir()):
        if entry.name.startswith("."):
            continue
        link = entry.readlink() if revision and entry.is_symlink() else None
        if revision and link and link.parts[:1] == (CONFIG_MAP_DATA,):
            yield entry.name, revision.joinpath(*link.parts[1:])
        else:
            yield entry.name, entry


def _reason(error: OSError) -> str:
    return f"cannot be read: {(error.strerror or str(error)).lower()}"
