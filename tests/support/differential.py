"""Random conditions and calls through every engine at once, and the smallest condition on which two of them differ.

A case is one condition over one call. Case numbers and seed make each of them again.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from random import Random

from proxy.policy import exact
from proxy.policy.celtypes import Scalar
from proxy.policy.check import compile_expression
from proxy.policy.environment import Scope
from proxy.policy.exact import Activation
from proxy.policy.ir import Node, Op
from proxy.policy.problem import InvalidExpression
from proxy.policy.program import Verdict, judge
from proxy.policy.unparse import unparse
from tests.support.engines import Build, explain
from tests.support.expressions import make_call, make_view, write_expression

CALLS = 4
"""Calls for each condition; making its programs costs more than running them."""


@dataclass(slots=True, kw_only=True)
class Findings:
    """What came out: cases by verdict, known differences by engine and name, and what nobody can explain yet."""

    cases: Counter[str] = field(default_factory=Counter)
    known: Counter[str] = field(default_factory=Counter)
    unexplained: list[str] = field(default_factory=list)

    def add(self, other: "Findings") -> None:
        """Take in what another run found."""
        self.cases.update(other.cases)
        self.known.update(other.known)
        self.unexplained += other.unexplained


def compare(engines: Mapping[str, Build], seed: int, conditions: range) -> Findings:
    """Run the conditions with these numbers, each over `CALLS` calls, through *engines* and the exact evaluator."""
    findings = Findings()
    for number in conditions:
        rng = Random(f"{seed}:{number}")
        scope = rng.choice(list(Scope))
        node = compile_expression(write_expression(rng, scope), scope)
        activations = [_activation(rng, scope) for _ in range(CALLS)]
        _compare_one(engines, node, scope, activations, findings)
    return findings


def _activation(rng: Random, scope: Scope) -> Activation:
    call = make_call(rng)
    return (*call, make_view(rng)) if scope is Scope.REQUIRE else call


def _compare_one(
    engines: Mapping[str, Build], node: Node, scope: Scope, activations: list[Activation], findings: Findings
) -> None:
    names = tuple(scope.names)
    ours = exact.build(node, names)
    verdicts = [judge(ours, activation) for activation in activations]
    findings.cases.update(verdict.value for verdict in verdicts)
    for engine, build in engines.items():
        theirs = build(node, names)
        for activation, verdict in zip(activations, verdicts, strict=True):
            if judge(theirs, activation) is verdict:
                continue
            if name := explain(engine, node):
                findings.known[f"{engine}: {name}"] += 1
            else:
                findings.unexplained.append(_describe(engine, build, node, scope, activation))


def _describe(engine: str, build: Build, node: Node, scope: Scope, activation: Activation) -> str:
    """Return the smallest condition that still shows the difference, and what each side says of it."""
    names = tuple(scope.names)

    def verdicts(candidate: Node) -> tuple[Verdict, Verdict]:
        return judge(exact.build(candidate, names), activation), judge(build(candidate, names), activation)

    def differs(candidate: Node) -> bool:
        ours, theirs = verdicts(candidate)
        return ours is not theirs and explain(engine, candidate) is None

    smallest = shrink(node, scope, differs)
    ours, theirs = verdicts(smallest)
    return f"{unparse(smallest)}\n  exact: {ours.value}; {engine}: {theirs.value}\n  over {activation}"


def shrink(node: Node, scope: Scope, differs) -> Node:
    """Return the smallest tree found by taking parts away for which *differs* still holds."""
    for candidate in _smaller(node):
        checked = _checked(candidate, scope)
        if checked is not None and differs(checked):
            return shrink(checked, scope, differs)
    return node


def _checked(candidate: Node, scope: Scope) -> Node | None:
    """Return the candidate as its own text gives it, if that passes the check."""
    try:
        return compile_expression(unparse(candidate), scope)
    except InvalidExpression:
        return None


def _smaller(node: Node) -> Iterator[Node]:
    """Yield trees that have one part less than *node*."""
    yield from node.args
    if node.type is Scalar.BOOL and node.op is not Op.LITERAL:
        yield from (replace(node, op=Op.LITERAL, args=(), value=value) for value in (True, False))
    if node.op in {Op.AND, Op.OR, Op.LIST} and (len(node.args) > 2 or node.op is Op.LIST):
        for position in range(len(node.args)):
            yield replace(node, args=node.args[:position] + node.args[position + 1 :])
    for position, argument in enumerate(node.args):
        for smaller in _smaller(argument):
            yield replace(node, args=(*node.args[:position], smaller, *node.args[position + 1 :]))
