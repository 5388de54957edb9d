"""A recorded decision, asked again: the same where nothing has changed, and else what differs."""

from dataclasses import replace

import pytest

from proxy.canonical.jsontext import dump, parse
from proxy.errors import InvalidRequest
from proxy.gateway.explain import explain
from proxy.gateway.facts import gather
from proxy.gateway.recall import compare, find_principal, recall
from proxy.gateway.records import decided
from proxy.policy.recorded import record_facts
from tests.support.calls import ADA, make_call, make_snapshot
from tests.support.endpoints import make_endpoint
from tests.support.policies import policy
from tests.support.tables import documented

NORDLYS, ATLANTIC = make_endpoint("a"), make_endpoint("b", provider="atlantic")
READS = policy(
    "p", match="request.metadata.project == 'x'", require="endpoint.provider == 'nordlys' && request.session == 's'"
)


def snapshot_of(*policies):
    """Return a snapshot with *policies* that knows Ada."""
    return replace(make_snapshot(NORDLYS, ATLANTIC, policies=policies), principals={b"": ADA})


def record_of(call, snapshot):
    """Return the record of *call* as the journal gives it back."""
    facts, policies = gather(call, snapshot), snapshot.policies
    decision = policies.decide(facts, call.principal)
    removals = policies.explain(facts, call.principal) if decision.is_refused else ()
    read = record_facts(policies.recorded, facts, call.principal)
    return parse(dump(decided(call, decision, "2026-11-23T08:00:00.000000Z", removals, read)))


def call_with(**outline):
    """Return a call whose outline has these fields."""
    return replace(make_call(), outline=replace(make_call().outline, **outline))


def again(record, snapshot):
    """Return how *record* compares with what *snapshot* decides."""
    return compare(record, recall(record, snapshot), snapshot)


CALLS = [
    call_with(metadata={"project": "x", "name": "Ada"}, session="s"),
    call_with(metadata={"project": "x"}),
    call_with(metadata={"project": "y"}),
    call_with(),
]


@pytest.mark.parametrize("call", CALLS)
def test_a_record_alone_gives_the_same_decision(call):
    """Whatever the policies read of the call is in it, absent keys included."""
    snapshot = snapshot_of(READS)
    record = record_of(call, snapshot)
    told = again(record, snapshot)

    assert (True, True, [], []) == (told["same_revision"], told["same"], told["missing"], told["differs"])
    assert "Ada" not in str(record)


def test_what_differs_under_other_policies_is_named():
    """Field by field, before and now."""
    record = record_of(CALLS[0], snapshot_of(READS))
    told = again(record, snapshot_of(policy("q", require="endpoint.provider == 'atlantic'")))

    assert (False, ["lane", "policies"]) == (told["same"], [each["field"] for each in told["differs"]])
    assert {"field": "lane", "recorded": ["a"], "now": ["b"]} == told["differs"][0]


def test_where_a_fact_was_not_recorded_nobody_can_say():
    """Policies that read more than those of the record have no answer, and no guess."""
    record = record_of(CALLS[3], snapshot_of(READS))
    told = again(record, snapshot_of(policy("q", match="request.metadata.size() > 0 && request.input_tokens > 5")))

    assert (None, ["request.input_tokens", "request.metadata"]) == (told["same"], told["missing"])


def test_a_key_of_a_map_that_was_recorded_whole_is_known():
    """Whether it was there or not."""
    record = record_of(CALLS[0], snapshot_of(policy("q", match="request.metadata.exists(k, k == 'z')")))

    assert [] == again(record, snapshot_of(policy("r", match="'other' in request.metadata")))["missing"]


def test_a_record_of_the_first_format_has_no_facts():
    """Its decision can be made again where the policies read only what every record has."""
    record = record_of(CALLS[0], snapshot_of())
    older = {name: value for name, value in record.items() if name not in {"facts", "waivers", "shadows"}} | {"v": 1}

    assert (True, None) == (again(older, snapshot_of())["same"], again(older, snapshot_of(READS))["same"])


def test_a_newer_format_is_refused():
    """A reader must not guess what a later writer meant."""
    record = record_of(CALLS[0], snapshot_of()) | {"v": 99}

    with pytest.raises(InvalidRequest, match="99"):
        recall(record, snapshot_of())


def test_a_key_that_has_gone_is_told():
    """Without the caller's grants there is nothing to decide."""
    with pytest.raises(InvalidRequest, match="no key has the id `gone`; there are: health-demo"):
        find_principal("gone", snapshot_of())


def test_a_recalled_call_can_be_explained():
    """With the facts of its record."""
    snapshot = snapshot_of(READS)
    recalled = recall(record_of(CALLS[0], snapshot), snapshot)
    told = explain(recalled.call, snapshot, recalled.facts)

    assert {"request.metadata.project": "x", "request.session": "s"} == told["facts"]
    assert ["a"] == told["plan"]["endpoints"]


def test_the_reference_page_has_every_field():
    """`place` is where the command found the record."""
    record = record_of(CALLS[0], snapshot_of())

    assert {"place", *again(record, snapshot_of())} == documented("explain.md", "field of `recorded`")
