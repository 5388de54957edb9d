"""The end of a process: close the door, let those inside finish, then go."""

import asyncio
import signal
from collections.abc import Iterator
from contextlib import contextmanager

from proxy.server.gate import Gate

SIGNALS = (signal.SIGTERM, signal.SIGINT)


@contextmanager
def stop_signals() -> Iterator[asyncio.Event]:
    """Give an event that is set by SIGTERM or SIGINT; afterwards the signals are the system's again."""
    loop, stopped = asyncio.get_running_loop(), asyncio.Event()
    for number in SIGNALS:
        loop.add_signal_handler(number, stopped.set)
    try:
        yield stopped
    finally:
        for number in SIGNALS:
            loop.remove_signal_handler(number)


async def drain(gate: Gate, seconds: float) -> int:
    """Close *gate* and wait until it is empty, *seconds* at most; return how many calls were left."""
    gate.close()
    try:
        async with asyncio.timeout(seconds):
            await gate.empty.wait()
    except TimeoutError:
        pass  # those left are cancelled when their connections close, and are settled as cancelled
    return gate.inside
