"""From files to a snapshot with the process's own clock, secrets and schemas; what `serve`, reload and `validate` share."""

from collections.abc import Sequence

from proxy.config.build import assemble, check_documents
from proxy.config.documents import Document, refuse
from proxy.config.inspection.inspect import inspect
from proxy.config.problems import Problem
from proxy.config.snapshot import Snapshot
from proxy.config.source import SourceFile, revision_of
from proxy.config.sources.secrets import read_secret
from proxy.config.sources.shipped import shipped_schemas
from proxy.dialects.registry import CARRIED
from proxy.gateway.gates import failing_gates
from proxy.gateway.ports import Clock


class Builder:
    """Builds snapshots; with `simulator_url` every provider is the simulator's, and no secret is read.

    Without `gates`, the directory's own cases are not asked whether it may be put in force: for who shows or tests it.
    """

    def __init__(self, *, clock: Clock, simulator_url: str | None = None, gates: bool = True) -> None:
        self.clock = clock
        self.simulator_url = simulator_url
        self.gates = gates

    def __call__(self, files: Sequence[SourceFile]) -> Snapshot:
        """Return the snapshot of *files*; `InvalidConfiguration` with every problem of the first stage that has any.

        The gates are the last stage.
        """
        snapshot, _ = self._build(files)
        return snapshot

    def inspect(self, files: Sequence[SourceFile]) -> tuple[Snapshot, tuple[Problem, ...]]:
        """Return the snapshot of *files* and all warnings about them."""
        snapshot, documents = self._build(files)
        return snapshot, inspect(documents, snapshot, self._today())

    def _build(self, files: Sequence[SourceFile]) -> tuple[Snapshot, tuple[Document, ...]]:
        documents = check_documents(files, shipped_schemas())
        snapshot = assemble(
            documents,
            revision_of(files),
            secret=read_secret,
            today=self._today(),
            simulator_url=self.simulator_url,
            carried=CARRIED,
        )
        if self.gates:
            refuse(failing_gates(snapshot, self._today()))
        return snapshot, documents

    def _today(self) -> str:
        """Return the ISO day it is, in UTC."""
        return self.clock.now().date().isoformat()
