"""From files to a snapshot with the process's own clock, secrets and schemas; what `serve`, reload and `validate` share."""

from collections.abc import Sequence

from proxy.config.build import build_snapshot
from proxy.config.snapshot import Snapshot
from proxy.config.source import SourceFile
from proxy.config.sources.secrets import read_secret
from proxy.config.sources.shipped import shipped_schemas
from proxy.gateway.ports import Clock


class Builder:
    """Builds snapshots; with `simulator_url` every provider is the simulator's, and no secret is read."""

    def __init__(self, *, clock: Clock, simulator_url: str | None = None) -> None:
        self.clock = clock
        self.simulator_url = simulator_url

    def __call__(self, files: Sequence[SourceFile]) -> Snapshot:
        """Return the snapshot of *files*; `InvalidConfiguration` with every problem of the first stage that has any."""
        return build_snapshot(
            files,
            schemas=shipped_schemas(),
            secret=read_secret,
            today=self.clock.now().date().isoformat(),
            simulator_url=self.simulator_url,
        )
