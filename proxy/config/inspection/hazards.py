"""Expressions that can fail, and what then happens."""

from collections.abc import Iterator

from proxy.config.codes import Code
from proxy.config.inspection.subject import Subject
from proxy.config.problems import Problem
from proxy.policy.hazards import find_hazards

CONSEQUENCES = {
    "match": "the policy counts as matching",
    "where": "every endpoint it is asked of is out",
    "when": "the model is not tried",
}


def inspect_hazards(subject: Subject) -> Iterator[Problem]:
    """Report look-ups, indexes and divisions without a guard."""
    for condition in (condition for policy in subject.policies for condition in policy.conditions):
        for hazard in find_hazards(condition.tree):
            message = f"`{hazard.what}` fails where {hazard.when}: then {CONSEQUENCES[condition.field]}"
            yield condition.problem(hazard.node, message, f"guard it: `{hazard.guard} && ...`", Code.CAN_FAIL)
