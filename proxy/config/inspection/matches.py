"""Conditions that are never true, and names in them that do not exist."""

from collections.abc import Iterator, Mapping

from proxy.config.codes import Code
from proxy.config.inspection.conditions import Condition
from proxy.config.inspection.subject import Subject
from proxy.config.problems import Problem, did_you_mean
from proxy.policy.domains import constrain
from proxy.policy.identity import Path
from proxy.policy.mentions import Mention, mentions

NEVER = {
    "match": "the policy is about no call",
    "where": "no endpoint is left of any call that the policy is about",
    "when": "the model is never tried",
}


def inspect_matches(subject: Subject) -> Iterator[Problem]:
    """Report conditions that are false whatever the call, and names in them of what does not exist."""
    known = _known(subject)
    for policy in subject.policies:
        for condition in policy.conditions:
            if constrain(condition.tree) is None:
                message = f"`{condition.field}` is never true, so {NEVER[condition.field]}"
                hint = "a fact has one value in a call; `||` or `in` asks for one of several"
                yield condition.problem_at_start(message, hint, Code.UNREACHABLE)
            for mention in mentions(condition.tree):
                yield from _unknown(condition, mention, known, subject.snapshot.catalog.aliases)


def _known(subject: Subject) -> Mapping[Path, tuple[str, set[str]]]:
    """Return what a fact names, and the names that there are; kinds of which there is nothing at all are left out."""
    catalog = subject.snapshot.catalog
    teams = {document.value["scope"] for document in subject.of("team")}
    keys = {principal.key for principal in subject.snapshot.principals.values()}
    named: dict[Path, tuple[str, set[str]]] = {
        ("request", "model"): ("model", set(catalog.models)),
        ("endpoint", "model"): ("model", set(catalog.models)),
        ("endpoint", "provider"): ("provider", set(catalog.providers)),
        ("endpoint", "id"): ("endpoint", {endpoint.id for endpoint in catalog.endpoints}),
        ("principal", "scope"): ("team", teams),
        ("principal", "team"): ("team", {scope.rpartition("/")[2] for scope in teams}),
        ("principal", "key"): ("key", keys),
    }
    return {path: (what, names) for path, (what, names) in named.items() if names}


def _unknown(
    condition: Condition, mention: Mention, known: Mapping[Path, tuple[str, set[str]]], aliases: Mapping[str, str]
) -> Iterator[Problem]:
    """Report the name in *mention* if it should exist and does not."""
    name = mention.literal.value
    what, names = known.get(mention.fact, ("", {name}))
    if name in names:
        return
    fact = ".".join(mention.fact)
    hint = f"an alias is resolved before; write `{aliases[name]}`" if name in aliases else did_you_mean(name, names)
    message = f"`{fact}` is never `{name}`: there is no such {what}"
    yield condition.problem(mention.literal, message, hint, Code.UNREACHABLE)
