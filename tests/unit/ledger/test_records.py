"""Journal records: a closed list of fields."""

from proxy.ledger.records import Decided, Settled
from tests.support.tables import documented


def test_fields_of_a_record_are_a_closed_list():
    """A new field is a new version of the format; nothing slips in."""
    assert {
        "v", "kind", "call", "at", "revision", "key", "user", "team", "scope", "dialect", "model", "requested",
        "stream", "tags", "facts", "effect", "policies", "lane", "waivers", "shadows",
        "caps", "obligations", "reasons",
    } == set(Decided.__annotations__)  # fmt: skip
    assert {
        "v", "kind", "call", "at", "revision", "ending", "endpoint", "attempts", "usage", "cost_micro_usd",
    } == set(Settled.__annotations__)  # fmt: skip


def test_the_reference_page_has_every_field():
    """Whoever reads a journal finds each of its fields described."""
    assert set(Decided.__annotations__) == documented("journal.md", "field of `decided`")
    assert set(Settled.__annotations__) == documented("journal.md", "field of `settled`")
