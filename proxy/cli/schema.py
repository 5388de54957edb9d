"""`fairlane schema`: the JSON Schemas of the documents, for editors."""

import argparse
from pathlib import Path
from typing import Any

from proxy.canonical.jsontext import parse
from proxy.cli.exits import Exit
from proxy.cli.output import Output
from proxy.config.sources.shipped import shipped_schemas

DESCRIPTION = """Print the JSON Schema of one kind of document, list the kinds, or write all schemas to a folder, so that
`# yaml-language-server: $schema=...` finds them."""


def register(verbs: Any, shared: argparse.ArgumentParser) -> None:
    """Add the verb."""
    parser = verbs.add_parser("schema", parents=[shared], help="print JSON Schemas", description=DESCRIPTION)
    parser.add_argument("kind", nargs="?", help="kind of document; without it, the kinds are listed")
    parser.add_argument("--write", type=Path, metavar="DIR", help="write every schema as DIR/KIND.json")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace, output: Output) -> Exit:
    """Print or write."""
    texts = shipped_schemas()
    if options.write:
        return write(texts, options.write, output)
    if options.kind is None:
        for kind in sorted(texts):
            output.say(kind)
        return Exit.YES
    if options.kind not in texts:
        output.complain(f"error: no kind `{options.kind}`; there are {', '.join(sorted(texts))}")
        return Exit.INVALID
    if output.is_json:
        output.json(parse(texts[options.kind]))
    else:
        output.say(texts[options.kind].rstrip())
    return Exit.YES


def write(texts: dict[str, str], folder: Path, output: Output) -> Exit:
    """Write the schemas."""
    folder.mkdir(parents=True, exist_ok=True)
    for kind, text in sorted(texts.items()):
        (folder / f"{kind}.json").write_text(text)
        output.say(f"{folder / kind}.json")
    return Exit.YES
