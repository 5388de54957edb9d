"""The CEL stage: the expressions that people wrote, checked against the declared facts, each mistake at its column."""

from collections.abc import Iterator

from proxy.config.codes import Code
from proxy.config.documents import Document
from proxy.config.kinds.policy import written_expressions
from proxy.config.position import locate
from proxy.config.problems import Problem
from proxy.config.tree import ScalarNode
from proxy.policy.check import check_expression
from proxy.policy.environment import Scope

SCOPES = {"match": Scope.MATCH, "where": Scope.REQUIRE}


def check_expressions(document: Document) -> Iterator[Problem]:
    """Return what is wrong with the CEL of a policy *document*."""
    for name, node in written_expressions(document).items():
        yield from _problems(document, node, SCOPES[name])


def _problems(document: Document, node: ScalarNode, scope: Scope) -> Iterator[Problem]:
    for problem in check_expression(str(node.value).rstrip(), scope):
        mark = locate(node, problem.line, problem.column)
        yield document.problem_at(mark, problem.message, problem.hint or "", Code.CEL)
