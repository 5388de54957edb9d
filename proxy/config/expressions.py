"""The CEL stage: the expressions that people wrote, checked against the declared facts, each mistake at its column."""

from collections.abc import Iterable, Iterator

from proxy.config.codes import Code
from proxy.config.documents import Document
from proxy.config.kinds.policy import Written, written_expressions
from proxy.config.position import locate
from proxy.config.problems import Problem
from proxy.policy.check import check_expression, compile_variable
from proxy.policy.ir import Node
from proxy.policy.message import PLACEHOLDERS, BadMessage, check_message
from proxy.policy.problem import ExpressionProblem, InvalidExpression
from proxy.policy.variables import Variables


def check_expressions(document: Document) -> Iterator[Problem]:
    """Return what is wrong with the CEL of a policy *document*, and with its message.

    Where a variable is wrong, nothing that might read it is looked at: it would only repeat that.
    """
    written = list(written_expressions(document))
    variables: dict[str, Node] = {}
    for each in written:
        if each.scope is None:
            yield from _check_variable(document, each, variables)
    if len(variables) == sum(1 for each in written if each.scope is None):
        for each in written:
            yield from _check_condition(document, each, variables)
    yield from _check_message(document)


def _check_variable(document: Document, written: Written, variables: dict[str, Node]) -> Iterator[Problem]:
    """Report what is wrong with a variable, or add it to *variables*."""
    try:
        variables[str(written.path[-1])] = compile_variable(written.text, variables)
    except InvalidExpression as invalid:
        yield from _located(document, written, invalid.problems)


def _check_condition(document: Document, written: Written, variables: Variables) -> Iterator[Problem]:
    if written.scope is not None:
        yield from _located(document, written, check_expression(written.text, written.scope, variables))


def _located(document: Document, written: Written, problems: Iterable[ExpressionProblem]) -> Iterator[Problem]:
    for problem in problems:
        mark = locate(written.node, problem.line, problem.column)
        yield document.problem_at(mark, problem.message, problem.hint or "", Code.CEL)


def _check_message(document: Document) -> Iterator[Problem]:
    """Report a placeholder that nobody fills."""
    try:
        check_message(document.value.get("message", ""))
    except BadMessage as error:
        known = ", ".join(f"`{{{name}}}`" for name in PLACEHOLDERS)
        yield document.problem(("message",), str(error), f"known: {known}", Code.MEANING)
