"""What is inspected: the documents of one directory, the world they became, and the day."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from proxy.config.documents import Document
from proxy.config.inspection.conditions import Condition, read_conditions
from proxy.config.problems import Problem
from proxy.config.snapshot import Snapshot
from proxy.policy.program import PolicyProgram


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """A policy as it was written and as it decides."""

    document: Document
    conditions: Sequence[Condition]
    program: PolicyProgram

    @property
    def id(self) -> str:
        """Its name."""
        return self.program.policy.id

    @property
    def match(self) -> Condition | None:
        """Which calls it is about, if not all of its scope."""
        return next((condition for condition in self.conditions if condition.written.path == ("match",)), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """Documents, and the snapshot made of them; `today` is an ISO day, `policies` come in the order of the files."""

    documents: Sequence[Document]
    snapshot: Snapshot
    today: str
    policies: Sequence[Policy]

    def of(self, kind: str) -> list[Document]:
        """Return the documents of *kind*, in the order of the files."""
        return [document for document in self.documents if document.kind == kind]


Check = Callable[[Subject], Iterator[Problem]]
"""Yields what it finds, in any order."""


def read_subject(documents: Sequence[Document], snapshot: Snapshot, today: str) -> Subject:
    """Return what there is to inspect in *documents*, of which *snapshot* was made."""
    programs: Mapping[str, PolicyProgram] = {program.policy.id: program for program in snapshot.policies.programs}
    policies = [
        Policy(document=document, conditions=read_conditions(document), program=programs[document.value["id"]])
        for document in documents
        if document.kind == "policy"
    ]
    return Subject(documents=documents, snapshot=snapshot, today=today, policies=policies)
