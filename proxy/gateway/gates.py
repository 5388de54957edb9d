"""Gates: the cases that a directory must pass before it is put in force, as problems where it does not."""

from collections.abc import Iterator

from proxy.config.codes import Code
from proxy.config.problems import Problem
from proxy.config.snapshot import Snapshot
from proxy.gateway.casework import Outcome, arrange, run


def failing_gates(snapshot: Snapshot, today: str) -> Iterator[Problem]:
    """Yield a problem for every gate of *snapshot*, built on *today* (ISO day), that fails."""
    for arranged in arrange(snapshot, today, lambda _id, case: case.is_gate):
        outcome = run(arranged)
        if outcome.failures:
            yield problem_of(outcome)


def problem_of(outcome: Outcome) -> Problem:
    """Return a failing gate as a problem at its place."""
    file, line, column = outcome.arranged.case.place.rsplit(":", 2)
    reasons = "; ".join(map(str, outcome.failures))
    return Problem(
        file=file,
        line=int(line),
        column=int(column),
        message=f"the gate `{outcome.arranged.id}` fails: {reasons}",
        hint="change the policies back, or the case where it no longer says what is meant",
        code=Code.GATE,
    )
