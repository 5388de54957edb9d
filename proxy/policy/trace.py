"""What every policy said of a call, clause by clause: for people, off the hot path."""

from collections.abc import Sequence
from dataclasses import dataclass

from proxy.policy import exact
from proxy.policy.document import Mode, Waiver
from proxy.policy.operators import EvaluationError, UnknownFact
from proxy.policy.program import Call, Clause, PolicyProgram, Verdict, judge
from proxy.policy.reads import describe
from proxy.policy.view import EndpointView


@dataclass(frozen=True, slots=True, kw_only=True)
class ClauseTrace:
    """One line of `require`, asked of the endpoints that the call is about.

    `met` and `unmet` have their ids; one without an answer is in `failed` as well as in `unmet`, and in `unknown` too
    where there is no answer because nobody knows a fact that is read.
    """

    field: str
    place: str
    clause: str
    met: tuple[str, ...]
    unmet: tuple[str, ...]
    failed: tuple[str, ...]
    unknown: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyTrace:
    """One policy in the principal's scope: whether it was about the call, and what its `match` read to know that.

    `clauses` are empty where it was not. `waiver` is the id of the waiver by which it was not asked.
    """

    number: int
    policy: str
    place: str
    mode: Mode
    match: Verdict
    detail: str
    clauses: tuple[ClauseTrace, ...] = ()
    waiver: str | None = None


def trace_policy(program: PolicyProgram, call: Call, over: Sequence[EndpointView]) -> PolicyTrace:
    """Return what *program* says of *call* and of the endpoints *over* which it is decided."""
    node, match = program.match_node, program.matches(call)
    return PolicyTrace(
        number=program.number,
        policy=program.policy.id,
        place=program.policy.place,
        mode=program.policy.mode,
        match=match,
        detail="no `match`: about every call in its scope" if node is None else describe(node, call),
        clauses=tuple(_trace_clause(clause, call, over) for clause in program.clauses if match is not Verdict.FALSE),
    )


def trace_lifted(program: PolicyProgram, waiver: Waiver) -> PolicyTrace:
    """Return that *program* was not asked."""
    return PolicyTrace(
        number=program.number,
        policy=program.policy.id,
        place=program.policy.place,
        mode=program.policy.mode,
        match=Verdict.FALSE,
        detail=f"waived until {waiver.expires} by `{waiver.approver}`: {waiver.reason} ({waiver.place})",
        waiver=waiver.id,
    )


def _trace_clause(clause: Clause, call: Call, over: Sequence[EndpointView]) -> ClauseTrace:
    """Return what one line says of each endpoint."""
    verdicts = [(view.id, judge(clause.condition, (*call, view))) for view in over]
    failed = [view for view, (_, verdict) in zip(over, verdicts, strict=True) if verdict is Verdict.ERROR]
    expression = clause.requirement.expression
    return ClauseTrace(
        field=clause.requirement.field,
        place=expression.place,
        clause=expression.text,
        met=tuple(name for name, verdict in verdicts if verdict is Verdict.TRUE),
        unmet=tuple(name for name, verdict in verdicts if verdict is not Verdict.TRUE),
        failed=tuple(view.id for view in failed),
        unknown=tuple(view.id for view in failed if _reads_unknown(clause, (*call, view))),
    )


def _reads_unknown(clause: Clause, activation: exact.Activation) -> bool:
    """Say whether *clause*, which has no answer, has none because a fact is unknown."""
    try:
        exact.evaluate(clause.condition, activation)
    except UnknownFact:
        return True
    except EvaluationError:
        return False
    return False
