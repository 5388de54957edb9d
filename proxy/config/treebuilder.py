"""Events of one YAML document to its tree, with the limits and the refusals of `yamltext`.

It keeps its own stack, so that depth is a number to compare and never a recursion.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

import yaml

from proxy.config.codes import Code
from proxy.config.problems import Problem
from proxy.config.scalars import resolve
from proxy.config.tree import Entry, MappingNode, Mark, Node, ScalarNode, SequenceNode, Style

MAX_DEPTH = 32
MAX_NODES = 100_000


class StructureRefused(Exception):
    """The document is over a limit; the problem is reported already."""


@dataclass(slots=True)
class Budget:
    """The nodes that a file may still have, those that aliases repeat included."""

    left: int = MAX_NODES


@dataclass(frozen=True, slots=True, kw_only=True)
class _Measured:
    """A node, and what it counts for wherever an alias repeats it."""

    node: Node
    size: int = 1
    height: int = 1


@dataclass(slots=True, kw_only=True)
class _Open:
    """A collection that has begun and not ended; a mapping holds its keys and values in turn."""

    mark: Mark
    anchor: str | None
    is_mapping: bool
    children: list[_Measured] = field(default_factory=list)


class TreeBuilder:
    """Builds the documents of one part of a file: that of its *lines* from *first* up to and without *end*."""

    def __init__(self, *, file: str, lines: Sequence[str], first: int, end: int, budget: Budget) -> None:
        self.documents: list[Node] = []
        self.problems: list[Problem] = []
        self._file = file
        self._lines = lines
        self._first = first
        self._end = end
        self._budget = budget
        self._open: list[_Open] = []
        self._anchors: dict[str, _Measured | None] = {}

    def feed(self, event: yaml.Event) -> None:
        """Take the next event; `StructureRefused` where the document is over a limit."""
        match event:
            case yaml.ScalarEvent():
                self._take_scalar(event)
            case yaml.AliasEvent():
                self._take_alias(event)
            case yaml.CollectionStartEvent():
                self._open_collection(event)
            case yaml.CollectionEndEvent():
                self._close_collection()

    def report(self, mark: Mark, message: str, hint: str = "") -> None:
        """Note a problem; a place behind the end of this part or of a line becomes that end."""
        line = min(mark.line, self._end)
        behind = len(self._lines[line - 1]) + 1
        column = behind if mark.line > line else min(mark.column, behind)
        self.problems.append(
            Problem(file=self._file, line=line, column=column, message=message, hint=hint, code=Code.YAML)
        )

    def mark(self, line: int, column: int) -> Mark:
        """Return the place in the file of a line and column that count from 0 in this part of it."""
        return Mark(self._first + line + 1, column + 1)

    def _start(self, event: yaml.Event) -> Mark:
        mark = event.start_mark
        return self.mark(mark.line, mark.column) if mark else self.mark(0, 0)

    def _take_scalar(self, event: yaml.ScalarEvent) -> None:
        mark, style = self._start(event), Style(event.style or "")
        self._refuse_tag(event.tag, mark)
        if not (event.value or style.value or event.tag or event.anchor):
            mark = self._before(mark)
        value = resolve(event.value) if style is Style.PLAIN else event.value
        node = ScalarNode(mark=mark, value=value, text=event.value, style=style, lines=self._lines)
        self._spend(1, mark)
        self._place(_Measured(node=node), event.anchor)

    def _take_alias(self, event: yaml.AliasEvent) -> None:
        mark, name = self._start(event), event.anchor or ""
        target = self._anchors.get(name)
        if target is None:
            known = name in self._anchors
            self.report(mark, f"the alias `*{name}` " + ("would contain itself" if known else "has no anchor above it"))
            target = _Measured(node=ScalarNode(mark=mark, value=""))
        self._spend(target.size, mark)
        self._descend(target.height, mark)
        self._place(target, None)

    def _open_collection(self, event: yaml.CollectionStartEvent) -> None:
        mark = self._start(event)
        self._refuse_tag(event.tag, mark)
        self._spend(1, mark)
        self._descend(1, mark)
        if event.anchor:
            self._anchors[event.anchor] = None
        is_mapping = isinstance(event, yaml.MappingStartEvent)
        self._open.append(_Open(mark=mark, anchor=event.anchor, is_mapping=is_mapping))

    def _close_collection(self) -> None:
        done = self._open.pop()
        size = 1 + sum(child.size for child in done.children)
        height = 1 + max((child.height for child in done.children), default=0)
        node = self._mapping(done) if done.is_mapping else self._sequence(done)
        self._place(_Measured(node=node, size=size, height=height), done.anchor)

    def _place(self, measured: _Measured, anchor: str | None) -> None:
        """Put a finished node where it belongs."""
        if anchor:
            self._anchors[anchor] = measured
        if self._open:
            self._open[-1].children.append(measured)
            return
        self._anchors = {}
        if measured.node != ScalarNode(mark=measured.node.mark, value=None):
            self.documents.append(measured.node)

    def _sequence(self, done: _Open) -> SequenceNode:
        return SequenceNode(mark=done.mark, items=tuple(child.node for child in done.children))

    def _mapping(self, done: _Open) -> MappingNode:
        entries: dict[str, Entry] = {}
        for key, value in zip(done.children[::2], done.children[1::2], strict=True):
            name = self._key(key.node)
            if name is None:
                continue
            if name in entries:
                self._report_twice(name, entries[name].key, key.node.mark)
                continue
            entries[name] = Entry(key=key.node.mark, node=value.node)
        return MappingNode(mark=done.mark, entries=entries)

    def _key(self, node: Node) -> str | None:
        """Return the text of a key, or report why *node* cannot be one."""
        if not isinstance(node, ScalarNode):
            self.report(node.mark, "a key must be text, not a collection")
        elif not isinstance(node.value, str):
            self.report(node.mark, "a key must be text, and this is a number, a truth value or nothing", "quote it")
        elif node.value == "<<" and node.style is Style.PLAIN:
            self.report(node.mark, "merge keys are not supported", "write the keys out; YAML 1.2 has no `<<`")
        else:
            return node.value
        return None

    def _report_twice(self, name: str, first: Mark, second: Mark) -> None:
        place = f"line {first.line}, column {first.column}"
        self.report(second, f"the key `{name}` stands here a second time; first at {place}", "remove one")

    def _refuse_tag(self, tag: str | None, mark: Mark) -> None:
        if tag:
            self.report(mark, "tags (`!...`) are not supported", "leave it out; quotes make any value text")

    def _before(self, mark: Mark) -> Mark:
        """Return the place of a value that is not written: its key's, for the parser is past it already."""
        parent = self._open[-1] if self._open else None
        if parent and parent.is_mapping and len(parent.children) % 2:
            return parent.children[-1].node.mark
        return mark

    def _spend(self, nodes: int, mark: Mark) -> None:
        self._budget.left -= nodes
        if self._budget.left < 0:
            self.report(mark, f"the file has more than {MAX_NODES:,} values, aliases expanded", "use fewer aliases")
            raise StructureRefused

    def _descend(self, levels: int, mark: Mark) -> None:
        if len(self._open) + levels > MAX_DEPTH:
            self.report(mark, f"nested deeper than {MAX_DEPTH} levels")
            raise StructureRefused
