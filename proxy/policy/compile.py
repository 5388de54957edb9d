"""Documents and a catalogue to a `PolicySet`; whatever can be decided without a call is decided here.

The order in which policies come is lost on purpose: they are sorted by depth of scope, then by id.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from proxy.catalog.index import Catalog
from proxy.policy import exact, reference
from proxy.policy.check import compile_expression, compile_variable
from proxy.policy.codegen import compiled_segment
from proxy.policy.document import Expression, Policy, Requirement, Waiver
from proxy.policy.environment import Scope
from proxy.policy.evaluate import PolicySet
from proxy.policy.ir import Node
from proxy.policy.masks import fixed_mask
from proxy.policy.memo import Memo, memo_key
from proxy.policy.program import Branch, Clause, PolicyProgram, nodes_of
from proxy.policy.reads import fields, reads
from proxy.policy.recorded import make_readers
from proxy.policy.segment import Segment, careful_segment
from proxy.policy.variables import Variables
from proxy.policy.view import EndpointView, view_endpoint


class Engine(StrEnum):
    """What evaluates expressions."""

    COMPILED = "compiled"
    """Generated Python, and closures that follow the specification wherever it fails."""
    EXACT = "exact"
    """Those closures alone."""
    REFERENCE = "reference"
    """cel-python itself, for audits: some thousand times slower."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Machinery:
    """The parts of an engine: what makes a closure of a tree, and a segment of policies."""

    build: Callable[[Node, tuple[str, ...]], exact.Program]
    segment: Callable[[Sequence[PolicyProgram]], Segment]


ENGINES: Mapping[Engine, Machinery] = {
    Engine.COMPILED: Machinery(build=exact.build, segment=compiled_segment),
    Engine.EXACT: Machinery(build=exact.build, segment=careful_segment),
    Engine.REFERENCE: Machinery(build=reference.build, segment=careful_segment),
}


def compile_policies(
    policies: Iterable[Policy],
    catalog: Catalog,
    revision: str,
    *,
    waivers: Iterable[Waiver] = (),
    engine: Engine = Engine.COMPILED,
) -> PolicySet:
    """Return what decides by *policies* over *catalog*; `InvalidExpression` where an expression has not been checked.

    *waivers* are those in force: whoever calls leaves the expired ones out.
    """
    views = tuple(view_endpoint(endpoint) for endpoint in catalog.endpoints)
    build = ENGINES[engine].build
    ordered = sorted(policies, key=lambda policy: (depth_of(policy.scope), policy.id, policy.place))
    programs = tuple(_Compiler(policy, views, build).program(number) for number, policy in enumerate(ordered))
    facts_read = frozenset[str]().union(*(fields(node) for program in programs for node in nodes_of(program)))
    return PolicySet(
        catalog=catalog,
        revision=revision,
        programs=programs,
        views=views,
        waivers=tuple(sorted(waivers, key=lambda waiver: waiver.id)),
        facts_read=facts_read,
        recorded=make_readers(node for program in programs for node in nodes_of(program)),
        memo=Memo(memo_key(facts_read)),
        make_segment=ENGINES[engine].segment,
    )


def depth_of(scope: str) -> int:
    """Return the number of names in *scope*."""
    return len(scope.split("/")) if scope else 0


class _Compiler:
    """Makes the program of one policy."""

    def __init__(
        self, policy: Policy, views: tuple[EndpointView, ...], build: Callable[[Node, tuple[str, ...]], exact.Program]
    ) -> None:
        self.policy = policy
        self.views = views
        self.build = build
        self.variables = compile_variables(policy.variables)

    def program(self, number: int) -> PolicyProgram:
        """Return the policy, ready to be asked."""
        match, match_node = self.condition(self.policy.match)
        clauses = tuple(self.clause(requirement) for requirement in self.policy.require)
        mask = (1 << len(self.views)) - 1
        for clause in clauses:
            mask &= mask if clause.mask is None else clause.mask
        return PolicyProgram(
            number=number,
            policy=self.policy,
            depth=depth_of(self.policy.scope),
            match=match,
            match_node=match_node,
            clauses=clauses,
            varying=tuple(clause for clause in clauses if clause.mask is None),
            mask=mask,
            branches=self.branches(),
            views=self.views,
        )

    def condition(self, expression: Expression | None) -> tuple[exact.Program | None, Node | None]:
        """Return the closure and the tree of a condition over the call alone."""
        if expression is None:
            return None, None
        node = compile_expression(expression.text, Scope.MATCH, self.variables)
        return self.build(node, tuple(Scope.MATCH.names)), node

    def clause(self, requirement: Requirement) -> Clause:
        """Return one line of `require`, decided for every endpoint at once where it reads nothing of the call."""
        node = compile_expression(requirement.expression.text, Scope.REQUIRE, self.variables)
        condition = self.build(node, tuple(Scope.REQUIRE.names))
        is_fixed = not reads(node, "request") and not reads(node, "principal")
        return Clause(
            requirement=requirement,
            node=node,
            condition=condition,
            reads_endpoint=reads(node, "endpoint"),
            mask=fixed_mask(condition, node, self.views) if is_fixed else None,
        )

    def branches(self) -> tuple[tuple[str, tuple[Branch, ...]], ...]:
        """Return the fallback's entries, by pattern of the requested model."""
        rules = self.policy.fallback.rules if self.policy.fallback else {}
        made = []
        for pattern, entries in rules.items():
            conditions = [self.condition(entry.when) for entry in entries]
            pairs = zip(entries, conditions, strict=True)
            made.append(
                (
                    pattern,
                    tuple(
                        Branch(model=entry.model, preference=entry.preference, when=when, node=node)
                        for entry, (when, node) in pairs
                    ),
                )
            )
        return tuple(made)


def compile_variables(texts: Mapping[str, Expression]) -> Variables:
    """Return the checked trees of a policy's variables, each with those before it written out."""
    variables: dict[str, Node] = {}
    for name, expression in texts.items():
        variables[name] = compile_variable(expression.text, variables)
    return variables
