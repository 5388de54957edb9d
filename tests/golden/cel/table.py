"""Write `docs/reference/cel.md`: what of CEL we have, what is left out, and who passes how much of the conformance suite.

Run as `python -m tests.golden.cel.table`, with the cases beside the repository.
"""

import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from proxy.policy.celtypes import Record, Type, show
from proxy.policy.environment import CALL_AND_ENDPOINT
from proxy.policy.functions import FUNCTIONS, METHODS
from proxy.policy.operators import BINARY
from proxy.policy.parse import MACROS, MAX_BYTES, MAX_NESTED_MACROS, MAX_NESTING, MAX_NODES
from proxy.policy.reference import DIFFERENCES
from tests.golden.cel import cases, library
from tests.support.engines import CEL_CPP

DOCUMENT = Path(__file__).parents[3] / "docs" / "reference" / "cel.md"

TEXT = """# CEL in policies

`match`, `where`, `when` and `variables` are written in a subset of the
[Common Expression Language](https://github.com/google/cel-spec). Its meaning is that of the language definition; what is
left out is refused when a file is checked, by name. This page is written by `tests/golden/cel/table.py` and tested to be
current.

## What there is

| part | of the subset |
|---|---|
| literals | `true`, `42`, `0x2A`, `1.5`, `"text"`, `r"raw"`, `\"\"\"long\"\"\"`, `[1, 2]`, `timestamp("2027-01-31T00:00:00Z")` |
| operators | `&&` `||` `!` `?:` {operators}, `-x`, `list[0]`, `map["key"]`, `record.field` |
| macros | {macros}, `has` |
| functions | {functions} |
| methods | {methods} |
| limits | {bytes} bytes, {nodes} parts, {nesting} deep, macros {macros_deep} deep |

Patterns are RE2, and constant, as time zones are. Where an `int` literal meets a `double` it is one: `price.input <= 3`.

An error is not false. `&&`, `||`, `exists` and `all` absorb it where another operand decides; whatever else it meets
becomes an error, and a condition that ends in one does not hold. Such errors are: a missing key, an index outside of its
list, a number outside of 64 bits, a division by zero, a date outside of the years 1 to 9999, and reading a fact of an
endpoint that nobody could verify. `has` of such a fact is false, and so is `has` of a part of it.

## Facts

{facts}

## What there is not

Cases of the conformance suite that are out, by the feature that they need:

{excluded}

## The conformance suite

google/cel-spec at 508bd98 of 2026-06-10, `tests/simple/testdata`. *ours* is the exact evaluator{generated}; *cel-python*
is version 0.5, interpreted, first on the same cases, then on all cases of the file that are about values: without
messages, types as values, and the checker.

{conformance}

## The engine `reference`

cel-python itself, for audits. On every change, random conditions run through it, through cel-cpp and through our engines;
`python -m tests.nightly.differential` runs as many as there is time for. Inside our subset it is known to differ from the
specification here:

{differences}

cel-cpp differs in one place: {cel_cpp}. It makes a double of the int, where the specification has both on one line of
numbers. Ours has no year 0, into which the first hours of the year 1 fall west of Greenwich: that is an error.
"""


def write() -> str:
    """Return the document."""
    return TEXT.format(
        operators=" ".join(f"`{name}`" for name in BINARY),
        macros=_names(MACROS),
        functions=f"{_names(FUNCTIONS)}, `timestamp`",
        methods=_names(METHODS),
        bytes=MAX_BYTES,
        nodes=MAX_NODES,
        nesting=MAX_NESTING,
        macros_deep=MAX_NESTED_MACROS,
        facts=_table(("fact", "type"), _facts()),
        excluded=_table(("feature", "cases"), _excluded()),
        generated=" and, for what the type check lets pass, generated Python, which agree",
        conformance=_table(("file", "cases", "in the subset", "ours", "cel-python", "cel-python, all"), _conformance()),
        differences=_table(("where", "for example", "specification", "cel-python"), _differences()),
        cel_cpp=", ".join(CEL_CPP),
    )


def _names(table: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in table)


def _table(head: tuple[str, ...], rows: Iterable[tuple[object, ...]]) -> str:
    """Return a Markdown table; a stroke inside a cell is escaped."""
    lines = [head, tuple("---" for _ in head), *rows]
    return "\n".join(f"| {' | '.join(str(cell).replace('|', chr(92) + '|') for cell in line)} |" for line in lines)


def _facts() -> Iterator[tuple[str, str]]:
    for name, kind in CALL_AND_ENDPOINT.items():
        yield from _facts_of(name, kind)


def _facts_of(path: str, kind: Type) -> Iterator[tuple[str, str]]:
    if not isinstance(kind, Record):
        yield f"`{path}`", show(kind)
        return
    for name, inner in kind.fields.items():
        yield from _facts_of(f"{path}.{name}", inner)


def _excluded() -> Iterator[tuple[str, int]]:
    counted = Counter(filter(None, map(cases.exclusion, cases.all_cases())))
    yield from sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))


def _conformance() -> Iterator[tuple[object, ...]]:
    """Yield a row for each file, and one for all."""
    files = sorted({case["file"] for case in cases.all_cases()})
    rows = [[case for case in cases.all_cases() if case["file"] == file] for file in files]
    yield from ((file, *_figures(found)) for file, found in zip(files, rows, strict=True))
    yield "**all**", *_figures(list(cases.all_cases()))


def _figures(found: list[cases.Case]) -> tuple[object, ...]:
    inside = [case for case in found if cases.exclusion(case) is None]
    about_values = [case for case in found if library.can_express(case)]
    ours, theirs = sum(map(cases.passes, inside)), sum(map(library.passes, inside))
    share = f"{sum(map(library.passes, about_values))} of {len(about_values)}" if about_values else ""
    return len(found), len(inside), ours if inside else "", theirs if inside else "", share


def _differences() -> Iterator[tuple[str, ...]]:
    for name, case in DIFFERENCES.items():
        yield name, f"`{case.expression}`", case.specification, case.library


def main() -> int:
    """Write the file."""
    DOCUMENT.write_text(write())
    return 0


if __name__ == "__main__":
    sys.exit(main())
