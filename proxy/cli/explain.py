"""`fairlane explain`: the decision for a request, or for one in the journal, with every reason, calling nobody."""

import argparse
from pathlib import Path
from typing import Any

from proxy.cli.asked import make_call, read_asked
from proxy.cli.exits import Exit
from proxy.cli.explanation import show_everything
from proxy.cli.output import Output
from proxy.cli.recorded import explain_recorded
from proxy.cli.validate import NO_SECRETS
from proxy.config.problems import did_you_mean
from proxy.config.snapshot import Snapshot
from proxy.config.sources.files import read_files
from proxy.errors import InvalidRequest
from proxy.gateway.casework import Arranged, arrange
from proxy.gateway.explain import explain
from proxy.runtime.build import Builder
from proxy.runtime.clock import SystemClock

DESCRIPTION = """Show what the policies of a directory would decide for a request: the facts they read, what each clause says of
each endpoint, every endpoint in its place of the plan or out by policy, file and line, and what applies besides. Exit 2
where the call would be refused.

The request is a body, or a whole curl command as it is copied from documentation or a browser: its headers give tags,
declared headers and, if the key is known here, the caller. Nothing is sent, and no key is printed.

With --decision, the call is one of the journal: it is decided again by this directory, and compared with its record.
Exit 4 where these policies read a fact that the record does not have."""

EXAMPLE = """examples:
  echo '{"model": "openai/gpt-oss-120b", "messages": [{"role": "user", "content": "hi"}]}' |
    fairlane explain --config examples/quickstart --key health-demo
  pbpaste | fairlane explain --config examples/quickstart            # a curl command
  fairlane explain --config examples/quickstart --decision fl-... --journal STATE/journal
  fairlane explain --config examples/quickstart --case 'patient-data/stays in Europe'"""


def register(verbs: Any, shared: argparse.ArgumentParser) -> None:
    """Add the verb."""
    parser = verbs.add_parser(
        "explain",
        parents=[shared],
        help="show why",
        description=DESCRIPTION,
        epilog=EXAMPLE,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "body", nargs="?", type=Path, metavar="FILE", help="a body or a curl command (default: standard input)"
    )
    parser.add_argument("--config", metavar="DIR", action="append", required=True, dest="directories")
    parser.add_argument("--key", metavar="ID", help="id of the key that would call")
    parser.add_argument("--case", metavar="ID/NAME", help="the call of a case, as `fairlane test` names it")
    parser.add_argument("--tags", metavar="TAG,TAG", default="", help="tags the client would declare")
    parser.add_argument("--header", metavar="NAME=VALUE", action="append", default=[], help="a declared request header")
    parser.add_argument("--decision", metavar="ID", help="a decision of the journal, in place of a request")
    parser.add_argument(
        "--journal", type=Path, metavar="PATH", help="a state folder, its `journal` folder, or a segment"
    )
    parser.set_defaults(run=run)


def run(options: argparse.Namespace, output: Output) -> Exit:
    """Decide and show."""
    clock = SystemClock()
    snapshot = Builder(clock=clock, simulator_url=NO_SECRETS, gates=False)(read_files(options.directories))
    explanation = answer(options, snapshot, clock)
    if output.is_json:
        output.json(explanation)
    else:
        show_everything(explanation, output, options.directories[0])
    return exit_of(explanation)


def answer(options: argparse.Namespace, snapshot: Snapshot, clock: SystemClock) -> dict[str, Any]:
    """Return the explanation of what the options ask about; `InvalidRequest` where they ask about nothing."""
    if options.case is not None:
        if options.body or options.key or options.tags or options.header or options.decision:
            raise InvalidRequest("a case has its own caller and request; leave FILE, --key, --tags, --header out")
        arranged = find_case(options.case, snapshot, clock.now().date().isoformat())
        return explain(arranged.call, arranged.world)
    if options.decision is None and options.journal is None:
        asked = read_asked(options.body, options.key, options.tags, options.header)
        return explain(make_call(asked, snapshot, clock), snapshot)
    if options.decision is None or options.journal is None:
        raise InvalidRequest("`--decision ID` and `--journal PATH` belong together: the one is looked up in the other")
    if options.body or options.key or options.tags or options.header:
        raise InvalidRequest("a decision of the journal has its own request; leave FILE, --key, --tags, --header out")
    return explain_recorded(options.decision, options.journal, snapshot)


def exit_of(explanation: dict[str, Any]) -> Exit:
    """Return the answer for scripts."""
    if explanation.get("recorded", {}).get("missing"):
        return Exit.UNKNOWN
    return Exit.YES if explanation["effect"] == "allow" else Exit.NO


def find_case(name: str, snapshot: Snapshot, today: str) -> Arranged:
    """Return the case `id/name`."""
    found = next(arrange(snapshot, today, lambda each, _case: each == name), None)
    if found is None:
        known = [f"{file.id}/{case.name}" for file in snapshot.cases for case in file.cases]
        raise InvalidRequest(f"no case is called `{name}`; {did_you_mean(name, known) or '`fairlane test` lists them'}")
    return found
