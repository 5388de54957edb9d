"""The journal as the gateway writes it: a chain over a file."""

import asyncio
from pathlib import Path

from proxy.errors import Unavailable
from proxy.ledger.chain import resume
from proxy.ledger.records import Decided, Settled
from proxy.telemetry.sinks.journal import JournalFile
from proxy.telemetry.sinks.logs import Log


class FileJournal:
    """Seals each record into the chain and appends it; goes on where an earlier process stopped.

    INVARIANT: lines reach the file in the order of the chain. Those that could not be written wait in `held` and go
    first, so a full disk refuses calls and leaves no gap.
    """

    def __init__(self, folder: Path, log: Log) -> None:
        self.file = JournalFile(folder)
        self.chain = resume(self.file.last_line, f"{self.file.path}")
        self.log = log
        self.held = b""

    def decide(self, record: Decided) -> None:
        """Write a decision; it has reached the kernel when this returns. `Unavailable` where it cannot be written.

        A decision that could not be written takes no effect, so its line is taken back.
        """
        number, digest, held = self.chain.next_number, self.chain.last_hash, self.held
        self.held += self.chain.seal(record)
        try:
            self.flush()
        except BaseException:
            self.chain.next_number, self.chain.last_hash, self.held = number, digest, held
            raise

    def settle(self, record: Settled) -> None:
        """Write a settlement, with the next decision or at the end of this turn of the loop, whichever is first.

        A crash in between loses it, and recovery then finds a call that was decided and not settled, as after any crash.
        """
        if not self.held:
            asyncio.get_running_loop().call_soon(self.flush_or_tell)
        self.held += self.chain.seal(record)

    def flush(self) -> None:
        """Write what is held."""
        if self.held:
            self.file.append(self.held)
            self.held = b""

    def flush_or_tell(self) -> None:
        """Write what is held; what cannot be written stays held, and is told."""
        try:
            self.flush()
        except Unavailable as error:
            self.log.alarm("settlements wait for the journal", reason=str(error), bytes=len(self.held))

    def close(self) -> None:
        """Write what is held and give the file back."""
        self.flush_or_tell()
        self.file.close()
