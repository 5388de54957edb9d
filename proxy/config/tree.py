"""A YAML document as a tree whose every node and key knows where it stands; it knows no schema and no YAML library.

The words are YAML's own: scalar, sequence, mapping, node.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import Any


@dataclass(frozen=True, slots=True, order=True)
class Mark:
    """A line and a column, both counted from 1."""

    line: int
    column: int


class Style(Enum):
    """How a scalar is written."""

    PLAIN = ""
    SINGLE = "'"
    DOUBLE = '"'
    LITERAL = "|"
    FOLDED = ">"


@dataclass(frozen=True, slots=True, kw_only=True)
class ScalarNode:
    """One value, and its `text` before YAML gave it a type.

    `lines` are those of the whole file, so that a place inside the text can be found.
    """

    mark: Mark
    value: str | int | float | bool | None
    text: str = field(default="", compare=False)
    style: Style = Style.PLAIN
    lines: Sequence[str] = field(default=(), repr=False, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class SequenceNode:
    """A list of nodes."""

    mark: Mark
    items: tuple["Node", ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One key of a mapping, by its place, and its value."""

    key: Mark
    node: "Node"


@dataclass(frozen=True, slots=True, kw_only=True)
class MappingNode:
    """Keys and values in the order of the file."""

    mark: Mark
    entries: Mapping[str, Entry]


Node = ScalarNode | SequenceNode | MappingNode
Step = str | int


def plain(node: Node) -> Any:
    """Return the value of *node* without its places: what a JSON Schema can look at."""
    match node:
        case ScalarNode():
            return node.value
        case SequenceNode():
            return [plain(item) for item in node.items]
        case MappingNode():
            return {key: plain(entry.node) for key, entry in node.entries.items()}


def walk(node: Node, path: Iterable[Step]) -> Node:
    """Return the node that keys and indexes in *path* lead to; the caller knows that it exists."""
    for step in path:
        match node:
            case MappingNode():
                node = node.entries[str(step)].node
            case SequenceNode():
                node = node.items[int(step)]
    return node


def key_mark(node: Node, key: str) -> Mark:
    """Return where *key* stands in the mapping *node*, or where that begins if it has no such key."""
    if isinstance(node, MappingNode) and key in node.entries:
        return node.entries[key].key
    return node.mark
