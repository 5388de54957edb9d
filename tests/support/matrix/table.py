"""The table of cells as a page of the reference."""

from collections.abc import Iterable

from proxy.dialects.registry import FLAVOURS
from tests.support.matrix.cells import Cell, Mark
from tests.support.matrix.features import FEATURES

SIGNS = {
    Mark.WORKS: "✓",
    Mark.DROPPED: "dropped",
    Mark.REFUSED: "refused",
    Mark.NOT_OFFERED: "n/o",
    Mark.UNSAYABLE: "·",
    Mark.BROKEN: "BROKEN",
}
HEAD = """\
# Dialects

Every client dialect against every provider, feature by feature. This page is written by the tests
(`python -m tests.support.matrix`), which send each cell's request through a running gateway to a simulated provider, and
look at what arrived there and at what came back; `tests/integration/test_dialect_matrix.py` fails where it is not so.

| sign | meaning |
|---|---|
| ✓ | works: it arrived upstream as it was meant, and the answer came back as the client's dialect says it |
| dropped | the provider's dialect cannot say it; the answer is given without it, and `x-fairlane-dropped` names it |
| refused | the provider's dialect cannot say it, and without it the answer would be another: the endpoint is not fit, and the 400 names what is lacking |
| n/o | not offered by the provider on any model; refused like the above |
| · | the client's own dialect has no word for it |
"""


def render(cells: Iterable[Cell]) -> str:
    """Return the page: a table for each client dialect."""
    found = {(cell.client, cell.flavour, cell.feature): cell.mark for cell in cells}
    clients = list(dict.fromkeys(client for client, _, _ in found))
    return HEAD + "".join(table(client, found) for client in clients)


def table(client: str, found: dict[tuple[str, str, str], Mark]) -> str:
    """Return the table of one client dialect, a provider a row."""
    names = list(FEATURES)
    titles = " | ".join(FEATURES[name].title for name in names)
    lines = [f"\n## Clients of `{client}`\n", f"| provider | {titles} |", f"|---|{'---|' * len(names)}"]
    for flavour in FLAVOURS:
        signs = " | ".join(SIGNS[found[client, flavour, name]] for name in names)
        lines.append(f"| {FLAVOURS[flavour].title} (`{flavour}`) | {signs} |")
    return "\n".join(lines) + "\n"
