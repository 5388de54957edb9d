"""Fallbacks that lead nowhere."""

from collections.abc import Iterator

from proxy.config.codes import Code
from proxy.config.inspection.subject import Policy, Subject
from proxy.config.kinds.policy import fallback_entries
from proxy.config.problems import Problem


def inspect_fallbacks(subject: Subject) -> Iterator[Problem]:
    """Report fallback models without an endpoint, or without one that the policy's own fixed requirements leave."""
    for policy in subject.policies:
        for path, entry in fallback_entries(policy.document.value.get("fallback", ())):
            name = entry if isinstance(entry, str) else entry["model"]
            place = path if isinstance(entry, str) else (*path, "model")
            why = _why_not(subject, policy, name)
            if why:
                hint = "take the model out, or add an endpoint that serves it"
                yield policy.document.problem(
                    place, f"no call can fall back on `{name}`: {why}", hint, Code.DEAD_FALLBACK
                )


def _why_not(subject: Subject, policy: Policy, name: str) -> str:
    """Return why the model *name* is never in a lane; nothing where it can be."""
    catalog = subject.snapshot.catalog
    serving = catalog.serving.get(catalog.aliases.get(name, name), 0)
    if not serving:
        return "no endpoint serves it"
    if policy.program.enforces and not serving & policy.program.mask:
        return "`require` of this policy leaves none of its endpoints"
    return ""
