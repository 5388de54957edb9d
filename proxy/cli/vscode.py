"""VS Code's own files: the schemas beside a configuration, and the settings that make the editor use them.

What stands in a settings file is somebody's work: entries are added, none is dropped, and a file that could not be written
back as it was (comments, keys that stand twice) is left alone, with an error that says what to paste.
"""

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from proxy.errors import FairlaneError

FOLDER = ".vscode"
SCHEMAS = "fairlane"
DISPATCH = f"./{FOLDER}/{SCHEMAS}/document.json"
"""The schema that knows every kind, as settings name it: relative to the folder that is open in the editor."""

EXTENSION = "redhat.vscode-yaml"
EVERY_YAML = "**/*.yaml"
INDENT = "    "

Content = dict[str, Any]


class Unmergeable(FairlaneError):
    """A settings file that would lose something; `paste` is what to add to it by hand, as JSON."""

    def __init__(self, path: Path, reason: str, paste: Content) -> None:
        super().__init__(f"`{path}` {reason}, so it is left alone; paste what this command prints into it")
        self.paste = json.dumps(paste, indent=INDENT)


def write_setup(folder: Path, schemas: Mapping[str, str], glob: str | None) -> tuple[Path, ...]:
    """Set up the editor for *folder*, and return the files that make it; `Unmergeable` before anything is written.

    The schemas hold for files that match *glob*; where there is none, for those that the settings name already, or for
    every `*.yaml` below the folder.
    """
    home = folder / FOLDER
    texts = {home / SCHEMAS / f"{kind}.json": text for kind, text in sorted(schemas.items())}
    texts[home / "settings.json"] = merge_settings(home / "settings.json", glob)
    texts[home / "extensions.json"] = merge_extensions(home / "extensions.json")
    for path, text in texts.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return tuple(texts)


def merge_settings(path: Path, glob: str | None) -> str:
    """Return the text of a `settings.json` that uses the schemas."""
    paste = {"yaml.schemas": {DISPATCH: glob or EVERY_YAML}}
    before, content = _read(path, paste)
    known = content.get("yaml.schemas", {})
    if not isinstance(known, dict):
        raise Unmergeable(path, "has a `yaml.schemas` that is no JSON object", paste)
    wanted = glob or known.get(DISPATCH, EVERY_YAML)
    return _written(before, content, {**content, "yaml.schemas": {**known, DISPATCH: wanted}})


def merge_extensions(path: Path) -> str:
    """Return the text of an `extensions.json` that recommends the extension that reads schemas for YAML."""
    paste = {"recommendations": [EXTENSION]}
    before, content = _read(path, paste)
    known = content.get("recommendations", [])
    if not isinstance(known, list):
        raise Unmergeable(path, "has `recommendations` that are no list", paste)
    wanted = known if EXTENSION in known else [*known, EXTENSION]
    return _written(before, content, {**content, "recommendations": wanted})


def _read(path: Path, paste: Content) -> tuple[str, Content]:
    """Return the text of a settings file and what it says; nothing of one that is empty or not there."""
    text = path.read_text("utf-8") if path.exists() else ""
    try:
        content = json.loads(text, object_pairs_hook=_unique) if text.strip() else {}
    except ValueError as error:
        raise Unmergeable(path, "has comments, or is no plain JSON", paste) from error
    if not isinstance(content, dict):
        raise Unmergeable(path, "is no JSON object", paste)
    return text, content


def _unique(pairs: list[tuple[str, Any]]) -> Content:
    content = dict(pairs)
    if len(content) < len(pairs):
        raise ValueError("a key stands twice")
    return content


def _written(before: str, content: Content, wanted: Content) -> str:
    """Return *wanted* as text, indented as it was *before*; the very same text where nothing changes."""
    if content == wanted:
        return before
    indent = re.search(r"\n([ \t]+)\S", before)
    return json.dumps(wanted, indent=indent[1] if indent else INDENT, ensure_ascii=False) + "\n"
