"""Favours of which only the order of ids decides."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from proxy.config.codes import Code
from proxy.config.inspection.subject import Policy, Subject
from proxy.config.problems import Problem
from proxy.policy.domains import Domains, constrain, meet
from proxy.policy.patterns import is_match
from proxy.policy.terms import favour

FAVOURS = ("prefer", "fallback")
HINT = "give the one that should count a higher `priority`, or let their matches exclude each other"


def inspect_precedence(subject: Subject) -> Iterator[Problem]:
    """Report a `prefer` or `fallback` that another of the same scope and priority comes before, by its id alone."""
    models = sorted(subject.snapshot.catalog.models)
    for field in FAVOURS:
        stating = [policy for policy in subject.policies if policy.program.enforces and field in policy.document.value]
        for _, group in groupby(sorted(stating, key=_rank), key=lambda policy: _rank(policy)[:2]):
            yield from _ambiguous(field, list(group), models)


def _rank(policy: Policy) -> tuple[str, int, str]:
    """Return what policies compete by: those with the same scope and priority do, and then by id."""
    _, priority, name = favour(policy.program)
    return policy.program.policy.scope, priority, name


def _ambiguous(field: str, policies: Sequence[Policy], models: Sequence[str]) -> Iterator[Problem]:
    """Report each of *policies*, in the order in which they count, whose favour an earlier one can take the place of."""
    domains = [{} if policy.match is None else constrain(policy.match.tree) for policy in policies]
    for position, policy in enumerate(policies):
        for earlier in range(position):
            if _compete(field, policies[earlier], policy, models) and _can_meet(domains[earlier], domains[position]):
                message = f"policy `{policies[earlier].id}` states `{field}` for the same scope, priority and calls"
                message += " as this one: it counts, for its id comes first"
                yield policy.document.problem((field,), message, HINT, Code.AMBIGUOUS)
                break


def _can_meet(one: Domains | None, other: Domains | None) -> bool:
    """Say whether two matches can both be true, as far as is known."""
    return meet([one, other]) is not None


def _compete(field: str, one: Policy, other: Policy, models: Sequence[str]) -> bool:
    """Say whether it matters which of two favours counts."""
    first, second = one.document.value[field], other.document.value[field]
    if first == second:
        return False
    return field == "prefer" or _overlap(_patterns(first), _patterns(second), models)


def _patterns(fallback: Mapping[str, Any] | Sequence[Any]) -> Sequence[str]:
    """Return the patterns of the requested model for which *fallback* has a list."""
    return list(fallback) if isinstance(fallback, Mapping) else ["*"]


def _overlap(one: Sequence[str], other: Sequence[str], models: Sequence[str]) -> bool:
    """Say whether some model is in patterns of both."""
    return any(
        any(is_match(pattern, model) for pattern in one) and any(is_match(pattern, model) for pattern in other)
        for model in models
    )
