"""Problems for people: place, severity and code, what is wrong and the way out; below it the line, and a caret.

A line that may hold a secret is not shown: what people paste by mistake must not end in the log of a pipeline.
"""

import re
from collections.abc import Callable, Sequence

from rich.cells import cell_len
from rich.text import Text

from proxy.cli.listing.plain import write_place
from proxy.config.codes import Severity
from proxy.config.problems import Problem

STYLES = {Severity.ERROR: "bold red", Severity.WARNING: "bold yellow"}
MAY_BE_SECRET = re.compile(r"cred|secret|passw|token:|key:|sha256|bearer|\bsk-|\bfl-", re.IGNORECASE)
WIDEST = 120
"""Characters of a source line that are shown; of a longer one, those around the place."""
MARGIN = "    "


def describe(problem: Problem, read_lines: Callable[[str], Sequence[str]]) -> Text:
    """Return what to show of *problem*; *read_lines* has the lines of a file, or none where there is none."""
    text = Text(write_place(problem), style="bold")
    text.append(f" {problem.severity} {problem.code}:", STYLES[problem.severity])
    text.append(f" {problem.message}", "not bold")
    if problem.hint:
        text.append(f" ({problem.hint})", "not bold italic")
    excerpt = _excerpt(read_lines(problem.file), problem)
    if excerpt:
        text.append(f"\n{excerpt}", "not bold dim")
    return text


def _excerpt(lines: Sequence[str], problem: Problem) -> str:
    """Return the line of *problem* with a caret under its place; nothing where it cannot or should not be shown."""
    line = lines[problem.line - 1] if problem.line <= len(lines) else ""
    if not line.strip() or MAY_BE_SECRET.search(line):
        return ""
    start = max(0, problem.column - WIDEST // 2) if len(line) > WIDEST else 0
    shown = "".join(_visible(character) for character in line[start : start + WIDEST])
    before = cell_len(shown[: problem.column - 1 - start])
    return f"{MARGIN}{shown.rstrip()}\n{MARGIN}{' ' * before}^"


def _visible(character: str) -> str:
    """Return what a terminal shows and does not obey."""
    return character if character.isprintable() else " " if character == "\t" else "\N{REPLACEMENT CHARACTER}"
