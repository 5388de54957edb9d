"""`fairlane explain`: the decision for a request body, with every reason, without calling anyone."""

import argparse
import sys
from pathlib import Path
from typing import Any

from proxy.cli.exits import Exit
from proxy.cli.explanation import show_explanation, show_policies
from proxy.cli.output import Output
from proxy.cli.validate import NO_SECRETS
from proxy.config.snapshot import Snapshot
from proxy.config.sources.files import read_files
from proxy.dialects.registry import DIALECTS
from proxy.errors import InvalidRequest
from proxy.gateway.call import Call
from proxy.gateway.explain import explain
from proxy.policy.principal import Principal
from proxy.runtime.build import Builder
from proxy.runtime.clock import Ids, SystemClock

DESCRIPTION = """Show what the policies of a directory would decide for a request: the lane in order, every endpoint that is out
with the policy, file and line that removed it, and which policies applied. Exit 2 where the call would be refused."""

EXAMPLE = """example:
  echo '{"model": "openai/gpt-oss-120b", "messages": [{"role": "user", "content": "hi"}]}' |
    fairlane explain --config examples/quickstart --key health-demo"""


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
    parser.add_argument("--key", metavar="ID", required=True, help="id of the key that would call")
    parser.add_argument("--tags", metavar="TAG,TAG", default="", help="tags the client would declare")
    parser.add_argument("--header", metavar="NAME=VALUE", action="append", default=[], help="a declared request header")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace, output: Output) -> Exit:
    """Decide and show."""
    body = options.body.read_bytes() if options.body else sys.stdin.buffer.read()
    snapshot = Builder(clock=SystemClock(), simulator_url=NO_SECRETS)(read_files(options.directories))
    explanation = explain(make_call(options, body, snapshot), snapshot)
    if output.is_json:
        output.json(explanation)
    else:
        root = options.directories[0]
        show_explanation(explanation, output, root)
        show_policies(explanation["policies"], output, root)
    return Exit.YES if explanation["effect"] == "allow" else Exit.NO


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
