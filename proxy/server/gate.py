"""Who may still come in: counts the calls inside and closes the door when the process drains."""

import asyncio

from proxy.errors import Unavailable


class Gate:
    """The door of one process; a call is inside while it is in the context `with gate:`."""

    def __init__(self) -> None:
        self.inside = 0
        self.is_open = True
        self.empty = asyncio.Event()
        self.empty.set()

    def __enter__(self) -> None:
        """Count one call in; `Unavailable` once the gate is closed."""
        if not self.is_open:
            raise Unavailable("the gateway is draining; try again, another replica will answer")
        self.inside += 1
        self.empty.clear()

    def __exit__(self, *_error: object) -> None:
        """Count it out."""
        self.inside -= 1
        if not self.inside:
            self.empty.set()

    def close(self) -> None:
        """Let nobody in any more; those inside go on."""
        self.is_open = False
