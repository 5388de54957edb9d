"""Keys whose calls have nowhere to go."""

from collections.abc import Collection, Iterator

from proxy.config.codes import Code
from proxy.config.documents import Document
from proxy.config.inspection.calls import Calls
from proxy.config.inspection.subject import Subject
from proxy.config.problems import Problem, listed
from proxy.config.tree import Step
from proxy.policy.grants import has_model
from proxy.policy.principal import Principal

OWN = {"models", "tags", "labels", "user"}
"""What of a key can give it another lane than its team's."""


def inspect_lanes(subject: Subject) -> Iterator[Problem]:
    """Report teams and keys of which every ordinary call is refused, or every one with some tag that policies know."""
    calls = Calls(subject)
    principals = {principal.key: principal for principal in subject.snapshot.principals.values()}
    for document in subject.of("team"):
        for index, key in enumerate(document.value.get("keys", ())):
            for tag, removers in _refused(subject, calls, principals[key["id"]]):
                yield _problem(document, index, tag, removers)


def _refused(subject: Subject, calls: Calls, principal: Principal) -> Iterator[tuple[str, Collection[str]]]:
    """Yield the tags (or none) with which *principal* is always refused, and the policies that see to it."""
    models = [model for model in subject.snapshot.catalog.serving if _is_granted(principal, model)]
    if not _is_served(subject, calls, principal, models, principal.tags):
        yield "", _removers(subject, calls, principal, models, principal.tags)
        return
    for tag in sorted(calls.tags - principal.tags):
        tags = principal.tags | {tag}
        if not _is_served(subject, calls, principal, models, tags):
            yield tag, _removers(subject, calls, principal, models, tags)


def _is_granted(principal: Principal, model: str) -> bool:
    return bool(principal.grants) and all(has_model(grant, model) for grant in principal.grants)


def _is_served(
    subject: Subject, calls: Calls, principal: Principal, models: Collection[str], tags: Collection[str]
) -> bool:
    """Say whether any call with *tags* for any of *models* has a lane."""
    decide = subject.snapshot.policies.decide
    return any(not decide(call, principal).is_refused for model in models for call in calls.of(model, tags))


def _removers(
    subject: Subject, calls: Calls, principal: Principal, models: Collection[str], tags: Collection[str]
) -> Collection[str]:
    """Return the policies that remove the endpoints of the most ordinary calls."""
    explain = subject.snapshot.policies.explain
    removals = [removal for model in models for removal in explain(next(calls.of(model, tags)), principal)]
    return sorted({removal.policy for removal in removals if removal.policy})


def _problem(document: Document, index: int, tag: str, removers: Collection[str]) -> Problem:
    """Return the warning, at the key where it has something of its own, and otherwise at its team's models."""
    key = document.value["keys"][index]
    is_own = bool(OWN & set(key))
    path: tuple[Step, ...] = ("keys", index) if is_own else ("models",)
    who = f"key `{key['id']}`" if is_own else f"team `{document.value['scope']}`"
    calls = f"call with the tag `{tag}`" if tag else "call"
    why = f"removed by {listed(removers)}" if removers else "the models that it was granted have no endpoint"
    message = f"no {calls} of {who} can be served: {why}"
    hint = f"`fairlane explain --key {key['id']}` has every reason" if removers else "grant it one that has"
    return document.problem(path, message, hint, Code.EMPTY_LANE)
