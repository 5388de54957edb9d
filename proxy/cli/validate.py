"""`fairlane validate`: the reload path without the swap, so the two cannot disagree."""

import argparse
from typing import Any

from proxy.cli.exits import Exit
from proxy.cli.listing.rows import write_row
from proxy.cli.output import Format, Output
from proxy.config.snapshot import Snapshot
from proxy.config.sources.files import read_files
from proxy.runtime.build import Builder
from proxy.runtime.clock import SystemClock

DESCRIPTION = """Build the directory exactly as `serve` would, and throw the result away. Every problem is listed as
file:line:col with a code, a hint and, for people, the line; exit 3 where there is an error. What builds is inspected:
warnings are likely mistakes, and with --strict exit 3 as well. docs/reference/problems explains every code. Secrets are
read only with --secrets, since a pull request's machine has none."""


def register(verbs: Any, shared: argparse.ArgumentParser) -> None:
    """Add the verb."""
    parser = verbs.add_parser("validate", parents=[shared], help="check a directory", description=DESCRIPTION)
    parser.add_argument("directories", metavar="DIR", nargs="+", help="directory of policy files")
    parser.add_argument("--secrets", action="store_true", help="also check that every credential can be read")
    parser.add_argument("--strict", action="store_true", help="exit 3 on warnings too")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace, output: Output) -> Exit:
    """Build and inspect, and say what was built and what is likely to be a mistake in it."""
    simulator = None if options.secrets else NO_SECRETS
    snapshot, warnings = Builder(clock=SystemClock(), simulator_url=simulator).inspect(read_files(options.directories))
    verdict = Exit.INVALID if warnings and options.strict else Exit.YES
    if output.is_json:
        rows = [write_row(warning) for warning in warnings]
        built = {"revision": snapshot.revision, "counts": counts(snapshot)}
        output.json({"ok": verdict is Exit.YES, "problems": rows, **built})
        return verdict
    output.problems(warnings)
    if output.form in {Format.HUMAN, Format.PLAIN}:
        conclude(output, snapshot, len(warnings), verdict)
    return verdict


def conclude(output: Output, snapshot: Snapshot, warnings: int, verdict: Exit) -> None:
    """Say the verdict, and what there is."""
    told = ", ".join(f"{count} {name}" for name, count in counts(snapshot).items())
    found = f", {warnings} warning{'s' * (warnings != 1)}" if warnings else ""
    if verdict is Exit.YES:
        output.say(f"ok: revision {snapshot.revision}: {told}{found}", style="green")
    else:
        output.complain(f"not ok, since --strict allows no warnings: revision {snapshot.revision}: {told}{found}")


NO_SECRETS = "http://127.0.0.1:9"
"""Stands for all providers where secrets are not to be read; the discard port, and nothing is ever sent."""


def counts(snapshot: Snapshot) -> dict[str, int]:
    """Return how many of each kind there are."""
    return {
        "providers": len(snapshot.catalog.providers),
        "endpoints": len(snapshot.catalog.endpoints),
        "models": len(snapshot.catalog.models),
        "keys": len(snapshot.principals),
        "policies": len(snapshot.policies.programs),
    }
