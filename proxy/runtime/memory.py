"""The garbage collector, told what a gateway is: much that lives as long as the process, and calls that leave no cycles."""

import gc

YOUNG = 50_000
"""Allocations between two collections of the young. Python's 700 is for small programs: at some hundred objects a call, it
would walk the heap every few calls. Measured: 8 % of the throughput."""

MIDDLE, OLD = 20, 50


def settle_memory() -> None:
    """Take all that is loaded by now out of the collector's sight; once, when a process has started.

    Not again after a reload: what is frozen is only ever freed by its count, and an old snapshot must not stay for a cycle.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(YOUNG, MIDDLE, OLD)
