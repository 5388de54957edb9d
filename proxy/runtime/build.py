"""From files to a snapshot with the process's own clock, secrets and schemas; what `serve`, reload and `validate` share."""

from collections.abc import Sequence

from proxy.config.build import build_snapshot
from proxy.config.documents import refuse
from proxy.config.snapshot import Snapshot
from proxy.config.source import SourceFile
from proxy.config.sources.secrets import read_secret
from proxy.config.sources.shipped import shipped_schemas
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
        today = self.clock.now().date().isoformat()
        snapshot = build_snapshot(
            files,
            schemas=shipped_schemas(),
            secret=read_secret,
            today=today,
            simulator_url=self.simulator_url,
        )
        if self.gates:
            refuse(failing_gates(snapshot, today))
        return snapshot
