"""All checks of one directory, asked together."""

from collections.abc import Sequence

from proxy.config.documents import Document
from proxy.config.inspection.subject import Check, Subject
from proxy.config.problems import Problem
from proxy.config.snapshot import Snapshot

CHECKS: tuple[Check, ...] = ()


def inspect(documents: Sequence[Document], snapshot: Snapshot, today: str) -> tuple[Problem, ...]:
    """Return the warnings about *documents*, which are those of *snapshot*, on *today* (ISO day), sorted by place."""
    subject = Subject(documents=documents, snapshot=snapshot, today=today)
    return tuple(sorted({problem for check in CHECKS for problem in check(subject)}))
