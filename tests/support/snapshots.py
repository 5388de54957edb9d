"""From files to a snapshot in one step, as `runtime.build.Builder` takes it, without a clock, the environment or gates."""

from proxy.config.build import assemble, check_documents
from proxy.config.snapshot import Snapshot
from proxy.config.source import revision_of


def build_snapshot(files, *, schemas, secret, today: str, simulator_url: str | None = None) -> Snapshot:
    """Build the world that *files* state; `InvalidConfiguration` with the problems of the first stage that has any."""
    documents = check_documents(files, schemas)
    return assemble(documents, revision_of(files), secret=secret, today=today, simulator_url=simulator_url)
