"""Journal records: what is in them, and what can never be."""

from proxy.canonical.usage import Usage
from proxy.ledger.records import Caller, Decided, Settled


def decided(lane: list[str]) -> dict:
    """Return a decided record with this lane."""
    return Decided(
        call="fl-1",
        at="2026-11-23T08:00:00.000000Z",
        revision="0123456789ab",
        caller=Caller(key="health-demo", user="ada", team="acme/health", scope="acme/health"),
        dialect="openai_chat",
        model="openai/gpt-oss-120b",
        requested="openai/gpt-oss-120b",
        stream=False,
        tags=["phi"],
        policies=["phi-stays-in-europe"],
        lane=lane,
        output_tokens=4096,
    ).record()


def test_an_empty_lane_is_recorded_as_a_refusal():
    """The effect follows from the lane; the two cannot disagree."""
    assert ["allow", "refuse"] == [decided(lane)["effect"] for lane in (["nordlys-gpt-oss"], [])]


def test_fields_of_a_decision_are_a_closed_list():
    """A new field is a new version of the format; nothing slips in."""
    assert {
        "v", "kind", "call", "at", "revision", "key", "user", "team", "scope", "dialect", "model", "requested",
        "stream", "tags", "effect", "policies", "lane", "caps", "reasons",
    } == set(decided([]))  # fmt: skip


def test_an_unknown_cost_is_null_not_zero():
    """A call that reported no usage is told apart from one that cost nothing."""
    settled = Settled(
        call="fl-1", at="", revision="", ending="cut", endpoint="a", attempts=[], usage=None, cost=None
    ).record()

    assert (None, None) == (settled["usage"], settled["cost_micro_usd"])


def test_usage_is_recorded_by_dimension():
    """What is billed apart is recorded apart."""
    settled = Settled(
        call="fl-1",
        at="",
        revision="",
        ending="complete",
        endpoint="a",
        attempts=[],
        usage=Usage(input_tokens=9, output_tokens=3, cache_read_tokens=4),
        cost=12,
    ).record()

    assert {"input_tokens": 9, "output_tokens": 3, "cache_read_tokens": 4} == settled["usage"]
