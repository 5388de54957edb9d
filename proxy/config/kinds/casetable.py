"""From a `cases` document to its cases as plain mappings: fixtures in the place of their names, tables written out.

A row of a table takes the place of what its case states, key by key. What the mappings mean is for others to read.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from proxy.config.documents import Document
from proxy.config.tree import Step

Path = tuple[Step, ...]

CALLERS = ("key", "principal")
"""The two ways to say who calls; whichever is stated nearer to the case counts."""

OF_FIXTURES = {"request": "requests", "principal": "principals"}
"""Fields that may name a fixture, and where those stand."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenCase:
    """One case whole, and the path of the case or row that completes it."""

    name: str
    path: Path
    value: Mapping[str, Any]


def pieces(document: Document) -> Iterator[tuple[Path, Mapping[str, Any]]]:
    """Yield every case and every row of *document* as it stands, with its path."""
    for index, case in enumerate(document.value["cases"]):
        yield ("cases", index), case
        yield from ((("cases", index, "table", number), row) for number, row in enumerate(case.get("table", ())))


def write_cases(document: Document) -> Iterator[WrittenCase]:
    """Yield every case of *document*; a name that no fixture has stands for nothing."""
    fixtures = document.value.get("fixtures", {})
    for index, case in enumerate(document.value["cases"]):
        own = unfold(case, fixtures)
        rows = own.pop("table", None)
        if rows is None:
            yield WrittenCase(name=case["name"], path=("cases", index), value=own)
            continue
        for number, row in enumerate(rows):
            name = f"{case['name']}/{row['name']}"
            value = lay_over(own, unfold(row, fixtures))
            yield WrittenCase(name=name, path=("cases", index, "table", number), value=value)


def unfold(piece: Mapping[str, Any], fixtures: Mapping[str, Any]) -> dict[str, Any]:
    """Return *piece* with fixtures in the place of their names."""
    return {key: _fixture(key, value, fixtures) for key, value in piece.items()}


def _fixture(key: str, value: Any, fixtures: Mapping[str, Any]) -> Any:
    if key in OF_FIXTURES and isinstance(value, str):
        return fixtures.get(OF_FIXTURES[key], {}).get(value, {})
    return value


def lay_over(case: Mapping[str, Any], row: Mapping[str, Any]) -> dict[str, Any]:
    """Return *case* with what *row* states; a row that says who calls says it whole if it does so the other way."""
    dropped = {other for caller in CALLERS if caller in row for other in CALLERS if other not in row}
    return merge({key: value for key, value in case.items() if key not in dropped}, row)


def merge(below: Mapping[str, Any], above: Mapping[str, Any]) -> dict[str, Any]:
    """Return both mappings as one; where both state a key, mappings merge and anything else is that of *above*."""
    return {**below, **{key: _merged(below.get(key), value) for key, value in above.items()}}


def _merged(below: Any, above: Any) -> Any:
    return merge(below, above) if isinstance(below, Mapping) and isinstance(above, Mapping) else above
