"""What policies ask, prepared for being written as Python: everything that needs no call is decided, what is alike is joined.

Policies with the same condition are one block, and what several of them ask of a call is asked once. A condition that can
only be spoilt by one value of a fact (`"u1" in request.tags ? endpoint.zdr : true`) becomes a row of a table.
"""

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from proxy.policy.indexing import index_of
from proxy.policy.ir import Node, Op
from proxy.policy.masks import residuals
from proxy.policy.partial import key
from proxy.policy.program import PolicyProgram

MOST_ASKS = 50
"""Questions in one block: compiling a function holds the interpreter, and a loop beside it must not wait."""

Asks = tuple[tuple[Node, int], ...]
"""What is asked of a call, with the endpoints that are out where it is not true."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """Some policies that are about a call `when` something is true of it, or always.

    `keep` has the endpoints that can be left; `tables` go from the Python for a fact's values to the endpoints that each
    value puts out. `notes` are the numbers that are noted.
    """

    programs: tuple[PolicyProgram, ...]
    when: Node | None
    keep: int
    asks: Asks
    tables: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    notes: tuple[int, ...] = ()

    @property
    def enforces(self) -> bool:
        """Say whether what is required takes effect."""
        return self.programs[0].enforces


def make_block(program: PolicyProgram, when: Node | None) -> Block:
    """Return the block of one policy; *when* is its match, or what a look-up leaves of it."""
    keep, asks = program.mask, list[tuple[Node, int]]()
    for clause in program.varying:
        possible, left = residuals(clause.node, program.views)
        keep &= possible
        asks += left
    notes = (program.number,) if program.match_node is not None else ()
    return Block(programs=(program,), when=when, keep=keep, asks=tuple(asks), notes=notes)


def join(blocks: Iterable[Block]) -> Iterator[Block]:
    """Yield *blocks*, those with the same condition joined, none of them too large; what only notes stays by itself."""
    groups: dict[Hashable, list[Block]] = {}
    for block in blocks:
        same = (bool(block.notes), block.when and key(block.when)) if block.enforces else block.programs[0].number
        groups.setdefault(same, []).append(block)
    for group in groups.values():
        yield from _parts(_joined(group) if len(group) > 1 or group[0].when is None else group[0])


def _joined(group: Sequence[Block]) -> Block:
    keep, asks = -1, dict[Hashable, tuple[Node, int]]()
    for block in group:
        keep &= block.keep
        for node, about in block.asks:
            first, others = asks.get(key(node), (node, 0))
            asks[key(node)] = (first, others | about)
    tables: dict[str, dict[str, int]] = {}
    left = [(node, about) for node, about in asks.values() if not _tabulated(node, about, tables)]
    return Block(
        programs=tuple(program for block in group for program in block.programs),
        when=group[0].when,
        keep=keep,
        asks=tuple(left),
        tables=tables,
        notes=tuple(number for block in group for number in block.notes),
    )


def _tabulated(node: Node, about: int, tables: dict[str, dict[str, int]]) -> bool:
    """Put *node* in a table where only one value of a fact, or one of several, can spoil it; say whether that was so."""
    index = index_of(node.args[0]) if node.op is Op.NOT else None
    if index is None or index.rest is not None:
        return False
    rows = tables.setdefault(index.values_of, {})
    for value in index.values:
        rows[value] = rows.get(value, 0) | about
    return True


def _parts(block: Block) -> Iterator[Block]:
    """Yield *block* in parts of a bounded size; the first has everything but the questions that are too many."""
    yield replace(block, asks=block.asks[:MOST_ASKS])
    for start in range(MOST_ASKS, len(block.asks), MOST_ASKS):
        asks = block.asks[start : start + MOST_ASKS]
        yield Block(programs=block.programs, when=block.when, keep=-1, asks=asks)
