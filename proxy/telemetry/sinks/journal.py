"""The journal's file: whole lines, appended and never changed, by one process at a time."""

import fcntl
import os
from pathlib import Path

from proxy.errors import JournalBroken, Unavailable

FIRST_SEGMENT = "00000001.jsonl"
TAIL = 1024 * 1024
"""How far back the last line is looked for; a record is far shorter."""


class JournalFile:
    """The newest segment of a journal folder, open for appending.

    INVARIANT: the segment is locked while it is open, so that no second process can break the chain. A last line
    without its newline was cut by a crash before it took effect; it is removed, and its bytes are in `torn`.
    """

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        segments = sorted(folder.glob("*.jsonl"))
        self.path = segments[-1] if segments else folder / FIRST_SEGMENT
        self.descriptor = os.open(self.path, os.O_RDWR | os.O_APPEND | os.O_CREAT, 0o640)
        lock(self.descriptor, self.path)
        self.torn = drop_torn_line(self.descriptor)
        self.last_line = last_line(self.descriptor)

    def append(self, line: bytes) -> None:
        """Write *line*, which ends in a newline; it has reached the kernel when this returns.

        `Unavailable` where it cannot be written whole: error means no.
        """
        try:
            written = os.write(self.descriptor, line)
        except OSError as error:
            raise Unavailable(f"the journal cannot be written: {error.strerror}") from error
        if written != len(line):
            os.ftruncate(self.descriptor, os.fstat(self.descriptor).st_size - written)
            raise Unavailable("the journal cannot be written: the disk is full")

    def close(self) -> None:
        """Give the segment back; closing releases its lock."""
        os.close(self.descriptor)


def lock(descriptor: int, path: Path) -> None:
    """Take the one lock of the segment, or say who else may have it."""
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        os.close(descriptor)
        raise Unavailable(
            f"the journal `{path}` is in use by another process; stop it, or give this one its own `--state`"
        ) from error


def drop_torn_line(descriptor: int) -> bytes:
    """Remove and return what follows the last newline."""
    size = os.fstat(descriptor).st_size
    tail = os.pread(descriptor, TAIL, max(size - TAIL, 0))
    torn = tail[tail.rfind(b"\n") + 1 :]
    if torn:
        os.ftruncate(descriptor, size - len(torn))
    return torn


def last_line(descriptor: int) -> bytes:
    """Return the last line with its newline; empty where there is none."""
    size = os.fstat(descriptor).st_size
    tail = os.pread(descriptor, TAIL, max(size - TAIL, 0))
    if size and not tail.endswith(b"\n"):
        raise JournalBroken("the last line has no end", place="journal")
    return tail[tail.rfind(b"\n", 0, -1) + 1 :]
