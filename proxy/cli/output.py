"""How commands speak: for people with colours on a terminal, plain text in a pipe, JSON for programs."""

import sys
from collections.abc import Sequence
from enum import Enum
from typing import Any

from rich.console import Console
from rich.table import Table

from proxy.canonical.jsontext import dump


class Format(Enum):
    """The value of `--format`."""

    HUMAN = "human"
    PLAIN = "plain"
    JSON = "json"


class Output:
    """Standard output and standard error of one command."""

    def __init__(self, form: Format) -> None:
        self.form = form
        plain = form is not Format.HUMAN
        self.out = Console(
            no_color=plain or None, highlight=False, soft_wrap=plain, force_terminal=False if plain else None
        )
        self.err = Console(stderr=True, no_color=plain or None, highlight=False, soft_wrap=True)

    @property
    def is_json(self) -> bool:
        """Say whether a program reads this."""
        return self.form is Format.JSON

    def json(self, value: Any) -> None:
        """Print *value* as one line of JSON."""
        sys.stdout.write(dump(value).decode() + "\n")

    def say(self, text: str, style: str = "") -> None:
        """Print *text* as it is: what stands in brackets is no markup."""
        self.out.print(text, style=style, markup=False)

    def complain(self, text: str) -> None:
        """Print *text* to standard error."""
        self.err.print(text, style="red", markup=False)

    def table(self, headers: Sequence[str], rows: Sequence[Sequence[str]], title: str = "") -> None:
        """Print rows in columns; tab-separated lines in plain form."""
        if self.form is Format.PLAIN:
            for row in (headers, *rows):
                sys.stdout.write("\t".join(row) + "\n")
            return
        table = Table(title=title or None, title_justify="left", header_style="bold", box=None, pad_edge=False)
        for header in headers:
            table.add_column(header, overflow="fold")
        for row in rows:
            table.add_row(*row)
        self.out.print(table)

    def problems(self, problems: Sequence[object]) -> None:
        """Print problems, one a line, as `file:line:col: text`; as a JSON array for programs."""
        if self.is_json:
            self.json({"ok": not problems, "problems": [problem_row(problem) for problem in problems]})
            return
        for problem in problems:
            self.complain(str(problem))


def problem_row(problem: object) -> dict[str, Any]:
    """Return a located problem as JSON has it."""
    names = ("file", "line", "column", "message", "hint")
    return {name: getattr(problem, name, None) for name in names} | {"text": str(problem)}
