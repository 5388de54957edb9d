"""The expressions of policies as trees, of which every part still knows where it stands in its file."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from proxy.config.codes import Code
from proxy.config.documents import Document
from proxy.config.kinds.policy import Written, written_expressions
from proxy.config.position import locate
from proxy.config.problems import Problem
from proxy.policy.check import compile_expression, compile_variable
from proxy.policy.ir import Node, walk


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """One `match`, `where` or `when`, with its policy's variables written out.

    `origins` has the text in which a part stands, by the part's identity, where that is not the condition's own.
    """

    document: Document
    written: Written
    tree: Node
    origins: Mapping[int, Written]

    @property
    def field(self) -> str:
        """The document's word for it."""
        return str(self.written.path[-1])

    def problem(self, node: Node, message: str, hint: str, code: Code) -> Problem:
        """Return a problem at *node*, a part of the tree."""
        written = self.origins.get(id(node), self.written)
        return self.document.problem_at(locate(written.node, node.line, node.column), message, hint, code)

    def problem_at_start(self, message: str, hint: str, code: Code) -> Problem:
        """Return a problem with the whole expression."""
        return self.document.problem_at(locate(self.written.node, 1, 1), message, hint, code)


def read_conditions(document: Document) -> Sequence[Condition]:
    """Return the conditions that people wrote in a policy *document*, which have been checked."""
    variables: dict[str, Node] = {}
    origins: dict[int, Written] = {}
    found: list[Condition] = []
    for written in written_expressions(document):
        if written.scope is None:
            tree = compile_variable(written.text, variables)
            variables[str(written.path[-1])] = tree
            for node in walk(tree):
                origins.setdefault(id(node), written)
        else:
            tree = compile_expression(written.text, written.scope, variables)
            found.append(Condition(document=document, written=written, tree=tree, origins=origins))
    return found
