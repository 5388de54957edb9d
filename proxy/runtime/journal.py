"""The journal as the gateway writes it: a chain over a file."""

from pathlib import Path

from proxy.ledger.chain import resume
from proxy.ledger.records import Record
from proxy.telemetry.sinks.journal import JournalFile


class FileJournal:
    """Seals each record into the chain and appends it; goes on where an earlier process stopped."""

    def __init__(self, folder: Path) -> None:
        self.file = JournalFile(folder)
        self.chain = resume(self.file.last_line, f"{self.file.path}")

    def append(self, record: Record) -> None:
        """Write *record*; the chain moves only once its line stands, so a failed write breaks nothing."""
        number, digest = self.chain.next_number, self.chain.last_hash
        try:
            self.file.append(self.chain.seal(record))
        except BaseException:
            self.chain.next_number, self.chain.last_hash = number, digest
            raise

    def close(self) -> None:
        """Give the file back."""
        self.file.close()
