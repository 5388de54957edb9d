"""The CEL stage: every expression that a person wrote is checked, and only those."""

from proxy.config.codes import Code
from proxy.config.expressions import check_expressions
from tests.support.configuration import POLICY, read


def places(text: str) -> list[tuple[int, int]]:
    """Return where a policy's expressions are wrong."""
    return sorted((problem.line, problem.column) for problem in check_expressions(read(text)[0]))


def test_sound_expressions_have_no_problem():
    """`match` reads the call, `where` the call and the endpoint."""
    text = POLICY + "match: request.stream\nrequire: {training: false, where: endpoint.training == request.stream}\n"

    assert [] == places(text)


def test_both_expressions_are_checked():
    """A mistake in `match` does not hide one in `where`."""
    assert [(5, 16), (6, 27)] == places(POLICY + "match: request.strem\nrequire: {where: endpoint.trainin}\n")


def test_a_policy_without_expressions_has_nothing_to_check():
    """Shorthands are ours and always sound."""
    assert [] == places(POLICY + "require: {training: false}\n")


def test_problems_say_that_they_are_of_cel():
    """Reports group by code."""
    problems = list(check_expressions(read(POLICY + "match: request.strem\n")[0]))

    assert [(Code.CEL, True)] == [(problem.code, "strem" in problem.message) for problem in problems]
