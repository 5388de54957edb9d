"""`kind: policy` to `Policy`, with every shorthand of `require` and `caps` written out as CEL."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from proxy.config.documents import Document
from proxy.config.fields import read_duration
from proxy.config.position import locate
from proxy.config.tree import ScalarNode, Step
from proxy.policy.document import (
    Caps,
    Expression,
    Fallback,
    FallbackEntry,
    Mode,
    Obligation,
    Policy,
    Preference,
    Requirement,
    Sort,
)
from proxy.policy.environment import Scope
from proxy.policy.shorthand import PRICE_CAPS, write_out

EVERY_MODEL = "*"

Path = tuple[Step, ...]
Entries = Sequence[Mapping[str, Any] | str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A CEL text that people wrote in a document; `scope` is `None` for a variable."""

    path: Path
    node: ScalarNode
    scope: Scope | None

    @property
    def text(self) -> str:
        """The text that is checked: line breaks at its end say nothing."""
        return str(self.node.value).rstrip()


def read_policy(document: Document) -> Policy:
    """Return the policy that *document* states."""
    value = document.value
    return Policy(
        id=value["id"],
        title=value["title"],
        scope=value["scope"],
        place=document.place,
        owner=value.get("owner", ""),
        controls=tuple(value.get("controls", ())),
        mode=Mode(value.get("mode", Mode.ENFORCE)),
        waivable=value.get("waivable", False),
        priority=value.get("priority", 0),
        variables={name: _expression(document, ("variables", name)) for name in value.get("variables", {})},
        match=_expression(document, ("match",)) if "match" in value else None,
        require=tuple(_requirements(document)),
        caps=_caps(value.get("caps", {})),
        preference=_preference(value["prefer"]) if "prefer" in value else None,
        fallback=_fallback(document) if "fallback" in value else None,
        obligations=_obligations(value.get("obligations", {})),
        message=value.get("message"),
    )


def written_expressions(document: Document) -> Iterator[Written]:
    """Yield the CEL texts that people wrote in a policy *document*: variables first, in their order."""
    value = document.value
    for name in value.get("variables", {}):
        yield from _written(document, ("variables", name), None)
    if "match" in value:
        yield from _written(document, ("match",), Scope.MATCH)
    if "where" in value.get("require", {}):
        yield from _written(document, ("require", "where"), Scope.REQUIRE)
    for path, entry in fallback_entries(value.get("fallback", ())):
        if not isinstance(entry, str) and "when" in entry:
            yield from _written(document, (*path, "when"), Scope.MATCH)


def fallback_entries(fallback: Mapping[str, Entries] | Entries) -> Iterator[tuple[Path, Mapping[str, Any] | str]]:
    """Yield every entry of a fallback list, or of the lists of a fallback map, with its path."""
    if isinstance(fallback, Mapping):
        for pattern, entries in fallback.items():
            yield from ((("fallback", pattern, index), entry) for index, entry in enumerate(entries))
    else:
        yield from ((("fallback", index), entry) for index, entry in enumerate(fallback))


def _written(document: Document, path: Path, scope: Scope | None) -> Iterator[Written]:
    node = document.node(*path)
    if isinstance(node, ScalarNode):
        yield Written(path=path, node=node, scope=scope)


def _expression(document: Document, path: Path) -> Expression:
    """Return an expression as its author wrote it; its place is that of its first character."""
    (written,) = _written(document, path, None)
    return Expression(text=written.text, place=document.place_at(locate(written.node, 1, 1)))


def _requirements(document: Document) -> Iterator[Requirement]:
    """Yield the lines of `require`, and the caps that bound a price."""
    for field, value in document.value.get("require", {}).items():
        if field == "where":
            yield Requirement(field=field, expression=_expression(document, ("require", field)))
        else:
            yield _shorthand(document, ("require", field), value)
    caps = document.value.get("caps", {})
    yield from (_shorthand(document, ("caps", field), caps[field]) for field in PRICE_CAPS if field in caps)


def _shorthand(document: Document, path: Path, value: Any) -> Requirement:
    field = str(path[-1])
    return Requirement(field=field, expression=Expression(text=write_out(field, value), place=document.place_of(*path)))


def _caps(value: Mapping[str, Any]) -> Caps:
    bounds = {name: bound for name, bound in value.items() if name not in PRICE_CAPS}
    if "deadline" in bounds:
        bounds["deadline"] = read_duration(bounds["deadline"])
    return Caps(**bounds)


def _preference(value: Mapping[str, Any]) -> Preference:
    sort = Sort(value["sort"]) if "sort" in value else Preference().sort
    return Preference(sort=sort, order=tuple(value.get("order", ())))


def _fallback(document: Document) -> Fallback:
    stated = document.value["fallback"]
    patterns = list(stated) if isinstance(stated, Mapping) else [EVERY_MODEL]
    rules: dict[str, list[FallbackEntry]] = {pattern: [] for pattern in patterns}
    for path, entry in fallback_entries(stated):
        pattern = str(path[1]) if isinstance(stated, Mapping) else EVERY_MODEL
        rules[pattern].append(_entry(document, path, entry))
    return Fallback(rules={pattern: tuple(entries) for pattern, entries in rules.items()})


def _entry(document: Document, path: Path, entry: Mapping[str, Any] | str) -> FallbackEntry:
    if isinstance(entry, str):
        return FallbackEntry(model=entry)
    return FallbackEntry(
        model=entry["model"],
        preference=_preference(entry["prefer"]) if "prefer" in entry else None,
        when=_expression(document, (*path, "when")) if "when" in entry else None,
    )


def _obligations(value: Mapping[str, Any]) -> frozenset[Obligation]:
    """Return the flags that are raised; the schema admits no field whose value would lower one."""
    flags = {"store": Obligation.STORE_NOTHING, "log_prompts": Obligation.LOG_NO_PROMPTS}
    return frozenset(flags[name] for name in value)
