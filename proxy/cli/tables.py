"""Rows for people and pipes: columns, one block for each row where a terminal is too narrow for columns, or tabs.

Cells may hold what a client sent, so nothing in them is markup, and what a terminal would obey is shown instead.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from rich.console import RenderableType
from rich.table import Table as Columns
from rich.text import Text

NARROW = 72
"""Columns of a terminal below which a table would be folded until nobody can read it."""

Row = Sequence[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Rows under headers; `styles` has the colour of each row, for terminals, or nothing."""

    headers: Row
    rows: Sequence[Row]
    styles: Sequence[str] = ()

    def style(self, number: int) -> str:
        """Return the colour of the row with this *number*."""
        return self.styles[number] if self.styles else ""


def draw(table: Table, title: str, width: int) -> RenderableType:
    """Return *table* as a terminal of this *width* shows it best."""
    return draw_blocks(table, title) if width < NARROW and len(table.headers) > 1 else draw_columns(table, title)


def draw_columns(table: Table, title: str) -> RenderableType:
    """Return columns that fold what is too long."""
    columns = Columns(title=title or None, title_justify="left", header_style="bold", box=None, pad_edge=False)
    for header in table.headers:
        columns.add_column(header, overflow="fold")
    for number, row in enumerate(table.rows):
        columns.add_row(*(Text(visible(cell)) for cell in row), style=table.style(number))
    return columns


def draw_blocks(table: Table, title: str) -> RenderableType:
    """Return the first cell of each row on a line of its own, and the others below it by their headers."""
    text = Text(f"{title}\n" if title else "", overflow="fold")
    for number, row in enumerate(table.rows):
        first, *others = zip(table.headers, map(visible, row), strict=True)
        text.append(f"{first[0]} {first[1]}\n".lstrip(), f"bold {table.style(number)}")
        for header, cell in others:
            text.append(f"  {header}: {cell}\n" if cell else "")
    text.rstrip()
    return text


def write_tabs(table: Table) -> str:
    """Return one line for each row, headers first, cells between tabs; a cell never breaks its line."""
    return "".join("\t".join(map(on_one_line, row)) + "\n" for row in (table.headers, *table.rows))


def on_one_line(cell: str) -> str:
    """Return a cell with its line breaks and tabs as blanks."""
    return visible(" ".join(cell.splitlines()).replace("\t", " "))


def visible(text: str) -> str:
    """Return *text* with what does not print, such as an escape sequence, written as its number."""
    if text.isprintable():
        return text
    return "".join(char if char.isprintable() or char in "\n\t" else f"\\u{ord(char):04x}" for char in text)
