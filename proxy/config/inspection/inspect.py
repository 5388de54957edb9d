"""All checks of one directory, asked together."""

from collections.abc import Sequence

from proxy.config.documents import Document
from proxy.config.inspection.caps import inspect_caps
from proxy.config.inspection.evidence import inspect_evidence
from proxy.config.inspection.facts import inspect_facts
from proxy.config.inspection.fallbacks import inspect_fallbacks
from proxy.config.inspection.grants import inspect_grants
from proxy.config.inspection.hazards import inspect_hazards
from proxy.config.inspection.lanes import inspect_lanes
from proxy.config.inspection.matches import inspect_matches
from proxy.config.inspection.patterns import inspect_patterns
from proxy.config.inspection.precedence import inspect_precedence
from proxy.config.inspection.scopes import inspect_scopes
from proxy.config.inspection.subject import Check, read_subject
from proxy.config.inspection.tags import inspect_tags
from proxy.config.inspection.waivers import inspect_waivers
from proxy.config.problems import Problem
from proxy.config.snapshot import Snapshot

CHECKS: tuple[Check, ...] = (
    inspect_scopes,
    inspect_matches,
    inspect_lanes,
    inspect_fallbacks,
    inspect_facts,
    inspect_evidence,
    inspect_hazards,
    inspect_tags,
    inspect_grants,
    inspect_precedence,
    inspect_waivers,
    inspect_patterns,
    inspect_caps,
)


def inspect(documents: Sequence[Document], snapshot: Snapshot, today: str) -> tuple[Problem, ...]:
    """Return the warnings about *documents*, which are those of *snapshot*, on *today* (ISO day), sorted by place."""
    subject = read_subject(documents, snapshot, today)
    return tuple(sorted({problem for check in CHECKS for problem in check(subject)}))
