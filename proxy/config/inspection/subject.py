"""What is inspected: the documents of one directory, the world they became, and the day."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from proxy.config.documents import Document
from proxy.config.problems import Problem
from proxy.config.snapshot import Snapshot


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """Documents, and the snapshot made of them; `today` is an ISO day."""

    documents: Sequence[Document]
    snapshot: Snapshot
    today: str

    def of(self, kind: str) -> list[Document]:
        """Return the documents of *kind*, in the order of the files."""
        return [document for document in self.documents if document.kind == kind]


Check = Callable[[Subject], Iterator[Problem]]
"""Yields what it finds, in any order."""
