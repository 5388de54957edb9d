"""`fairlane explain`: the decision for a request body, with every reason, without calling anyone."""

import argparse
import sys
from pathlib import Path
from typing import Any

from proxy.cli.exits import Exit
from proxy.cli.explanation import show_explanation, show_policies
from proxy.cli.output import Output
from proxy.cli.validate import NO_SECRETS
from proxy.config.problems import did_you_mean
from proxy.config.snapshot import Snapshot
from proxy.config.sources.files import read_files
from proxy.dialects.registry import DIALECTS
from proxy.errors import InvalidRequest
from proxy.gateway.call import Call
from proxy.gateway.casework import Arranged, arrange
from proxy.gateway.explain import explain
from proxy.policy.principal import Principal
from proxy.runtime.build import Builder
from proxy.runtime.clock import Ids, SystemClock

DESCRIPTION = """Show what the policies of a directory would decide for a request: the lane in order, every endpoint that is out
with the policy, file and line that removed it, and which policies applied. Exit 2 where the call would be refused."""

EXAMPLE = """example:
  echo '{"model": "openai/gpt-oss-120b", "messages": [{"role": "user", "content": "hi"}]}' |
    fairlane explain --config examples/quickstart --key health-demo
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
    parser.add_argument("body", nargs="?", type=Path, metavar="FILE", help="request body (default: standard input)")
    parser.add_argument("--config", metavar="DIR", action="append", required=True, dest="directories")
    caller = parser.add_mutually_exclusive_group(required=True)
    caller.add_argument("--key", metavar="ID", help="id of the key that would call")
    caller.add_argument("--case", metavar="ID/NAME", help="explain the call of a case, as `fairlane test` names it")
    parser.add_argument("--tags", metavar="TAG,TAG", default="", help="tags the client would declare")
    parser.add_argument("--header", metavar="NAME=VALUE", action="append", default=[], help="a declared request header")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace, output: Output) -> Exit:
    """Decide and show."""
    clock = SystemClock()
    snapshot = Builder(clock=clock, simulator_url=NO_SECRETS, gates=False)(read_files(options.directories))
    explanation = explain(*asked(options, snapshot, clock))
    if output.is_json:
        output.json(explanation)
    else:
        root = options.directories[0]
        show_explanation(explanation, output, root)
        show_policies(explanation["policies"], output, root)
    return Exit.YES if explanation["effect"] == "allow" else Exit.NO


def asked(options: argparse.Namespace, snapshot: Snapshot, clock: SystemClock) -> tuple[Call, Snapshot]:
    """Return the call that is asked about, and the world that decides it."""
    if options.case is not None:
        arranged = find_case(options.case, snapshot, clock.now().date().isoformat())
        return arranged.call, arranged.world
    body = options.body.read_bytes() if options.body else sys.stdin.buffer.read()
    return make_call(options, body, snapshot), snapshot


def find_case(name: str, snapshot: Snapshot, today: str) -> Arranged:
    """Return the case `id/name`."""
    found = next(arrange(snapshot, today, lambda each, _case: each == name), None)
    if found is None:
        known = [f"{file.id}/{case.name}" for file in snapshot.cases for case in file.cases]
        raise InvalidRequest(f"no case is called `{name}`; {did_you_mean(name, known) or '`fairlane test` lists them'}")
    return found


def make_call(options: argparse.Namespace, body: bytes, snapshot: Snapshot) -> Call:
    """Return the call that the options describe."""
    principal = find_principal(options.key, snapshot)
    declared = [tag.strip() for tag in options.tags.split(",")]
    clock, chat = SystemClock(), DIALECTS["openai_chat"]
    return Call(
        id=Ids()(),
        at=clock.now(),
        received=clock.monotonic(),
        principal=principal,
        dialect=chat,
        outline=chat.outline(body),
        tags=tuple(sorted(principal.tags.union(tag for tag in declared if tag))),
        headers=dict(split_header(each) for each in options.header),
    )


def find_principal(key: str, snapshot: Snapshot) -> Principal:
    """Return the holder of the key with id *key*."""
    for principal in snapshot.principals.values():
        if principal.key == key:
            return principal
    known = ", ".join(sorted(principal.key for principal in snapshot.principals.values()))
    raise InvalidRequest(f"no key has the id `{key}`; there are: {known or 'none'}")


def split_header(text: str) -> tuple[str, str]:
    """Return name and value of `NAME=VALUE`, the name in lower case."""
    name, _, value = text.partition("=")
    return name.strip().lower(), value.strip()
