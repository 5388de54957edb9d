"""`fairlane key new`: a key for a developer, and the YAML to commit, which holds only its hash."""

import argparse
import hashlib
import secrets
from typing import Any

import yaml

from proxy.cli.exits import Exit
from proxy.cli.output import Output

KEY_BYTES = 32
PREFIX = "fl-"

ABOUT = """Keys of developers. A key opens the gateway for one team: its document says which models, and policies decide the
rest. Documents hold only a key's SHA-256, so a repository that leaks gives nobody access."""

DESCRIPTION = """Make a key. It is printed once and kept nowhere; commit the YAML, which has its SHA-256 only, below `keys:` of
the team's document."""


def register(verbs: Any, shared: argparse.ArgumentParser) -> None:
    """Add the verb."""
    parser = verbs.add_parser("key", help="make a key", description=ABOUT)
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    new = actions.add_parser("new", parents=[shared], help="make a key", description=DESCRIPTION)
    new.add_argument("id", metavar="ID", help="name of the key in journal and reports, such as `ada-laptop`")
    new.add_argument("--user", help="whose it is, such as an e-mail address")
    new.add_argument("--expires", metavar="DAY", help="last day of validity, as 2027-06-30")
    new.set_defaults(run=run)


def run(options: argparse.Namespace, output: Output) -> Exit:
    """Make a key and print it, once."""
    key = PREFIX + secrets.token_urlsafe(KEY_BYTES)
    entry = {"id": options.id, "sha256": hashlib.sha256(key.encode()).hexdigest()}
    entry |= {name: getattr(options, name) for name in ("user", "expires") if getattr(options, name)}
    if output.is_json:
        output.json({"key": key, "entry": entry})
        return Exit.YES
    output.say("# give this to its user; it is not kept anywhere:")
    output.say(key, style="bold")
    output.say("# commit this below `keys:` of the team:")
    output.say(yaml.safe_dump([entry], sort_keys=False, width=200).rstrip())
    return Exit.YES
