"""The codes of problems: the one place that says which there are, what each means and how grave it is.

A code is a promise: it keeps its meaning as long as it exists, and is never given to another problem. Its page is
`docs/reference/problems/<code>.md`; tests hold the pages to this table and their examples to the program.
"""

from enum import StrEnum
from typing import Self


class Severity(StrEnum):
    """What a problem means for the directory it stands in."""

    ERROR = "error"
    """It cannot be built; a gateway that runs keeps what it has."""
    WARNING = "warning"
    """It can, and does something else than its author is likely to mean."""


class Code(StrEnum):
    """A code, with its `heading` (a few words), its `meaning` (one sentence) and its `severity`."""

    heading: str
    meaning: str
    severity: Severity

    def __new__(cls, value: str, heading: str, meaning: str, severity: Severity = Severity.ERROR) -> Self:
        """Return the member; its value is the code alone."""
        code = str.__new__(cls, value)
        code._value_ = value
        code.heading, code.meaning, code.severity = heading, meaning, severity
        return code

    @property
    def page(self) -> str:
        """Where the repository explains it."""
        return f"docs/reference/problems/{self.value}.md"

    FILES = "FL001", "unreadable files", "A file or directory cannot be read, or there is too much of it."
    YAML = "FL002", "not sound YAML", "The text is not YAML 1.2, or uses a part of it that configuration does not need."
    SCHEMA = "FL003", "wrong shape", "A document is not in the shape of its kind: a key, a type or a value is wrong."
    REFERENCE = "FL004", "unknown or doubled name", "A name that a document uses does not exist, or is taken twice."
    CEL = "FL005", "wrong expression", "A CEL expression is not well formed, or its types do not fit."
    MEANING = (
        "FL006",
        "cannot be meant",
        "Facts contradict each other, a secret cannot be read, or a message has a placeholder that nobody fills.",
    )
