"""Writes `docs/reference/errors.md`."""

import asyncio
import tempfile
from pathlib import Path

from tests.support.errortable.run import run
from tests.support.errortable.table import render

PAGE = Path(__file__).parents[3] / "docs" / "reference" / "errors.md"


def main() -> None:
    """Make every error happen, and write the page."""
    with tempfile.TemporaryDirectory() as folder:
        complaints, own = asyncio.run(run(Path(folder)))
    PAGE.write_text(render(complaints, own))


if __name__ == "__main__":
    main()
