"""`fairlane schema`: the JSON Schemas of the documents, for editors, and the reference that is made of them."""

import argparse
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from proxy.canonical.jsontext import parse
from proxy.cli.exits import Exit
from proxy.cli.output import Output
from proxy.cli.reference import reference_pages
from proxy.cli.vscode import EVERY_YAML, Unmergeable, write_setup
from proxy.config.sources.shipped import shipped_schemas

DESCRIPTION = """Print the JSON Schema of one kind of document, or list the kinds. `--write` sets up VS Code: hover texts,
completion and problems in every document below a folder. `--to` writes the plain schemas, for another editor or for
`# yaml-language-server: $schema=...`."""

HERE = Path()


def register(verbs: Any, shared: argparse.ArgumentParser) -> None:
    """Add the verb."""
    parser = verbs.add_parser("schema", parents=[shared], help="JSON Schemas for editors", description=DESCRIPTION)
    parser.add_argument("kind", nargs="?", help="kind of document; without it, the kinds are listed")
    ways = parser.add_mutually_exclusive_group()
    ways.add_argument(
        "--write",
        type=Path,
        metavar="DIR",
        nargs="?",
        const=HERE,
        help="set up VS Code in DIR (default: here): schemas in DIR/.vscode/fairlane, settings beside them",
    )
    ways.add_argument("--to", type=Path, metavar="DIR", help="write every schema as DIR/KIND.json")
    ways.add_argument("--reference", type=Path, metavar="DIR", help="write the reference of kinds, facts and functions")
    parser.add_argument("--glob", help=f"files that `--write` is about, as VS Code writes it (default {EVERY_YAML})")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace, output: Output) -> Exit:
    """Print or write."""
    texts = shipped_schemas()
    if options.write is not None:
        return set_up(texts, options, output)
    if options.to is not None:
        return write_texts(options.to, {f"{kind}.json": text for kind, text in texts.items()}, output)
    if options.reference is not None:
        return write_texts(options.reference, reference_pages(texts), output)
    if options.kind is None:
        return list_paths(sorted(texts), output)
    return show(texts, options.kind, output)


def show(texts: Mapping[str, str], kind: str, output: Output) -> Exit:
    """Print one schema."""
    if kind not in texts:
        output.complain(f"error: no kind `{kind}`; there are {', '.join(sorted(texts))}")
        return Exit.INVALID
    if output.is_json:
        output.json(parse(texts[kind]))
    else:
        output.say(texts[kind].rstrip())
    return Exit.YES


def set_up(texts: Mapping[str, str], options: argparse.Namespace, output: Output) -> Exit:
    """Set up the editor, or print what to paste where that would lose something."""
    try:
        return list_paths(map(str, write_setup(options.write, texts, options.glob)), output)
    except Unmergeable as error:
        output.complain(f"error: {error}")
        output.say(error.paste)
        return Exit.INVALID


def write_texts(folder: Path, texts: Mapping[str, str], output: Output) -> Exit:
    """Write *texts* below *folder*, by relative path."""
    for name, text in sorted(texts.items()):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return list_paths((str(folder / name) for name in sorted(texts)), output)


def list_paths(lines: Iterable[str], output: Output) -> Exit:
    """Print one name a line."""
    for line in lines:
        output.say(line)
    return Exit.YES
