"""`fairlane bench policy`: how fast a directory's own policies decide, and whether all engines agree on them."""

import argparse
import time
from collections.abc import Callable, Mapping
from itertools import cycle
from random import Random
from statistics import median
from typing import Any

from rich.progress import Progress, TextColumn, TimeElapsedColumn

from proxy.cli.exits import Exit
from proxy.cli.output import Output
from proxy.cli.validate import NO_SECRETS
from proxy.config.snapshot import Snapshot
from proxy.config.sources.files import read_files
from proxy.policy.codegen import source_of
from proxy.policy.compile import ENGINES, Engine
from proxy.policy.evaluate import PolicySet
from proxy.policy.principal import Grant, Principal
from proxy.policy.program import PolicyProgram
from proxy.policy.sampling import Sampler, show_call
from proxy.policy.selftest import Mismatch, compare, with_engine
from proxy.runtime.build import Builder
from proxy.runtime.clock import SystemClock

DESCRIPTION = """Measure what a decision of this directory's policies costs, on calls drawn from their own constants, and with
--selftest compare generated Python, the exact evaluator and cel-python on such calls for so many seconds. Exit 2 where two
engines ever differ; the call is printed, and is a bug to report."""

CALLS = 512
ROUNDS = 9
MICROSECONDS = 1_000_000


def register(verbs: Any, shared: argparse.ArgumentParser) -> None:
    """Add the verb."""
    parser = verbs.add_parser("bench", parents=[shared], help="measure, and compare engines", description=DESCRIPTION)
    parser.add_argument("what", choices=["policy"], help="what to measure")
    parser.add_argument("--config", metavar="DIR", action="append", required=True, dest="directories")
    parser.add_argument(
        "--selftest", metavar="SECONDS", type=float, default=0.0, help="compare the engines for so long"
    )
    parser.add_argument("--source", action="store_true", help="print the Python that decides, and measure nothing")
    parser.add_argument("--seed", metavar="N", type=int, default=0, help="draw other calls (default 0)")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace, output: Output) -> Exit:
    """Measure, compare, and say what came out."""
    snapshot = Builder(clock=SystemClock(), simulator_url=NO_SECRETS)(read_files(options.directories))
    if options.source:
        return show_source(snapshot.policies, output)
    sampler = make_sampler(snapshot, options.seed)
    figures = measure(snapshot.policies, sampler)
    cases, mismatch = selftest(snapshot.policies, sampler, options.selftest, output)
    report = {**sizes(snapshot), **figures, "cases": cases, "engines": [engine.value for engine in ENGINES]}
    show(report, mismatch, output)
    return Exit.YES if mismatch is None else Exit.NO


def show_source(policies: PolicySet, output: Output) -> Exit:
    """Print what stands for the policies of each scope, one block for each policy, for whoever wants to read it."""
    scopes: dict[str, list[PolicyProgram]] = {}
    for program in policies.programs:
        scopes.setdefault(program.policy.scope, []).append(program)
    for scope, programs in scopes.items():
        output.say(f"# scope `{scope}`\n{source_of(programs)}")
    return Exit.YES


def make_sampler(snapshot: Snapshot, seed: int) -> Sampler:
    """Return what draws calls of the directory's own keys, or of somebody in each policy's scope where it has none."""
    principals = sorted(snapshot.principals.values(), key=lambda principal: principal.key)
    scopes = sorted({program.policy.scope for program in snapshot.policies.programs} | {"nobody"})
    rng = Random(seed)  # noqa: S311 - calls that can be drawn again, no secret
    return Sampler(snapshot.policies, principals or [stand_in(scope) for scope in scopes], rng)


def stand_in(scope: str) -> Principal:
    """Return somebody of *scope* who was granted every model."""
    return Principal(key=scope, team=scope, scope=scope, grants=(Grant(holder=scope, models=("*",), place=""),))


def sizes(snapshot: Snapshot) -> dict[str, int]:
    """Return how much there is to decide."""
    return {"policies": len(snapshot.policies.programs), "endpoints": len(snapshot.catalog.endpoints)}


def measure(policies: PolicySet, sampler: Sampler) -> dict[str, float]:
    """Return microseconds a decision takes at the median, without memory and with it."""
    calls = [sampler.call() for _ in range(CALLS)]
    endless = cycle(calls)
    request, principal = calls[0]
    return {
        "decide_us": per_call(lambda: policies.decide_anew(*next(endless))),
        "remembered_us": per_call(lambda: policies.decide(request, principal)),
    }


def per_call(act: Callable[[], object]) -> float:
    """Return the median over rounds of the microseconds that one *act* takes."""
    rounds = []
    for _ in range(ROUNDS):
        started = time.perf_counter()
        for _ in range(CALLS):
            act()
        rounds.append((time.perf_counter() - started) / CALLS * MICROSECONDS)
    return round(median(rounds), 2)


def selftest(policies: PolicySet, sampler: Sampler, seconds: float, output: Output) -> tuple[int, Mismatch | None]:
    """Compare the engines until *seconds* are over or two differ; return the number of calls, and the first difference."""
    if not seconds:
        return 0, None
    engines = {engine: with_engine(policies, engine) for engine in ENGINES}
    columns = (TextColumn("{task.description}"), TextColumn("{task.completed} calls compared"), TimeElapsedColumn())
    with Progress(*columns, console=output.err, transient=True, disable=not output.err.is_terminal) as progress:
        task = progress.add_task("self-test")
        return compare_until(time.perf_counter() + seconds, engines, sampler, lambda: progress.advance(task))


def compare_until(
    limit: float, engines: Mapping[Engine, PolicySet], sampler: Sampler, advance: Callable[[], None]
) -> tuple[int, Mismatch | None]:
    """Compare calls one after the other."""
    cases = 0
    while time.perf_counter() < limit:
        mismatch = compare(engines, sampler.call())
        cases += 1
        if mismatch is not None:
            return cases, mismatch
        advance()
    return cases, None


def show(report: Mapping[str, Any], mismatch: Mismatch | None, output: Output) -> None:
    """Print figures and verdict."""
    difference = None if mismatch is None else describe(mismatch)
    if output.is_json:
        output.json({**report, "mismatch": difference})
        return
    output.say(f"{report['policies']} policies over {report['endpoints']} endpoints")
    output.say(f"a decision takes {report['decide_us']} µs; one that is remembered {report['remembered_us']} µs")
    if difference is not None:
        output.complain(f"engines differ after {report['cases']} calls: {difference}")
    elif report["cases"]:
        output.say(f"{report['cases']} calls: {', '.join(report['engines'])} decide the same", style="bold green")


def describe(mismatch: Mismatch) -> dict[str, str]:
    """Return a difference as text, whole, so that it can be reported."""
    decisions = {engine.value: str(decision) for engine, decision in mismatch.decisions.items()}
    return {"call": str(show_call(mismatch.call)), **decisions}
