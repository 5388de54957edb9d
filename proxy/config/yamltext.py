"""Strict YAML: text to trees, or every problem that can be found; it knows no kind of document.

YAML 1.2.2 as far as people write configuration in it: core-schema scalars, block and flow collections, anchors and
aliases. No tags, no merge keys, no directives, no keys but text, no key twice. The tokens come from libyaml (a parser of
YAML 1.1) through PyYAML; what the two versions mean differently is decided in `scalars.py` or refused here.

Documents are cut apart before they are parsed, so that one with a syntax error does not hide its neighbours.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

import yaml

from proxy.config.codes import Code
from proxy.config.problems import Problem
from proxy.config.syntax import explain
from proxy.config.tree import Mark, Node
from proxy.config.treebuilder import MAX_DEPTH, Budget, StructureRefused, TreeBuilder

MAX_BYTES = 1 << 20
MAX_REPORTED_CHARACTERS = 10
"""More forbidden characters than these say only that the file is not text."""

LINE_BREAK = re.compile(r"\r\n|\n|\r")
DOCUMENT_START = re.compile(r"---(?:[ \t]|$)")
FORBIDDEN = re.compile(
    "[^\t\n\r\x20-\x7e\xa0-\u2027\u202f-\u2065\u206a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
)
"""All that YAML cannot print; U+0085, U+2028 and U+2029, which end a line in YAML 1.1 only; and the marks that change
the direction of writing, with which a policy could read differently than it is."""

TOO_DEEP = "exceeded maximum nesting depth"
"""What libyaml says since PyYAML 6.0.4 of text that is nested deeper than it goes, which is far deeper than we do."""

OPENING = re.compile(r"[\[{]")

_LOADER: type = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """The documents of one file that are sound as YAML, and the problems of the others."""

    documents: tuple[Node, ...]
    problems: tuple[Problem, ...]


def load(file: str, text: bytes) -> Loaded:
    """Read the documents in *text*; *file* is its name in problems."""
    if len(text) > MAX_BYTES:
        problem = _problem(file, Mark(1, 1), "the file is larger than 1 MiB", "split it; the layout of files is free")
        return Loaded(documents=(), problems=(problem,))
    try:
        decoded = text.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        mark = _mark_at(text[: error.start].decode("utf-8"))
        return Loaded(documents=(), problems=(_problem(file, mark, "the file is not UTF-8", "save it as UTF-8"),))
    forbidden = tuple(_forbidden(file, decoded))
    return Loaded(documents=(), problems=forbidden) if forbidden else _parse(file, decoded)


def _forbidden(file: str, text: str) -> Iterator[Problem]:
    """Report the characters that must not stand in a document as they are."""
    for found in islice(FORBIDDEN.finditer(text), MAX_REPORTED_CHARACTERS):
        message = f"the character U+{ord(found[0]):04X} may not stand here as it is"
        yield _problem(file, _mark_at(text[: found.start()]), message, "remove it, or write it as an escape in quotes")


def _parse(file: str, text: str) -> Loaded:
    """Parse each document of *text* by itself."""
    lines = LINE_BREAK.split(text)
    budget = Budget()
    documents: list[Node] = []
    problems: list[Problem] = []
    for first, end in _parts(lines):
        builder = TreeBuilder(file=file, lines=lines, first=first, end=end, budget=budget)
        documents += _build(builder, "\n".join(lines[first:end]))
        problems += builder.problems
        if budget.left < 0:
            break
    return Loaded(documents=tuple(documents), problems=tuple(problems))


def _parts(lines: list[str]) -> Iterator[tuple[int, int]]:
    """Cut at the lines that begin a document; yield the first line of each part, from 0, and the first behind it."""
    starts = [index for index, line in enumerate(lines) if index == 0 or DOCUMENT_START.match(line)]
    yield from zip(starts, [*starts[1:], len(lines)], strict=True)


def _build(builder: TreeBuilder, chunk: str) -> list[Node]:
    """Feed the events of *chunk* to *builder*; return its documents if it found nothing wrong with them."""
    try:
        for event in yaml.parse(chunk, Loader=_LOADER):
            builder.feed(event)
    except yaml.MarkedYAMLError as error:
        if error.problem == TOO_DEEP:
            report_depth(builder, chunk)
            return []
        line, column, message, hint = explain(error, chunk)
        builder.report(builder.mark(line, column), message, hint)
    except StructureRefused:
        pass  # reported where it was found; what follows in this document cannot be counted on
    return [] if builder.problems else builder.documents


def report_depth(builder: TreeBuilder, chunk: str) -> None:
    """Report what libyaml refuses before it tells of a single bracket: more than a thousand of them in a row."""
    opened = next(islice(OPENING.finditer(chunk), MAX_DEPTH, None))
    before = chunk[: opened.start()].split("\n")
    builder.report(builder.mark(len(before) - 1, len(before[-1])), f"nested deeper than {MAX_DEPTH} levels")


def _mark_at(before: str) -> Mark:
    """Return the place that follows the text *before*."""
    lines = LINE_BREAK.split(before)
    return Mark(len(lines), len(lines[-1]) + 1)


def _problem(file: str, mark: Mark, message: str, hint: str) -> Problem:
    return Problem(file=file, line=mark.line, column=mark.column, message=message, hint=hint, code=Code.YAML)
