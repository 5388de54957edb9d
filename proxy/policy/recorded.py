"""The facts of a call that stand in its record, so that it can be decided again from the record alone.

They are what the policies of the revision read and nothing else: what no policy reads, such as a client's other
metadata, never gets into the journal. What to read is worked out when policies are compiled.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields
from datetime import datetime
from typing import Any

from proxy.canonical.preferences import NO_PREFERENCES, ClientPreferences
from proxy.policy.environment import CALL
from proxy.policy.facts import RequestFacts
from proxy.policy.ir import Node
from proxy.policy.principal import Principal
from proxy.policy.reads import facts

Reader = tuple[str, Callable[[RequestFacts, Principal], Any]]
"""Name of a fact (`request.session`, `request.metadata.project`), and what gives its value as JSON has it."""

RECORDED_ANYWAY = frozenset(
    {
        "request.dialect",
        "request.model",
        "request.tags",
        "request.stream",
        "principal.key",
        "principal.user",
        "principal.team",
        "principal.scope",
    }
)
"""Fields of every record, whoever reads them."""

PREFERENCES, WISHES = "request.preferences", "request.wishes"
"""The client's own wishes: in the record of every call that has any, for they take part in its decision."""


def make_readers(nodes: Iterable[Node]) -> tuple[Reader, ...]:
    """Return what reads the facts that the expressions *nodes* read; a map that is read as a whole has no single keys."""
    names = {name for node in nodes for name in facts(node)} - RECORDED_ANYWAY - {PREFERENCES}
    return tuple((name, make_reader(name)) for name in sorted(names) if table_of(name) not in names)


def make_reader(name: str) -> Callable[[RequestFacts, Principal], Any]:
    """Return what reads the fact with this *name*; a key that a map does not have is `None`."""
    root, field, *key = name.split(".", 2)
    position = tuple(CALL).index(root)
    if key:
        return lambda *call: getattr(call[position], field).get(key[0])
    return lambda *call: as_json(getattr(call[position], field))


def table_of(name: str) -> str | None:
    """Return the name of the map in which the fact *name* is a key: `request.metadata` of `request.metadata.project`."""
    root, field, *key = name.split(".", 2)
    return f"{root}.{field}" if key else None


def record_facts(readers: Iterable[Reader], request: RequestFacts, principal: Principal) -> dict[str, Any]:
    """Return the facts that *readers* read, by name, and the client's wishes if there are any."""
    found = {name: read(request, principal) for name, read in readers}
    if request.wishes is not NO_PREFERENCES:
        found |= {PREFERENCES: list(request.preferences), WISHES: write_wishes(request.wishes)}
    return found


def write_wishes(wishes: ClientPreferences) -> dict[str, Any]:
    """Return *wishes* as JSON has them, those that were not stated left out."""
    stated = {each.name: getattr(wishes, each.name) for each in fields(wishes)}
    return {name: as_json(value) for name, value in stated.items() if value != getattr(NO_PREFERENCES, name)}


def read_wishes(row: Mapping[str, Any]) -> ClientPreferences:
    """Return the wishes that `write_wishes` wrote; `TypeError` where it did not write *row*."""
    values: dict[str, Any] = {name: tuple(value) if isinstance(value, list) else value for name, value in row.items()}
    if "requires" in values:
        values["requires"] = frozenset(values["requires"])
    return ClientPreferences(**values) if values else NO_PREFERENCES


def as_json(value: Any) -> Any:
    """Return the value of a fact as JSON has it: times in RFC 3339, sets in order."""
    match value:
        case datetime():
            return value.isoformat()
        case frozenset():
            return sorted(value)
        case tuple():
            return list(value)
        case Mapping():
            return dict(value)
    return value
