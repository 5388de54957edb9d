"""Writes `docs/reference/dialects.md`; `--show` prints the cells that are broken."""

import asyncio
import sys
import tempfile
from pathlib import Path

from tests.support.matrix.cells import Mark
from tests.support.matrix.run import run
from tests.support.matrix.table import render

PAGE = Path(__file__).parents[3] / "docs" / "reference" / "dialects.md"


def main() -> None:
    """Run the table, tell what is broken, and write the page."""
    with tempfile.TemporaryDirectory() as folder:
        cells = asyncio.run(run(Path(folder)))
    broken = [cell for cell in cells if cell.mark is Mark.BROKEN]
    for cell in broken:
        sys.stderr.write(f"{cell.client} -> {cell.flavour}, {cell.feature}: {cell.detail}\n")
    sys.stderr.write(f"{len(cells)} cells, {len(broken)} broken\n")
    if "--show" not in sys.argv:
        PAGE.write_text(render(cells))


if __name__ == "__main__":
    main()
