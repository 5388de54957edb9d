"""Policies as an explanation has them: each endpoint in one list of a clause, each exception with who allowed it."""

from proxy.gateway.tracing import policy_row
from tests.support.policies import catalog, endpoint, policy, policy_set, principal, request_facts, waiver
from tests.support.tables import documented

OVER = catalog(endpoint("known"), endpoint("unknown", training=None), endpoint("trains", training=True))


def rows(*policies, **options):
    """Return the rows of *policies* for an ordinary call."""
    built = policy_set(*policies, over=OVER, **options)
    return [policy_row(trace, built) for trace in built.trace(request_facts(), principal())]


def test_a_clause_tells_no_from_unknown():
    """An endpoint about which nobody knows is out for another reason than one that trains."""
    [clause] = rows(policy(require="!endpoint.training"))[0]["clauses"]

    assert (["known"], ["trains"], ["unknown"], []) == tuple(
        clause[name] for name in ("met", "unmet", "unknown", "error")
    )


def test_a_clause_that_fails_is_an_error():
    """A key that is not there is a mistake of the policy, not a gap in what is known of an endpoint."""
    [clause] = rows(policy(require="request.metadata.project == endpoint.provider"))[0]["clauses"]

    assert ([], [], 3) == (clause["unmet"], clause["unknown"], len(clause["error"]))


def test_a_waived_policy_names_its_waiver():
    """Who allowed the exception, why, and until when."""
    [row] = rows(policy("p", waivable=True, require="false"), waivers=[waiver(of="p")])

    assert ("w", "ciso@acme.example", "2027-01-31", "a study") == tuple(
        row["waiver"][name] for name in ("waiver", "approver", "expires", "reason")
    )


def test_the_reference_page_has_every_field():
    """A field that is not described is no promise to anybody."""
    [row] = rows(policy("p", require="!endpoint.training"))

    assert set(row) == documented("explain.md", "field of a policy")
    assert set(row["clauses"][0]) == documented("explain.md", "field of a clause")
