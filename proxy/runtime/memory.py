"""The garbage collector, told what a gateway is: much that lives as long as the process, and calls that leave no cycles."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

YOUNG = 50_000
"""Allocations between two collections of the young. Python's 700 is for small programs: at some hundred objects a call, it
would walk the heap every few calls. Measured: 8 % of the throughput."""

MIDDLE, OLD = 20, 50

HANDFUL, NEVER = 2_000, 1_000_000
"""While a snapshot is built."""


def settle_memory() -> None:
    """Take all that is loaded by now out of the collector's sight; once, when a process has started.

    After a reload, `calm_collector` has done the same for what is new.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(YOUNG, MIDDLE, OLD)


@contextmanager
def calm_collector() -> Iterator[None]:
    """Build a large world inside without a pause for the calls beside it, and take it out of the collector's sight.

    A collection of the old walks everything that is being built, 40 ms for 2,000 policies; one of the young walks a
    handful, and finds what building throws away. What is built has no cycles of its own, so that it goes when the last
    call that uses it does: `tests/integration/test_memory.py` holds that.
    """
    before = gc.get_threshold()
    gc.set_threshold(HANDFUL, NEVER, NEVER)
    try:
        yield
    finally:
        gc.freeze()
        gc.set_threshold(*before)
