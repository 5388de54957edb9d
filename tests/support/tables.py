"""Tables of the reference pages, read for the tests that hold pages and code together."""

import re
from pathlib import Path

REFERENCE = Path(__file__).parents[2] / "docs" / "reference"
NAME = re.compile(r"`(\w+)`")


def documented(page: str, heading: str) -> set[str]:
    """Return the names in the first column of the table of *page* whose first cell is *heading*."""
    lines = iter((REFERENCE / page).read_text().splitlines())
    assert any(line.startswith(f"| {heading} |") for line in lines)
    next(lines)
    rows = []
    for line in lines:
        if not line.startswith("|"):
            break
        rows.append(line)
    return {name for row in rows for name in NAME.findall(row.split(" | ")[0])}
