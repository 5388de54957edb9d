"""Who may still come in: counts the calls inside and closes the door when the process drains."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager

from proxy.errors import Unavailable


class Gate:
    """The door of one process."""

    def __init__(self) -> None:
        self.inside = 0
        self.is_open = True
        self.empty = asyncio.Event()
        self.empty.set()

    @contextmanager
    def enter(self) -> Iterator[None]:
        """Count one call in and out; `Unavailable` once the gate is closed."""
        if not self.is_open:
            raise Unavailable("the gateway is draining; try again, another replica will answer")
        self.inside += 1
        self.empty.clear()
        try:
            yield
        finally:
            self.inside -= 1
            if not self.inside:
                self.empty.set()

    def close(self) -> None:
        """Let nobody in any more; those inside go on."""
        self.is_open = False
