"""Why an endpoint is not in the lane: for people, off the hot path."""

from collections.abc import Sequence

from proxy.catalog.endpoint import Endpoint
from proxy.policy import client, exact
from proxy.policy.decision import Reason, Removal
from proxy.policy.grants import missing_grant
from proxy.policy.operators import EvaluationError, UnknownFact
from proxy.policy.patterns import write_list
from proxy.policy.principal import Grant
from proxy.policy.program import Call, Clause, PolicyProgram, Verdict, judge
from proxy.policy.reads import describe
from proxy.policy.view import EndpointView

Asked = Sequence[tuple[PolicyProgram, Verdict]]
"""Enforcing policies that are about a call, or whose match has no answer; shallow scopes first, then by id."""


def explain_endpoint(endpoint: Endpoint, view: EndpointView, call: Call, asked: Asked) -> Removal:
    """Return the first cause that keeps *endpoint* out: grants, policies in order with their lines, the client's wishes."""
    grant = missing_grant(call[1], endpoint.model)
    if grant is not None:
        return _not_granted(endpoint, grant)
    activation = (*call, view)
    for program, verdict in asked:
        for clause in program.clauses:
            if judge(clause.condition, activation) is not Verdict.TRUE:
                reason, detail = _cause(clause, activation, verdict)
                return _removed(endpoint, program, clause, reason, detail)
    wish = client.why_not(endpoint, call[0].wishes)
    if wish is not None:
        return _not_wished(endpoint, *wish)
    raise AssertionError(f"`{endpoint.id}` is out of the lane and nothing removed it")


def _not_granted(endpoint: Endpoint, grant: Grant) -> Removal:
    """Return the removal by a grant that lacks the model."""
    models = ", ".join(f"`{model}`" for model in grant.models) or "nothing"
    return Removal(
        endpoint=endpoint.id,
        reason=Reason.NOT_GRANTED,
        policy=None,
        place=grant.place,
        clause=f"models: {write_list(grant.models)}",
        detail=f"`{grant.holder}` was granted {models}, and not `{endpoint.model}`",
    )


def _not_wished(endpoint: Endpoint, clause: str, detail: str) -> Removal:
    """Return the removal by the client itself."""
    return Removal(
        endpoint=endpoint.id,
        reason=Reason.CLIENT_PREFERENCE,
        policy=None,
        place="the request's body",
        clause=clause,
        detail=detail,
    )


def _failure(clause: Clause, activation: exact.Activation) -> EvaluationError | None:
    """Return why nobody can say whether *clause* is met, or `None` where it is known that it is not."""
    try:
        exact.evaluate(clause.condition, activation)
    except EvaluationError as error:
        return error
    return None


def _cause(clause: Clause, activation: exact.Activation, match: Verdict) -> tuple[Reason, str]:
    """Return the reason and, in words, what was read."""
    read = describe(clause.node, activation) or "the clause reads no fact"
    if match is Verdict.ERROR:
        return Reason.POLICY_ERROR, f"{read}; `match` cannot be evaluated, so the policy counts as matching"
    failure = _failure(clause, activation)
    if isinstance(failure, UnknownFact):
        return Reason.UNKNOWN_FACT, read
    return (Reason.POLICY_ERROR, f"{read}; cannot be evaluated: {failure}") if failure else (Reason.POLICY, read)


def _removed(endpoint: Endpoint, program: PolicyProgram, clause: Clause, reason: Reason, detail: str) -> Removal:
    """Return the removal by one line of a policy."""
    expression = clause.requirement.expression
    return Removal(
        endpoint=endpoint.id,
        reason=reason,
        policy=program.policy.id,
        place=expression.place,
        clause=expression.text,
        detail=detail,
    )
