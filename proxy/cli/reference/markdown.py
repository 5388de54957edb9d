"""Markdown as GitHub reads it: tables, code, and links to headings."""

import re
from collections.abc import Iterable, Sequence


def table(headers: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table; a cell may have Markdown in it, and no line break."""
    lines = [headers, ["---"] * len(headers), *rows]
    return "\n".join(f"| {' | '.join(escape(cell) for cell in line)} |" for line in lines) + "\n"


def escape(cell: str) -> str:
    """Return the text of a cell; a bar would end it, also inside of code."""
    return cell.replace("\n", " ").replace("|", "\\|")


def code(text: str) -> str:
    """Return *text* as code, also where it has backticks in it."""
    return f"`` {text} ``" if "`" in text else f"`{text}`"


def slug(heading: str) -> str:
    """Return what a link to *heading* names after `#`."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")
