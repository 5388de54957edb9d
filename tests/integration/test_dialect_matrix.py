"""Every client dialect against every provider, over real HTTP; see `tests/support/matrix`."""

import pytest

from tests.support.matrix.__main__ import PAGE
from tests.support.matrix.cells import Mark
from tests.support.matrix.run import run
from tests.support.matrix.table import render


@pytest.mark.timeout(300)
async def test_every_cell_works_or_says_why(tmp_path):
    """No cell fails without a word; and the page of the reference says of each what the gateway does."""
    cells = await run(tmp_path)

    assert [] == [cell for cell in cells if cell.mark is Mark.BROKEN]
    assert render(cells) == PAGE.read_text(), "the page is not current: `python -m tests.support.matrix` writes it"
