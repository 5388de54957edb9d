"""Documents and a catalogue to a `PolicySet`; whatever can be decided without a call is decided here.

The order in which policies come is lost on purpose: they are sorted by depth of scope, then by id.
"""

from collections.abc import Sequence

from proxy.catalog.index import Catalog
from proxy.policy import exact
from proxy.policy.check import compile_expression
from proxy.policy.document import Expression, Policy, Requirement
from proxy.policy.environment import Scope
from proxy.policy.evaluate import PolicySet
from proxy.policy.ir import Node
from proxy.policy.memo import Memo, memo_key
from proxy.policy.program import Clause, PolicyProgram, Verdict, judge
from proxy.policy.reads import fields, reads
from proxy.policy.view import EndpointView, view_endpoint


def compile_policies(policies: Sequence[Policy], catalog: Catalog, revision: str) -> PolicySet:
    """Return what decides by *policies* over *catalog*; `InvalidExpression` where an expression has not been checked."""
    views = tuple(view_endpoint(endpoint) for endpoint in catalog.endpoints)
    programs = sorted(
        (_compile_policy(policy, views) for policy in policies),
        key=lambda program: (program.depth, program.policy.id, program.policy.place),
    )
    facts_read = frozenset[str]().union(*(fields(node) for program in programs for node in _nodes(program)))
    return PolicySet(
        catalog=catalog,
        revision=revision,
        programs=tuple(programs),
        views=views,
        facts_read=facts_read,
        memo=Memo(memo_key(facts_read)),
    )


def _nodes(program: PolicyProgram) -> list[Node]:
    """Return every expression of a policy."""
    matches = [] if program.match_node is None else [program.match_node]
    return matches + [clause.node for clause in program.clauses]


def _compile_policy(policy: Policy, views: Sequence[EndpointView]) -> PolicyProgram:
    """Return one policy, ready to be asked."""
    match, match_node = _compile_match(policy.match)
    clauses = tuple(_compile_clause(requirement, views) for requirement in policy.require)
    mask = (1 << len(views)) - 1
    for clause in clauses:
        mask &= mask if clause.mask is None else clause.mask
    return PolicyProgram(
        policy=policy,
        depth=len(policy.scope.split("/")) if policy.scope else 0,
        match=match,
        match_node=match_node,
        clauses=clauses,
        varying=tuple(clause for clause in clauses if clause.mask is None),
        mask=mask,
    )


def _compile_match(match: Expression | None) -> tuple[exact.Program | None, Node | None]:
    """Return the closure and the tree of a policy's `match`."""
    if match is None:
        return None, None
    node = compile_expression(match.text, Scope.MATCH)
    return exact.build(node, tuple(Scope.MATCH.names)), node


def _compile_clause(requirement: Requirement, views: Sequence[EndpointView]) -> Clause:
    """Return one line of `require`, decided for every endpoint at once where it reads nothing of the call."""
    node = compile_expression(requirement.expression.text, Scope.REQUIRE)
    condition = exact.build(node, tuple(Scope.REQUIRE.names))
    is_fixed = not reads(node, "request") and not reads(node, "principal")
    return Clause(
        requirement=requirement,
        node=node,
        condition=condition,
        reads_endpoint=reads(node, "endpoint"),
        mask=_mask(condition, views) if is_fixed else None,
    )


def _mask(condition: exact.Program, views: Sequence[EndpointView]) -> int:
    """Return the endpoints for which *condition* is true; an error is a no."""
    mask = 0
    for position, view in enumerate(views):
        if judge(condition, (None, None, view)) is Verdict.TRUE:
            mask |= 1 << position
    return mask
