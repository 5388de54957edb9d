"""What is wrong with a document, where it stands, and the way out.

Every stage of the build speaks in these, and so does the inspection after it; nothing here knows either. They print as
an editor understands them: `file:line:col: message (hint)`.
"""

import difflib
from collections.abc import Iterable
from dataclasses import dataclass

from proxy.config.codes import Code, Severity

FEW = 24
"""A list of more names than this helps nobody on one line."""


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Problem:
    """One mistake; lines and columns count from 1, and problems sort by where they stand."""

    file: str
    line: int
    column: int
    message: str
    hint: str = ""
    code: Code

    @property
    def severity(self) -> Severity:
        """How grave it is; the code decides."""
        return self.code.severity

    def __str__(self) -> str:
        hint = f" ({self.hint})" if self.hint else ""
        return f"{self.file}:{self.line}:{self.column}: {self.message}{hint}"


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return the hint with the *known* word nearest to *word*, or with all of them where none is near and few exist."""
    names = sorted(known)
    return nearest(word, names) or (f"known: {listed(names)}" if 0 < len(names) <= FEW else "")


def nearest(word: str, known: Iterable[str]) -> str:
    """Return the hint with the *known* word nearest to *word*; nothing where none is near."""
    close = difflib.get_close_matches(word.lower(), sorted(known), 1)
    return f"did you mean `{close[0]}`?" if close else ""


def listed(names: Iterable[str]) -> str:
    """Return *names* in backticks, with commas."""
    return ", ".join(f"`{name}`" for name in names)
