"""The snapshot in force, and what became of the last attempt to change it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from proxy.config.snapshot import Snapshot
from proxy.server.gate import Gate


@dataclass(slots=True, kw_only=True)
class World:
    """What a process serves by.

    INVARIANT: `snapshot` is only ever replaced whole, by `reload.py`, in one assignment; calls hold the one they got.
    """

    snapshot: Snapshot
    gate: Gate
    loaded_at: datetime
    attempted_at: datetime
    problems: Sequence[object] = field(default_factory=tuple)
    """Why the last reload changed nothing; empty where it succeeded."""

    @property
    def is_ready(self) -> bool:
        """Say whether new calls are taken."""
        return self.gate.is_open

    def current(self) -> Snapshot:
        """Return the snapshot in force."""
        return self.snapshot

    def row(self) -> Mapping[str, Any]:
        """Return what anyone may know; no file is named to the outside."""
        return {
            "status": "ready" if self.gate.is_open else "draining",
            "revision": self.snapshot.revision,
            "loaded_at": self.loaded_at.isoformat(),
            "reload": "failed" if self.problems else "ok",
            "reload_attempted_at": self.attempted_at.isoformat(),
        }

    def full_row(self) -> Mapping[str, Any]:
        """Return what an operator must know."""
        return {**self.row(), "problems": [str(problem) for problem in self.problems], "calls": self.gate.inside}
