"""Grants that promise more than there is to grant."""

from collections.abc import Iterator, Mapping, Sequence

from proxy.config.codes import Code
from proxy.config.documents import Document
from proxy.config.inspection.subject import Subject
from proxy.config.kinds.team import lineage
from proxy.config.problems import Problem, listed
from proxy.config.tree import Step
from proxy.policy.patterns import is_match

Path = tuple[Step, ...]


def inspect_grants(subject: Subject) -> Iterator[Problem]:
    """Report model patterns of teams and keys that a team above does not grant in full."""
    teams = {document.value["scope"]: document for document in subject.of("team")}
    for document in teams.values():
        *above, _ = lineage(document.value["scope"], teams)
        yield from _wider(document, ("models",), document.value["models"], above)
        for index, key in enumerate(document.value.get("keys", ())):
            if "models" in key:
                yield from _wider(document, ("keys", index, "models"), key["models"], [*above, document])


def _wider(document: Document, path: Path, patterns: Sequence[str], above: Sequence[Document]) -> Iterator[Problem]:
    """Report the *patterns* at *path* that a team *above* does not cover, with the nearest one that does not."""
    for index, pattern in enumerate(patterns):
        parent = next((team.value for team in reversed(above) if not _covers(team.value, pattern)), None)
        if parent is not None:
            granted = listed(parent["models"]) or "nothing"
            message = f"`{pattern}` is more than team `{parent['scope']}` was granted, which is {granted}"
            hint = "grants intersect, so this adds nothing: narrow it, or widen the grant above"
            yield document.problem((*path, index), message, hint, Code.WIDER_GRANT)


def _covers(team: Mapping[str, Sequence[str]], pattern: str) -> bool:
    """Say whether one pattern of *team* has all that *pattern* has; its `*` stands for itself, so only a `*` has it."""
    return any(is_match(granted, pattern) for granted in team["models"])
