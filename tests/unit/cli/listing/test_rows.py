"""Problems for programs."""

from pathlib import Path

from proxy.cli.listing.rows import write_row
from tests.support.listing import problem

ROOT = Path(__file__).parents[4]


def test_a_row_has_every_field_apart():
    """A program need not take the line for people to pieces."""
    row = write_row(problem(hint="mend it"))

    assert ("FL004", "error", 2, 3) == (row["code"], row["severity"], row["line"], row["column"])
    assert (str(problem(hint="mend it")), "mend it") == (row["text"], row["hint"])
    assert (ROOT / row["doc"]).is_file()
