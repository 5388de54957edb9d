"""Compiling: documents to programs in one order, whatever order they came in."""

import pytest

from proxy.policy.problem import InvalidExpression
from tests.support.policies import catalog, endpoint, policy, policy_set

OVER = catalog(endpoint("a", retention_days=0), endpoint("b", retention_days=30), endpoint("c", retention_days=None))


def test_policies_are_ordered_by_depth_and_then_by_id():
    """So an explanation names the same policy first, however files are named."""
    names = [policy("z"), policy("a", scope="acme/health"), policy("y"), policy("everywhere", scope="")]

    assert ["everywhere", "y", "z", "a"] == [program.policy.id for program in policy_set(*names).programs]
    assert policy_set(*names).programs[0].depth == 0


def test_clauses_over_endpoints_are_decided_when_loaded():
    """Two such lines of one policy are one mask; a line that reads the call stays."""
    requires = ["endpoint.retention_days <= 30", "endpoint.id != 'b'", "request.stream || endpoint.zdr"]
    [program] = policy_set(policy(require=requires), over=OVER).programs

    assert [0b011, 0b101, None] == [clause.mask for clause in program.clauses]
    assert (0b001, 1) == (program.mask, len(program.varying))


def test_a_policy_set_knows_what_it_reads_of_a_call():
    """The journal records these facts and no others."""
    built = policy_set(policy(match="'phi' in request.tags", require="principal.team != endpoint.provider"))

    assert {"request.tags", "principal.team"} == built.facts_read
    assert frozenset() == policy_set(policy()).facts_read


def test_an_unchecked_expression_is_not_compiled():
    """The configuration checks with places in files; this is the last door."""
    with pytest.raises(InvalidExpression, match="did you mean `zdr`"):
        policy_set(policy(require="endpoint.zdx"))
