"""Evidence that is too old, or soon will be."""

from collections.abc import Iterator

from proxy.config.codes import Code
from proxy.config.documents import Document
from proxy.config.inspection.dates import SOON, days_until, in_words
from proxy.config.inspection.subject import Subject
from proxy.config.kinds.catalogue import facts_of
from proxy.config.problems import Problem, listed
from proxy.config.tree import Step

Path = tuple[Step, ...]

HINT = "read the source again, and renew `verified_at` and `valid_until`"


def inspect_evidence(subject: Subject) -> Iterator[Problem]:
    """Report evidence past its last day or near it, each once for all endpoints that rely on it."""
    for document in subject.of("provider"):
        for (path, day), endpoints in _relied_on(document).items():
            days = days_until(day, subject.today)
            if days < 0:
                message = f"the evidence for {listed(endpoints)} ended on {day}: their facts count as unknown"
                yield document.problem(path, message, HINT, Code.EVIDENCE_EXPIRED)
            elif days <= SOON:
                message = f"the evidence for {listed(endpoints)} ends {in_words(days)}: then their facts are unknown"
                yield document.problem(path, message, HINT, Code.EVIDENCE_EXPIRES)


def _relied_on(document: Document) -> dict[tuple[Path, str], list[str]]:
    """Return the last days of evidence, each where it stands, with the endpoints that rely on it."""
    found: dict[tuple[Path, str], list[str]] = {}
    for index, endpoint in enumerate(document.value["endpoints"]):
        day = facts_of(document, endpoint).get("evidence", {}).get("valid_until")
        above: Path = ("endpoints", index) if "evidence" in endpoint else ("defaults",)
        if day is not None:
            found.setdefault(((*above, "evidence", "valid_until"), day), []).append(endpoint["id"])
    return found
