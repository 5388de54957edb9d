"""Problems in pipes."""

from proxy.cli.listing.plain import write_line
from tests.support.listing import problem


def test_a_problem_is_one_line_that_begins_with_its_place():
    """`grep` and editors work on lines."""
    assert "a.yaml:2:3: error FL004: unknown name `x` (mend it)" == write_line(problem(hint="mend it"))


def test_without_a_hint_there_are_no_brackets():
    """Empty brackets say nothing."""
    assert "a.yaml:2:3: error FL004: unknown name `x`" == write_line(problem())
