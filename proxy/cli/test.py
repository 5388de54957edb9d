"""`fairlane test`: run the cases of a directory, and say which outcomes of its policies they have seen."""

import argparse
import re
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from rich.progress import Progress, TextColumn

from proxy.cli.exits import Exit
from proxy.cli.junit import write_junit
from proxy.cli.output import Output
from proxy.cli.testreport import Report, show
from proxy.cli.validate import NO_SECRETS
from proxy.config.snapshot import Snapshot
from proxy.config.sources.files import read_files
from proxy.gateway.casework import Outcome, arrange, run
from proxy.gateway.models import Caller, reach_all
from proxy.policy.cases import Case
from proxy.policy.outcomes import Mark, marks_of, rows_of
from proxy.runtime.build import Builder
from proxy.runtime.clock import SystemClock

DESCRIPTION = """Run the cases of a directory (documents of `kind: cases`) by the gateway's own engine, without calling anyone. Each
failing case is told with its place, what was found and why. Coverage counts, for every policy, whether cases had it match
and not match, and for every line of `require`, whether they had an endpoint that meets it and one that does not. Exit 2
where a case fails, coverage is below --min-coverage, or there is no case; exit 3 where the directory does not build."""

EXAMPLE = """example:
  fairlane test examples/quickstart --min-coverage 100 --junit cases.xml"""

FIRST_CASE = """no cases: write the first one into a file of the directory, like

kind: cases
id: first-cases
cases:
  - name: who may call what
    {caller}
    request: {{model: {model}}}
    expect: {{effect: allow}}"""


def register(verbs: Any, shared: argparse.ArgumentParser) -> None:
    """Add the verb."""
    parser = verbs.add_parser(
        "test",
        parents=[shared],
        help="run the cases of a directory",
        description=DESCRIPTION,
        epilog=EXAMPLE,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("directories", metavar="DIR", nargs="+", help="directory of policy files")
    parser.add_argument("--filter", metavar="REGEX", type=pattern, help="only cases whose `id/name` it finds")
    parser.add_argument(
        "--min-coverage", metavar="PERCENT", type=float, default=0.0, help="exit 2 below it (default 0)"
    )
    parser.add_argument("--junit", metavar="FILE", type=Path, help="also write the outcomes as JUnit XML")
    parser.add_argument("--verbose", action="store_true", help="also list what holds, and all that no case has seen")
    parser.set_defaults(run=run_cases)


def pattern(text: str) -> re.Pattern[str]:
    """Return the regular expression *text*, as argparse wants an option read."""
    try:
        return re.compile(text)
    except re.error as error:
        raise argparse.ArgumentTypeError(f"`{text}` is no regular expression: {error}") from error


def run_cases(options: argparse.Namespace, output: Output) -> Exit:
    """Build, run, and tell."""
    clock = SystemClock()
    snapshot = Builder(clock=clock, simulator_url=NO_SECRETS, gates=False)(read_files(options.directories))
    wanted = filter_of(options.filter)
    outcomes, marks = run_with_progress(snapshot, clock.now().date().isoformat(), wanted, output)
    if options.junit:
        options.junit.write_bytes(write_junit(outcomes))
    report = Report(outcomes=outcomes, rows=rows_of(snapshot.policies.programs, marks), minimum=options.min_coverage)
    if not outcomes and not output.is_json:
        output.complain(no_cases(snapshot, options.filter, clock.now()))
        return Exit.NO
    show(report, output, is_verbose=options.verbose)
    return Exit.YES if report.holds else Exit.NO


def filter_of(wanted: re.Pattern[str] | None) -> Callable[[str, Case], bool]:
    """Return what says whether a case is wanted."""
    return lambda name, _case: wanted is None or wanted.search(name) is not None


def run_with_progress(
    snapshot: Snapshot, today: str, is_wanted: Callable[[str, Case], bool], output: Output
) -> tuple[Sequence[Outcome], set[Mark]]:
    """Run the wanted cases; return their outcomes, and what they have seen of the policies."""
    outcomes: list[Outcome] = []
    marks: set[Mark] = set()
    columns = (TextColumn("{task.description}"), TextColumn("{task.completed} cases"))
    with Progress(*columns, console=output.err, transient=True, disable=not output.err.is_terminal) as progress:
        task = progress.add_task("running", total=None)
        for arranged in arrange(snapshot, today, is_wanted):
            outcome = run(arranged)
            marks |= marks_of(outcome.observed.traces)
            outcomes.append(outcome)
            progress.advance(task)
    return outcomes, marks


def no_cases(snapshot: Snapshot, wanted: re.Pattern[str] | None, now: datetime) -> str:
    """Say that nothing was run, and the way out: a case that holds."""
    if snapshot.cases and wanted is not None:
        return f"no case of this directory matches `{wanted.pattern}`"
    for holder in sorted(snapshot.principals.values(), key=lambda holder: holder.key):
        models = reach_all(snapshot, Caller(principal=holder, tags=tuple(sorted(holder.tags)), now=now))
        if models:
            return FIRST_CASE.format(caller=f"key: {holder.key}", model=models[0].name)
    return FIRST_CASE.format(
        caller="principal: {scope: acme}", model=min(snapshot.catalog.models, default="vendor/model")
    )
