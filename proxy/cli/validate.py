"""`fairlane validate`: the reload path without the swap, so the two cannot disagree."""

import argparse
from typing import Any

from proxy.cli.exits import Exit
from proxy.cli.output import Output
from proxy.config.snapshot import Snapshot
from proxy.config.sources.files import read_files
from proxy.runtime.build import Builder
from proxy.runtime.clock import SystemClock

DESCRIPTION = """Build the directory exactly as `serve` would, and throw the result away. Every problem is listed as
file:line:col with a hint; exit 3 where there is one. Secrets are read only with --secrets, since a pull request's
machine has none."""


def register(verbs: Any, shared: argparse.ArgumentParser) -> None:
    """Add the verb."""
    parser = verbs.add_parser("validate", parents=[shared], help="check a directory", description=DESCRIPTION)
    parser.add_argument("directories", metavar="DIR", nargs="+", help="directory of policy files")
    parser.add_argument("--secrets", action="store_true", help="also check that every credential can be read")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace, output: Output) -> Exit:
    """Build, and say what was built."""
    simulator = None if options.secrets else NO_SECRETS
    snapshot = Builder(clock=SystemClock(), simulator_url=simulator)(read_files(options.directories))
    if output.is_json:
        output.json({"ok": True, "problems": [], "revision": snapshot.revision, "counts": counts(snapshot)})
    else:
        told = ", ".join(f"{count} {name}" for name, count in counts(snapshot).items())
        output.say(f"ok: revision {snapshot.revision}: {told}", style="green")
    return Exit.YES


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
