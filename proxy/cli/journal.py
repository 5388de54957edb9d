"""`fairlane journal verify`: does the chain hold, and where not. Needs nothing but the files."""

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from rich.progress import track

from proxy.cli.exits import Exit
from proxy.cli.output import Output
from proxy.errors import JournalBroken
from proxy.ledger.chain import verify

ABOUT = """The journal: one line for each decision, written before it takes effect, and one for how each call ended. Every line
carries the hash of the line before, so that a change shows."""

DESCRIPTION = """Check every line of a journal: its hash, its number, and that it follows the line before. Exit 2 where the chain
breaks, with the place. Reads only the files, so an auditor can run it on a copy."""


def register(verbs: Any, shared: argparse.ArgumentParser) -> None:
    """Add the verb."""
    parser = verbs.add_parser("journal", help="check a journal", description=ABOUT)
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    check = actions.add_parser("verify", parents=[shared], help="does the chain hold", description=DESCRIPTION)
    check.add_argument("path", type=Path, metavar="PATH", help="a state folder, its `journal` folder, or one segment")
    check.set_defaults(run=run)


def run(options: argparse.Namespace, output: Output) -> Exit:
    """Verify, and say how far the chain holds."""
    found = segments(options.path)
    if not found:
        output.complain(f"error: no journal segments (*.jsonl) at `{options.path}`")
        return Exit.COULD_NOT_RUN
    kinds: dict[str, int] = {}
    try:
        for link in verify(lines(found, output)):
            kinds[link.record.get("kind", "?")] = kinds.get(link.record.get("kind", "?"), 0) + 1
    except JournalBroken as error:
        return broken(error, sum(kinds.values()), output)
    held(kinds, output)
    return Exit.YES


def segments(path: Path) -> list[Path]:
    """Return the segments at *path*, in order."""
    if path.is_file():
        return [path]
    folder = path / "journal" if (path / "journal").is_dir() else path
    return sorted(folder.glob("*.jsonl"))


def lines(found: list[Path], output: Output) -> Iterator[tuple[str, bytes]]:
    """Yield every line with its place; long journals show progress on a terminal."""
    quiet = output.is_json or not output.err.is_terminal
    for segment in track(found, "verifying", console=output.err, transient=True, disable=quiet):
        with segment.open("rb") as file:
            for number, line in enumerate(file, 1):
                yield f"{segment}:{number}", line


def broken(error: JournalBroken, count: int, output: Output) -> Exit:
    """Say where the chain breaks."""
    if output.is_json:
        output.json({"ok": False, "lines": count, "place": error.place, "message": str(error)})
    else:
        output.complain(str(error))
        output.say(f"the {count} lines before it hold")
    return Exit.NO


def held(kinds: dict[str, int], output: Output) -> None:
    """Say what was verified."""
    count = sum(kinds.values())
    if output.is_json:
        output.json({"ok": True, "lines": count, "kinds": kinds})
        return
    told = ", ".join(f"{number} {kind}" for kind, number in sorted(kinds.items()))
    output.say(f"ok: {count} lines, the chain holds: {told}", style="green")
