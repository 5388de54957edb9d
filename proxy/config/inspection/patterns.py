"""Names and patterns of providers and models that fit nothing."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from proxy.catalog.index import Catalog
from proxy.config.codes import Code
from proxy.config.inspection.subject import Subject
from proxy.config.problems import Problem, did_you_mean
from proxy.config.tree import Step
from proxy.policy.patterns import is_match

Path = tuple[Step, ...]

LISTS = [
    (what, field, way) for what, field in (("provider", "providers"), ("model", "models")) for way in ("allow", "deny")
]


def inspect_patterns(subject: Subject) -> Iterator[Problem]:
    """Report patterns of policies that fit nothing; where a catalogue has none of a kind, nothing is said of it."""
    catalog = subject.snapshot.catalog
    names = {"provider": sorted(catalog.providers), "model": sorted(catalog.models)}
    for policy in subject.policies:
        for what, path, pattern in _stated(policy.document.value):
            if names[what] and not any(is_match(pattern, name) for name in names[what]):
                message = f"`{pattern}` fits no {what} of the catalogue"
                yield policy.document.problem(
                    path, message, _way_out(pattern, names[what], catalog), Code.EMPTY_PATTERN
                )


def _stated(value: Mapping[str, Any]) -> Iterator[tuple[str, Path, str]]:
    """Yield the patterns of a policy: of what, where, and which; those of `fallback` are keys, so the map is the place."""
    for what, field, way in LISTS:
        patterns: Sequence[str] = value.get("require", {}).get(field, {}).get(way, ())
        yield from ((what, ("require", field, way, index), pattern) for index, pattern in enumerate(patterns))
    fallback = value.get("fallback")
    if isinstance(fallback, Mapping):
        yield from (("model", ("fallback", pattern), pattern) for pattern in fallback)


def _way_out(pattern: str, names: Collection[str], catalog: Catalog) -> str:
    if pattern in catalog.aliases:
        return f"it is an alias; write the model itself, `{catalog.aliases[pattern]}`"
    return did_you_mean(pattern, names)
