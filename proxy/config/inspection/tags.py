"""Conditions that ask a client less for declaring more."""

from collections.abc import Iterator

from proxy.config.codes import Code
from proxy.config.inspection.subject import Subject
from proxy.config.problems import Problem
from proxy.policy.absence import lost_by_a_tag, won_by_a_tag

HINT = "ask `principal.tags`, which has the tags of team and key and none of the client's"


def inspect_tags(subject: Subject) -> Iterator[Problem]:
    """Report a `match` that one more tag can end, and a `where` that one more tag can meet."""
    for condition in (condition for policy in subject.policies for condition in policy.conditions):
        if condition.field == "match":
            message = "a client that declares one more tag can make this false, and escapes the policy"
            yield from (condition.problem(part, message, HINT, Code.TAG_GAIN) for part in lost_by_a_tag(condition.tree))
        elif condition.field == "where":
            message = "a client that declares one more tag can make this true, and reaches more"
            yield from (condition.problem(part, message, HINT, Code.TAG_GAIN) for part in won_by_a_tag(condition.tree))
