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


PIPE_WIDTH = 160
"""Columns for tables that nobody sees on a terminal."""


class Output:
    """Standard output and standard error of one command."""

    def __init__(self, form: Format) -> None:
        self.form = form
        self.out = make_console(form, sys.stdout.isatty())
        self.err = make_console(form, sys.stderr.isatty(), stderr=True)

    @property
    def is_json(self) -> bool:
        """Say whether a program reads this."""
        return self.form is Format.JSON

    def json(self, value: Any) -> None:
        """Print *value* as one line of JSON."""
        sys.stdout.write(dump(value).decode() + "\n")

    def say(self, text: str, style: str = "") -> None:
        """Print *text* as it is: what stands in brackets is no markup."""
        self.out.print(text, style=style, markup=False, soft_wrap=True)

    def complain(self, text: str) -> None:
        """Print *text* to standard error."""
        self.err.print(text, style="red", markup=False, soft_wrap=True)

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


def make_console(form: Format, is_terminal: bool, *, stderr: bool = False) -> Console:  # noqa: FBT001 - a claim
    """Return a console with colours on a terminal, unless they are not wanted, and none in a pipe."""
    return Console(
        stderr=stderr,
        no_color=True if form is not Format.HUMAN else None,
        highlight=False,
        width=None if is_terminal else PIPE_WIDTH,
    )


def problem_row(problem: object) -> dict[str, Any]:
    """Return a located problem as JSON has it."""
    names = ("file", "line", "column", "message", "hint")
    return {name: getattr(problem, name, None) for name in names} | {"text": str(problem)}
