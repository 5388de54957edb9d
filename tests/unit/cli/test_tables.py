"""Rows as columns, blocks and tabs: nothing is obeyed, nothing is lost."""

from rich.console import Console

from proxy.cli.tables import Table, draw, visible, write_tabs

TABLE = Table(headers=("name", "because"), rows=[("a", "[red]x[/red]"), ("b", "\x1b[31mred\u202e")])


def drawn(width: int) -> str:
    """Return the table on a terminal of this width."""
    console = Console(width=width, color_system=None)
    with console.capture() as capture:
        console.print(draw(TABLE, "", width))
    return capture.get()


def test_what_stands_in_brackets_is_no_markup():
    """A client's text is shown as it is, wide and narrow."""
    assert "[red]x[/red]" in drawn(100)
    assert "[red]x[/red]" in drawn(40)


def test_a_terminal_gets_nothing_to_obey():
    """Escape sequences and marks of direction are shown by number."""
    assert r"\u001b[31mred\u202e" in drawn(100)
    assert "plain ü\n" == visible("plain ü\n")


def test_a_narrow_terminal_gets_a_block_for_each_row():
    """Columns would be folded until nobody can read them."""
    assert ["name a", "  because: [red]x[/red]", "name b"] == [line.rstrip() for line in drawn(40).splitlines()[:3]]


def test_a_cell_never_breaks_a_line_of_tabs():
    """A pipe reads one row a line."""
    assert "a\tb\none two\tx y\n" == write_tabs(Table(headers=("a", "b"), rows=[("one\ntwo", "x\ty")]))
