"""The policies of one scope as generated Python: the fast path of a decision, and the only module that evaluates text.

INVARIANT: what is compiled here was written by `transpile.py` from our own tree; no document and no client writes any of it.
Each policy is a block of its own. A block that raises has noted nothing, and the exact evaluator takes its policy over.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from proxy.policy.blocks import Block, join, make_block
from proxy.policy.facts import RequestFacts
from proxy.policy.findings import Findings
from proxy.policy.indexing import Index, index_of, tabulate
from proxy.policy.principal import Principal
from proxy.policy.program import PolicyProgram
from proxy.policy.segment import Segment
from proxy.policy.transpile import RUNTIME, Writer

BLOCKS = 25
"""Policies in one function: compiling a function holds the interpreter, and a loop beside it must not wait."""

MOST_NAMED = 8
"""Policies that the comment before a block names."""

HEAD = "def decide(mask, request, principal, findings):"

Table = tuple[Callable[[RequestFacts, Principal], Any], Mapping[str, Segment]]


def compiled_segment(programs: Sequence[PolicyProgram]) -> Segment:
    """Return one function for *programs*, which all have one scope."""
    indexed, straight = _split(programs)
    return _joined(_functions(make_block(program, program.match_node) for program in straight), _tables(indexed))


def source_of(programs: Sequence[PolicyProgram]) -> str:
    """Return the Python that stands for *programs*, all of them asked in turn, for whoever wants to read it."""
    return _write([make_block(program, program.match_node) for program in programs])[0]


def compile_text(names: Sequence[str], write: Callable[[Writer], str]) -> Callable[..., Any]:
    """Return a function of *names* with the value of the expression that *write* writes; it may raise."""
    writer = Writer()
    text = write(writer)
    return _load(f"def decide({', '.join(names)}):\n    return {text}\n", writer.constants)


def _split(
    programs: Sequence[PolicyProgram],
) -> tuple[list[tuple[PolicyProgram, Index]], list[PolicyProgram]]:
    """Return the policies that a table finds, and the others."""
    indices = [(program, index_of(program.match_node) if program.match_node else None) for program in programs]
    indexed = [(program, index) for program, index in indices if index is not None]
    return indexed, [program for program, index in indices if index is None]


def _functions(blocks: Iterable[Block]) -> list[Segment]:
    """Compile *blocks*, some of them in each function."""
    joined = list(join(blocks))
    return [_function(joined[start : start + BLOCKS]) for start in range(0, len(joined), BLOCKS)]


def _function(blocks: Sequence[Block]) -> Segment:
    """Compile one function."""
    text, constants = _write(blocks)
    return _load(text, constants)


def _load(text: str, constants: Mapping[str, Any]) -> Callable[..., Any]:
    """Run the definition in a world of its own, which has our operators, our constants and nothing else in it."""
    world: dict[str, Any] = {**RUNTIME, **constants}
    exec(compile(text, "<policies>", "exec"), world)  # noqa: S102 - the one place; see the invariant above
    made: Callable[..., Any] = world.pop("decide")  # else the function and its world would hold each other
    return made


def _write(blocks: Sequence[Block]) -> tuple[str, Mapping[str, Any]]:
    """Return a function's text, and the constants that it names."""
    writer = Writer()
    lines = [HEAD]
    for block in blocks:
        lines += [f"    {line}" for line in _write_block(block, writer)]
    return "\n".join([*lines, "    return mask", ""]), writer.constants


def _write_block(block: Block, writer: Writer) -> Iterator[str]:
    """Yield the lines of a block: whatever raises, raises before anything is noted."""
    for program in block.programs[:MOST_NAMED]:
        yield f"# {program.policy.id} ({program.policy.place})".replace("\n", " ")
    if block.enforces and block.when is None and not block.asks and not block.tables and not block.notes:
        yield f"mask &= {block.keep:#x}"
        return
    yield "try:"
    condition = "True" if block.when is None else writer.write(block.when)
    yield f"    if {condition}:"
    yield f"        left = mask & {block.keep:#x}"
    for values, rows in block.tables.items():
        yield f"        for value in {values}: left &= ~{writer.passed(rows)}.get(value, 0)"
    for node, about in block.asks:
        yield f"        if not {writer.write_true(node)}: left &= ~{about:#x}"
    if not block.enforces:
        yield f"        findings.shadows.append(({block.programs[0].number}, left))"
    else:
        if block.notes:
            yield f"        findings.hits += {writer.passed(block.notes)}"
        yield "        mask = left"
    yield "except Exception:"
    yield f"    for program in {writer.passed(block.programs)}: mask = program.apply(mask, findings)"


def _tables(indexed: Sequence[tuple[PolicyProgram, Index]]) -> list[Table]:
    """Return, for each fact, how to read it, and the function of each value."""
    blocks = [make_block(program, index.rest) for program, index in indexed]
    numbered = [(position, index) for position, (_, index) in enumerate(indexed)]
    tables = list[Table]()
    for values_of, rows in tabulate(numbered):
        functions = {
            value: _joined(_functions(blocks[each] for each in positions), []) for value, positions in rows.items()
        }
        tables.append((_reader(values_of), functions))
    return tables


def _reader(values_of: str) -> Callable[[RequestFacts, Principal], Any]:
    """Return what gives the values of a fact to look up."""
    return compile_text(("request", "principal"), lambda _writer: values_of)


def _joined(parts: Sequence[Segment], tables: Sequence[Table]) -> Segment:
    """Return the functions one after the other, and for each fact those of its values."""
    if len(parts) == 1 and not tables:
        return parts[0]

    def run(mask: int, request: RequestFacts, principal: Principal, findings: Findings) -> int:
        for part in parts:
            mask = part(mask, request, principal, findings)
        for read, functions in tables:
            for value in read(request, principal):
                if value in functions:
                    mask = functions[value](mask, request, principal, findings)
        return mask

    return run
