"""Named sub-expressions of a policy (`variables.sensitive`): checked in order, then written into whoever reads them.

After that nobody needs to know that there were variables: they cost nothing, and an explanation speaks of facts.
"""

from collections.abc import Mapping
from dataclasses import replace

from proxy.policy.celtypes import Record, Type
from proxy.policy.environment import Scope
from proxy.policy.ir import Node, Op, walk
from proxy.policy.parse import MAX_NESTED_MACROS, MAX_NESTING, MAX_NODES
from proxy.policy.problem import ExpressionProblem, InvalidExpression
from proxy.policy.reads import reads

VARIABLES = "variables"

Variables = Mapping[str, Node]
"""Name to checked tree, in which no variable is left."""


def visible(variables: Variables, scope: Scope) -> Mapping[str, Type]:
    """Return what an expression in *scope* sees of *variables*: one that reads the endpoint is not for `match`."""
    if not variables:
        return {}
    fields = {
        name: node.type
        for name, node in variables.items()
        if node.type is not None and ("endpoint" in scope.names or not reads(node, "endpoint"))
    }
    return {VARIABLES: Record(VARIABLES, fields)}


def substitute(node: Node, variables: Variables) -> Node:
    """Return *node* with every variable replaced by its tree; `InvalidExpression` where that grows too large."""
    if not variables:
        return node
    written = _substitute(node, variables)
    if sum(1 for _ in walk(written)) > MAX_NODES:
        raise _too_large(node, f"has more than {MAX_NODES} parts")
    if _depth(written) > MAX_NESTING:
        raise _too_large(node, f"is nested more than {MAX_NESTING} deep")
    if _nesting(written) > MAX_NESTED_MACROS:
        raise _too_large(node, f"nests macros more than {MAX_NESTED_MACROS} deep")
    return written


def _too_large(node: Node, what: str) -> InvalidExpression:
    message = f"with its variables written out, the expression {what}"
    return InvalidExpression([ExpressionProblem(line=node.line, column=node.column, message=message, hint="split it")])


def _depth(node: Node) -> int:
    return 1 + max(map(_depth, node.args), default=0)


def _nesting(node: Node) -> int:
    """Return how deep macros stand in each other's bodies."""
    if node.op is not Op.MACRO:
        return max(map(_nesting, node.args), default=0)
    over, *bodies = node.args
    return max(_nesting(over), 1 + max(map(_nesting, bodies)))


def _substitute(node: Node, variables: Variables) -> Node:
    """Replace from the leaves up; the trees of variables are whole already."""
    if node.op is Op.SELECT and node.args[0].op is Op.NAME and node.args[0].value == VARIABLES:
        return variables[node.value]
    return replace(node, args=tuple(_substitute(argument, variables) for argument in node.args)) if node.args else node
