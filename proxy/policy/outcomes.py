"""Which outcomes of policies have been seen: of each `match`, true and false; of each line of `require`, met and unmet.

A test that never saw a policy refuse an endpoint says nothing about it. Fixed lines count like any other.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from proxy.policy.program import PolicyProgram, Verdict
from proxy.policy.trace import PolicyTrace

Mark = tuple[str, str, bool]
"""A policy's id, the place of one of its lines or nothing for its match, and the outcome."""

WHOLE = 100.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One `match` or one line: its text, and which of its outcomes were seen; `None` for one that cannot be.

    `field` is the document's word, `match` or a field of `require`. A policy without `match` is about every call in its
    scope, so that only its being asked can be seen.
    """

    policy: str
    field: str
    place: str
    text: str
    yes: bool
    no: bool | None

    @property
    def seen(self) -> int:
        """Count the outcomes that were seen."""
        return int(self.yes) + int(bool(self.no))

    @property
    def possible(self) -> int:
        """Count those that can be."""
        return 1 if self.no is None else 2


def marks_of(traces: Iterable[PolicyTrace]) -> set[Mark]:
    """Return the outcomes that one call showed; a policy that was waived or had no answer shows none of its match."""
    marks: set[Mark] = set()
    for trace in traces:
        if trace.waiver is None and trace.match is not Verdict.ERROR:
            marks.add((trace.policy, "", trace.match is Verdict.TRUE))
        for clause in trace.clauses:
            marks |= {(trace.policy, clause.place, True)} if clause.met else set()
            marks |= {(trace.policy, clause.place, False)} if clause.unmet else set()
    return marks


def rows_of(programs: Iterable[PolicyProgram], marks: set[Mark]) -> tuple[Row, ...]:
    """Return every match and every line of *programs*, in their order, with what *marks* show of them."""
    return tuple(row for program in programs for row in _rows(program, marks))


def _rows(program: PolicyProgram, marks: set[Mark]) -> Iterable[Row]:
    policy = program.policy
    yield Row(
        policy=policy.id,
        field="match",
        place=policy.place if policy.match is None else policy.match.place,
        text="every call in its scope" if policy.match is None else policy.match.text,
        yes=(policy.id, "", True) in marks,
        no=None if policy.match is None else (policy.id, "", False) in marks,
    )
    for clause in program.clauses:
        requirement = clause.requirement
        yield Row(
            policy=policy.id,
            field=requirement.field,
            place=requirement.expression.place,
            text=requirement.expression.text,
            yes=(policy.id, requirement.expression.place, True) in marks,
            no=(policy.id, requirement.expression.place, False) in marks,
        )


def percentage(rows: Sequence[Row]) -> float:
    """Return the outcomes that were seen of those that can be, in percent; of no policies, all."""
    possible = sum(row.possible for row in rows)
    return WHOLE * sum(row.seen for row in rows) / possible if possible else WHOLE
