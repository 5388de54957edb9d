"""The story: decide, record, plan, attempt, settle, in this order and each exactly once."""

import asyncio
from contextlib import suppress

import pytest

from proxy.errors import InvalidRequest, ModelNotFound, Refused, Unavailable, UpstreamFailed
from proxy.gateway.call import Ending
from proxy.gateway.serve import serve
from proxy.policy.document import Caps, Expression, Policy, Requirement
from tests.support.calls import make_call, make_ports, make_snapshot
from tests.support.endpoints import make_endpoint
from tests.support.policies import policy

NOBODY = Policy(
    id="nobody",
    title="Nobody passes",
    scope="acme",
    place="policies.yaml:1:1",
    require=(Requirement(field="where", expression=Expression(text="false", place="policies.yaml:4:10")),),
)
CAPPED = Policy(
    id="capped", title="Short answers", scope="acme", place="policies.yaml:9:1", caps=Caps(output_tokens=100)
)


def kinds(ports) -> list[str]:
    """Return the kinds of records in the journal, in order."""
    return [record["kind"] for record in ports.journal.records]


async def run(call, snapshot, ports, body=None):
    """Serve *call* and let the client do *body* with the answer."""
    async with serve(call, snapshot, ports) as answer:
        if body is not None:
            raise body
        return answer


async def test_a_decision_is_journalled_before_anything_is_tried():
    """What took effect can always be found in the journal; the settlement follows."""
    ports = make_ports()

    await run(make_call(), make_snapshot(make_endpoint()), ports)

    assert [["decided"]] == ports.upstream.journalled_before
    assert ["decided", "settled"] == kinds(ports)


async def test_a_complete_call_is_settled_at_the_snapshots_prices():
    """Ten tokens in at $1 and five out at $2 per million are twenty micro-dollars."""
    ports = make_ports()

    await run(make_call(), make_snapshot(make_endpoint()), ports)

    assert ("complete", 20) == (ports.journal.records[1]["ending"], ports.journal.records[1]["cost_micro_usd"])
    assert [(Ending.COMPLETE, 20)] == ports.observer.told


async def test_a_refusal_is_recorded_with_its_reasons_and_nobody_is_called():
    """An empty lane is a clear no that names policy, place and endpoint."""
    ports = make_ports()

    with pytest.raises(Refused) as caught:
        await run(make_call(), make_snapshot(make_endpoint(), policies=[NOBODY]), ports)

    assert ("nobody", "fl-1") == (caught.value.policy, caught.value.decision)
    assert ["policies.yaml:4:10"] == [row["place"] for row in caught.value.reasons]
    assert (["decided"], "refuse", []) == (kinds(ports), ports.journal.records[0]["effect"], ports.upstream.plans)


async def test_a_journal_that_cannot_be_written_stops_the_call():
    """Error means no: without a record nothing takes effect."""
    ports = make_ports()
    ports.journal.failure = Unavailable("the journal cannot be written: the disk is full")

    with pytest.raises(Unavailable):
        await run(make_call(), make_snapshot(make_endpoint()), ports)

    assert [] == ports.upstream.plans


async def test_an_unknown_model_is_the_clients_mistake():
    """A name that the catalogue does not have is answered before any policy is asked."""
    with pytest.raises(ModelNotFound):
        await run(make_call(model="openai/gpt-oss-12b"), make_snapshot(make_endpoint()), make_ports())


async def test_work_that_no_endpoint_can_do_is_refused_and_settled():
    """A lane without an endpoint for tools says so by endpoint, and the call is settled as failed."""
    ports = make_ports()

    with pytest.raises(InvalidRequest, match="`nordlys-gpt-oss` lacks tools"):
        await run(make_call(needs=frozenset({"tools"})), make_snapshot(make_endpoint()), ports)

    assert ("settled", "failed") == (ports.journal.records[1]["kind"], ports.journal.records[1]["ending"])


@pytest.mark.parametrize(
    ("failure", "ending"),
    [(UpstreamFailed("all failed", status=503), "failed"), (asyncio.CancelledError(), "cancelled")],
)
async def test_every_failure_is_settled_once(failure, ending):
    """However a call ends before its answer, there is one settlement that says so."""
    ports = make_ports(failure=failure)

    with pytest.raises(type(failure)):
        await run(make_call(), make_snapshot(make_endpoint()), ports)

    assert ["decided", "settled"] == kinds(ports)
    assert (ending, None) == (ports.journal.records[1]["ending"], ports.journal.records[1]["cost_micro_usd"])


@pytest.mark.parametrize("gone", [ConnectionResetError(), asyncio.CancelledError()])
async def test_a_client_that_leaves_is_settled_as_cancelled(gone):
    """An answer that neither ended nor was cut was left by its client."""
    ports = make_ports(ending=None)

    with pytest.raises(type(gone)):
        await run(make_call(), make_snapshot(make_endpoint()), ports, body=gone)

    assert ["decided", "settled"] == kinds(ports)
    assert ("cancelled", 1) == (ports.journal.records[1]["ending"], ports.upstream.closed)


async def test_the_plan_carries_cap_and_deadline():
    """One deadline for the call, counted from its receipt, and the policies' cap on every attempt."""
    ports = make_ports()

    await run(make_call(), make_snapshot(make_endpoint(), policies=[CAPPED], deadline=30.0), ports)

    assert (30.0, 100) == (ports.upstream.plans[0].deadline, ports.upstream.plans[0].output_tokens)


async def test_the_plan_is_a_subset_of_the_lane():
    """What a policy removed is in no plan, whatever it costs."""
    kept, out = make_endpoint("kept"), make_endpoint("out", provider="atlantic")
    where = Requirement(
        field="where", expression=Expression(text='endpoint.provider == "nordlys"', place="policies.yaml:4:10")
    )
    policy = Policy(id="only", title="Only", scope="acme", place="policies.yaml:1:1", require=(where,))
    ports = make_ports()

    await run(make_call(), make_snapshot(kept, out, policies=[policy]), ports)

    assert (kept,) == ports.upstream.plans[0].endpoints


async def test_what_policies_read_is_journalled_with_the_decision():
    """Allowed or refused, the record has what it takes to decide again."""
    for text in ("request.input_tokens > 5", "request.input_tokens > 50"):
        ports = make_ports()
        with suppress(Refused):
            await run(make_call(), make_snapshot(make_endpoint(), policies=[policy(require=text)]), ports)

        assert {"request.input_tokens": 10} == ports.journal.records[0]["facts"]
