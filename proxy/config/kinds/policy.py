"""`kind: policy` to `Policy`, with every shorthand of `require` written out as CEL."""

from collections.abc import Mapping, Sequence
from typing import Any

from proxy.config.documents import Document
from proxy.config.position import locate
from proxy.config.tree import Entry, MappingNode, ScalarNode
from proxy.policy.document import Expression, Fallback, Policy, Preference, Requirement, Sort
from proxy.policy.shorthand import write_out

EVERY_MODEL = "*"


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
        match=_written(document, "match") if "match" in value else None,
        require=tuple(_requirement(document, field) for field in value.get("require", {})),
        output_tokens=value.get("caps", {}).get("output_tokens"),
        preference=_preference(value["prefer"]) if "prefer" in value else None,
        fallback=_fallback(value["fallback"]) if "fallback" in value else None,
    )


def written_expressions(document: Document) -> dict[str, ScalarNode]:
    """Return the CEL texts that people wrote in a policy *document*, by `match` and `where`."""
    places = {"match": document.root.entries, "where": _entries(document.root, "require")}
    nodes = {name: entries[name].node for name, entries in places.items() if name in entries}
    return {name: node for name, node in nodes.items() if isinstance(node, ScalarNode)}


def _entries(node: MappingNode, key: str) -> Mapping[str, Entry]:
    """Return the entries of the mapping at *key*; none where there is no such mapping."""
    inner = node.entries[key].node if key in node.entries else None
    return inner.entries if isinstance(inner, MappingNode) else {}


def _requirement(document: Document, field: str) -> Requirement:
    if field == "where":
        return Requirement(field=field, expression=_written(document, field))
    text = write_out(field, document.value["require"][field])
    return Requirement(field=field, expression=Expression(text=text, place=document.place_of("require", field)))


def _written(document: Document, name: str) -> Expression:
    """Return an expression as its author wrote it; its place is that of its first character."""
    node = written_expressions(document)[name]
    return Expression(text=str(node.value).rstrip(), place=document.place_at(locate(node, 1, 1)))


def _preference(value: Mapping[str, Any]) -> Preference:
    sort = Sort(value["sort"]) if "sort" in value else Preference().sort
    return Preference(sort=sort, order=tuple(value.get("order", ())))


def _fallback(value: Mapping[str, Sequence[str]] | Sequence[str]) -> Fallback:
    rules = value if isinstance(value, Mapping) else {EVERY_MODEL: value}
    return Fallback(rules={pattern: tuple(models) for pattern, models in rules.items()})
