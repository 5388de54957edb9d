"""Real processes of the command line, started for a test and stopped by their own process id."""

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from queue import Empty, Queue

ROOT = Path(__file__).parents[2]
STARTING = 30.0
STOPPING = 40.0


class Process:
    """A running `fairlane` command whose output is read line by line, so that no pipe fills up."""

    def __init__(self, *arguments: str, environment: Mapping[str, str] | None = None) -> None:
        self.running = subprocess.Popen(
            [sys.executable, "-m", "proxy", *arguments],
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": str(ROOT), **(environment or {})},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self.lines: Queue[str] = Queue()
        self.seen: list[str] = []
        self.reader = threading.Thread(target=self.read, daemon=True)
        self.reader.start()

    def read(self) -> None:
        """Move lines into the queue until the process ends."""
        for line in self.running.stdout:
            self.lines.put(line)

    def wait_for(self, word: str, seconds: float = STARTING) -> dict:
        """Return the first JSON line that has *word* in it; fails with all output where none comes."""
        limit = time.monotonic() + seconds
        while (left := limit - time.monotonic()) > 0:
            try:
                line = self.lines.get(timeout=min(left, 0.2))
            except Empty:
                if self.running.poll() is not None and self.lines.empty():
                    break
                continue
            self.seen.append(line)
            if word in line:
                return json.loads(line)
        raise AssertionError(f"no line with `{word}`; the process said:\n{''.join(self.seen)}")

    def stop(self, number: int = signal.SIGTERM) -> int:
        """Send a signal, wait, and return the exit code."""
        if self.running.poll() is None:
            self.running.send_signal(number)
        try:
            return self.running.wait(timeout=STOPPING)
        finally:
            self.reader.join(timeout=5)
            self.running.stdout.close()


@contextmanager
def process(*arguments: str, environment: Mapping[str, str] | None = None) -> Iterator[Process]:
    """Run a command until the context is left."""
    running = Process(*arguments, environment=environment)
    try:
        yield running
    finally:
        running.stop()
