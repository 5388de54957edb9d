"""Caps that this version only tells."""

from collections.abc import Iterator

from proxy.config.codes import Code
from proxy.config.inspection.subject import Subject
from proxy.config.problems import Problem

NOT_ENFORCED = ("requests_per_minute", "tokens_per_minute", "concurrency")


def inspect_caps(subject: Subject) -> Iterator[Problem]:
    """Report caps that nothing counts against, so that nobody relies on them."""
    for policy in subject.policies:
        for name in policy.document.value.get("caps", {}):
            if name in NOT_ENFORCED:
                message = f"`{name}` is decided and told to the client, and not enforced by this version"
                yield policy.document.problem(("caps", name), message, "do not rely on it yet", Code.NOT_ENFORCED)
