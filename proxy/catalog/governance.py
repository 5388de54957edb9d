"""The facts a data-protection officer asks about, for one endpoint; `None` is unknown, and unknown is the worst case."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Where the facts were read and until when they may be relied on; dates are ISO 8601 days."""

    source: str
    verified_at: str
    valid_until: str | None = None

    def has_expired(self, today: str) -> bool:
        """Say whether *today* lies after the last day of validity; ISO days compare as text."""
        return self.valid_until is not None and today > self.valid_until


@dataclass(frozen=True, slots=True, kw_only=True)
class Governance:
    """Governance facts of an endpoint.

    `headquarters`, `processing` and `storage` are ISO 3166-1 alpha-2 codes in upper case; region groups are expanded
    before they come here. A certification that is not listed is not held.
    """

    headquarters: str | None = None
    processing: frozenset[str] | None = None
    storage: frozenset[str] | None = None
    retention_days: int | None = None
    training: bool | None = None
    zdr: bool | None = None
    certifications: frozenset[str] = frozenset()
    contract: str | None = None
    evidence: Evidence | None = None

    def as_of(self, today: str) -> "Governance":
        """Return these facts, or nothing but their evidence where that has expired on *today* (ISO day)."""
        if self.evidence is not None and self.evidence.has_expired(today):
            return Governance(evidence=self.evidence)
        return self
