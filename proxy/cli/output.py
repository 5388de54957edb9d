"""How commands speak: for people with colours on a terminal, plain text in a pipe, JSON and its like for programs."""

import sys
from collections.abc import Sequence
from enum import Enum
from functools import cache
from pathlib import Path
from typing import Any

from rich.console import Console

from proxy.canonical.jsontext import dump
from proxy.cli.listing.github import write_command
from proxy.cli.listing.human import describe
from proxy.cli.listing.plain import write_line
from proxy.cli.listing.rows import write_row
from proxy.cli.listing.sarif import write_log
from proxy.cli.tables import Row, Table, draw, on_one_line, visible, write_tabs
from proxy.config.problems import Problem
from proxy.config.yamltext import LINE_BREAK


class Format(Enum):
    """The value of `--format`."""

    HUMAN = "human"
    PLAIN = "plain"
    JSON = "json"
    SARIF = "sarif"
    GITHUB = "github"


EVERY_VERB = (Format.HUMAN, Format.PLAIN, Format.JSON)
"""The forms of any answer; the others are for lists of problems alone."""

PAIR_WIDTH = 13
"""Columns for the names of pairs."""

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
        self.out.print(visible(text), style=style, markup=False, soft_wrap=True)

    def complain(self, text: str) -> None:
        """Print *text* to standard error."""
        self.err.print(visible(text), style="red", markup=False, soft_wrap=True)

    def say_pair(self, name: str, text: str, style: str = "") -> None:
        """Print a line of a name and what it is; with a tab between them in plain form."""
        if self.form is Format.PLAIN:
            sys.stdout.write(f"{name}\t{on_one_line(text)}\n")
        else:
            self.say(f"{name:<{PAIR_WIDTH}}{text}", style)

    def table(self, headers: Row, rows: Sequence[Row], title: str = "", styles: Sequence[str] = ()) -> None:
        """Print rows in columns, each in its style if *styles* are given; tab-separated lines in plain form."""
        table = Table(headers=headers, rows=rows, styles=styles)
        if self.form is Format.PLAIN:
            sys.stdout.write(write_tabs(table))
            return
        self.out.print(draw(table, title, self.out.width))

    def problems(self, problems: Sequence[Problem]) -> None:
        """Print problems: for people and pipes on standard error, for programs on standard output."""
        match self.form:
            case Format.HUMAN:
                for problem in problems:
                    self.err.print(describe(problem, read_lines), soft_wrap=True)
            case Format.PLAIN:
                sys.stderr.writelines(f"{write_line(problem)}\n" for problem in problems)
            case Format.JSON:
                self.json({"ok": not problems, "problems": [write_row(problem) for problem in problems]})
            case Format.SARIF:
                self.json(write_log(problems))
            case Format.GITHUB:
                sys.stdout.writelines(f"{write_command(problem)}\n" for problem in problems)


@cache
def read_lines(file: str) -> Sequence[str]:
    """Return the lines of *file* to show in problems; none where it cannot be read."""
    try:
        return LINE_BREAK.split(Path(file).read_text("utf-8", errors="replace").removeprefix("\ufeff"))
    except OSError:
        return ()


def make_console(form: Format, is_terminal: bool, *, stderr: bool = False) -> Console:  # noqa: FBT001 - a claim
    """Return a console with colours on a terminal, unless they are not wanted, and none in a pipe."""
    return Console(
        stderr=stderr,
        no_color=True if form is not Format.HUMAN else None,
        highlight=False,
        width=None if is_terminal else PIPE_WIDTH,
    )
