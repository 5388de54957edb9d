"""Hold all engines to each other for as long as there is time: `python -m tests.nightly.differential --cases 200000`.

Prints progress, then how many cases had which verdict, how often each known difference showed, and every finding with
its smallest condition. Exit code 2 where there is one. `--seed` makes a run again; by default it is the day.
"""

import argparse
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, datetime
from itertools import starmap
from multiprocessing import get_context

from tests.support.differential import CALLS, Findings, compare
from tests.support.engines import engines

BATCH = 500


def compare_everywhere(cases: int, *, seed: int, processes: int, tell=lambda done: None) -> Findings:
    """Return what at least *cases* cases show, over several processes; *tell* hears how many are done."""
    batches = [(seed, start) for start in range(0, -(-cases // CALLS), BATCH)]
    everything = Findings()
    with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool:
        for found in pool.map(_compare_batch, *zip(*batches, strict=True)):
            everything.add(found)
            tell(everything)
    return everything


def _compare_batch(seed: int, start: int) -> Findings:
    return compare(engines(), seed, range(start, start + BATCH))


def main() -> int:
    """Run from the command line."""
    parser = argparse.ArgumentParser(prog="python -m tests.nightly.differential", description=__doc__.split("\n")[0])
    parser.add_argument("--cases", type=int, default=200_000)
    parser.add_argument("--seed", type=int, default=datetime.now(UTC).toordinal())
    parser.add_argument("--processes", type=int, default=2)
    options = parser.parse_args()
    print(f"exact, {', '.join(engines())}; seed {options.seed}", flush=True)
    started = time.monotonic()

    def tell(so_far: Findings) -> None:
        rate = so_far.cases.total() / (time.monotonic() - started)
        print(f"{so_far.cases.total():>9,} cases, {rate:,.0f} a second, {len(so_far.unexplained)} findings", flush=True)

    found = compare_everywhere(options.cases, seed=options.seed, processes=options.processes, tell=tell)
    print(report(found, time.monotonic() - started))
    return 2 if found.unexplained else 0


def report(found: Findings, seconds: float) -> str:
    """Return the last lines of a run."""
    lines = [f"{found.cases.total():,} cases in {seconds:.0f} s: {dict(sorted(found.cases.items()))}"]
    lines += starmap("known: {}, {:,} times".format, sorted(found.known.items()))
    return "\n".join([*lines, *found.unexplained, f"{len(found.unexplained)} findings"])


if __name__ == "__main__":
    sys.exit(main())
