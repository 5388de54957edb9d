"""Generated Python: the policies of a scope as one function, which agrees with asking each of them."""

import pytest

from proxy.policy.codegen import compiled_segment, source_of
from proxy.policy.document import Mode
from proxy.policy.findings import Findings
from proxy.policy.segment import careful_segment
from tests.support.policies import catalog, endpoint, policy, policy_set, principal, request_facts

OVER = catalog(endpoint("a", retention_days=0), endpoint("b", retention_days=30), endpoint("c", retention_days=None))
POLICIES = [
    policy("fixed", require="endpoint.zdr"),
    policy("looked-up", match="'phi' in request.tags && request.stream", require="endpoint.retention_days == 0"),
    policy("many", match="request.tags.exists(t, t in ['phi', 'pii'])", require="endpoint.id != 'c'"),
    policy("asked", match="request.input_tokens > 5", require="endpoint.retention_days < request.input_tokens"),
    policy("free", require="request.model != 'none'"),
    policy("fails", match="request.metadata.x == 'y'", require="endpoint.id == 'a'"),
    policy("line-fails", require="endpoint.id != 'b' || request.metadata.x == 'y'"),
    policy("audits", mode=Mode.AUDIT, match="request.stream", require="endpoint.id == 'a'"),
    policy("warns", mode=Mode.WARN, require="endpoint.retention_days == 0"),
]


def run(make, **facts):
    """Ask all policies of one call; return the mask and the notes, doubles left out."""
    programs = policy_set(*POLICIES, over=OVER).programs
    call = (request_facts(**facts), principal())
    findings = Findings(call)
    mask = make(programs)(0b111, *call, findings)
    shadows = {(number, mask & ~left) for number, left in findings.shadows}
    return mask, set(findings.hits), set(findings.unsure), shadows


@pytest.mark.parametrize(
    "facts",
    [
        {},
        {"tags": ("phi",), "stream": True},
        {"tags": ("phi", "pii"), "stream": False},
        {"stream": True, "input_tokens": 3},
        {"metadata": {"x": "y"}},
        {"metadata": {"x": "z"}, "model": "none"},
    ],
)
def test_it_agrees_with_asking_every_policy(facts):
    """The mask, who matched, who is in doubt, and what is only noted."""
    assert run(careful_segment, **facts) == run(compiled_segment, **facts)


def test_the_source_can_be_read():
    """An auditor sees one block for each policy, by its id and place."""
    text = source_of(policy_set(*POLICIES[:2], over=OVER).programs)

    assert text.startswith("def decide(mask, request, principal, findings):")
    assert "# looked-up (policies.yaml:1:1)" in text
    assert "if (('phi' in request.tags) and request.stream):" in text


def test_an_id_cannot_leave_its_comment():
    """Ids are checked by the schema; this is the last door."""
    programs = policy_set(policy("x\n    raise SystemExit"), over=OVER).programs

    assert 0b111 == compiled_segment(programs)(
        0b111, request_facts(), principal(), Findings((request_facts(), principal()))
    )


def test_generated_code_has_no_builtins():
    """Nothing but our operators and constants can be named."""
    segment = compiled_segment(policy_set(*POLICIES[:1], over=OVER).programs)

    assert {} == segment.__globals__["__builtins__"]


def test_many_policies_are_several_functions():
    """Compiling one must not hold the interpreter for long."""
    policies = [policy(f"p{number}", require=f"endpoint.id != 'x{number}'") for number in range(60)]
    programs = policy_set(*policies, over=OVER).programs
    call = (request_facts(), principal())

    assert 0b111 == compiled_segment(programs)(0b111, *call, Findings(call))
