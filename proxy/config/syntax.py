"""What libyaml's syntax errors mean to the person who wrote the file, and where that person should look."""

import re
from dataclasses import dataclass

import yaml


@dataclass(frozen=True, slots=True, kw_only=True)
class _Advice:
    """Our words for one of libyaml's; `opening` says that the mistake stands where the construct began."""

    message: str
    hint: str = ""
    opening: bool = False


TABS = _Advice(message="a tab cannot indent YAML", hint="use spaces")
NO_DIRECTIVES = _Advice(message="directives are not supported", hint="leave the line out; this is always YAML 1.2")
TOO_EARLY = _Advice(message="the document ends too early", hint="close every bracket and quote")

INDENTED_BY_TAB = re.compile(r" *\t")
DIRECTIVE = re.compile(r"^%", re.MULTILINE)
"""No other construct that fails to parse is likely to begin a line like this."""

ADVICE = {
    "mapping values are not allowed": _Advice(
        message="a `:` that makes no sense here",
        hint="put text that holds `: ` in quotes, or mend the indentation",
    ),
    "found a tab character": TABS,
    "found character that cannot start any token": _Advice(
        message="text cannot begin with this character", hint="put the text in quotes"
    ),
    "found unexpected end of stream": _Advice(message="quotes that are never closed", opening=True),
    "found unexpected document indicator": _Advice(message="quotes that are never closed", opening=True),
    "did not find expected ',' or ']'": _Advice(message="a `[` that is never closed", opening=True),
    "did not find expected ',' or '}'": _Advice(message="a `{` that is never closed", opening=True),
    "did not find expected node content": _Advice(message="a value is missing before this"),
    "did not find expected key": _Advice(
        message="this is no key of the mapping above it", hint="mend the indentation, or put the whole text in quotes"
    ),
    "did not find expected '-' indicator": _Advice(
        message="this is no item of the list above it", hint="begin it with `- `, or mend the indentation"
    ),
    "could not find expected ':'": _Advice(message="a key without its `:`", opening=True),
    "found unknown escape character": _Advice(
        message="an escape that YAML does not know", hint="write `\\\\` for a backslash, or use single quotes"
    ),
    "found undefined tag handle": _Advice(message="tags are not supported", hint="leave it out"),
    "did not find expected <document start>": _Advice(
        message="a document cannot begin here", hint="separate documents with `---`"
    ),
    "block sequence entries are not allowed": _Advice(
        message="a list cannot begin here", hint="put `- ` on a line of its own, below its key"
    ),
    "did not find expected alphabetic or numeric character": _Advice(
        message="an anchor or alias without a name", hint="put text that begins with `*` or `&` in quotes"
    ),
}
"""By the words that libyaml and PyYAML's own parser share, as of libyaml 0.2.5."""


def explain(error: yaml.MarkedYAMLError, chunk: str) -> tuple[int, int, str, str]:
    """Return line and column in *chunk*, both from 0, a message and a hint for a syntax error."""
    problem = str(error.problem)
    advice = next((ours for theirs, ours in ADVICE.items() if problem.startswith(theirs)), _Advice(message=problem))
    mark = error.context_mark if advice.opening and error.context_mark else error.problem_mark
    line, column = (mark.line, mark.column) if mark else (0, 0)
    if directive := DIRECTIVE.search(chunk):
        return chunk.count("\n", 0, directive.start()), 0, NO_DIRECTIVES.message, NO_DIRECTIVES.hint
    if not _rest(chunk, line, column).strip():
        advice = advice if advice.opening else TOO_EARLY
    if INDENTED_BY_TAB.match(_line(chunk, line)[: column + 1]):
        advice = TABS
    return line, column, advice.message, advice.hint


def _line(chunk: str, number: int) -> str:
    lines = chunk.split("\n")
    return lines[number] if number < len(lines) else ""


def _rest(chunk: str, line: int, column: int) -> str:
    """Return what stands at a place and behind it."""
    return "\n".join([_line(chunk, line)[column:], *chunk.split("\n")[line + 1 :]])
