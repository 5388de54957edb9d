"""The calendar: a revision on another day is what building its files on that day would make of them."""

import pytest

from proxy.config.calendar import redate
from tests.support.casework import build
from tests.support.policies import principal, request_facts

DAYS = ("2026-10-31", "2026-11-01", "2026-12-31", "2027-01-01")


@pytest.mark.parametrize("built", DAYS)
@pytest.mark.parametrize("today", DAYS)
def test_another_day_is_what_a_build_on_it_would_be(built, today):
    """Forward and back: facts, waivers, decisions, and the day on which the next of them expires."""
    moved, fresh = redate(build(today=built), today), build(today=today)
    call = request_facts(model="acme/small", tags=("phi",)), principal()

    assert (fresh.catalog, fresh.expired_waivers, fresh.valid_until) == (
        moved.catalog,
        moved.expired_waivers,
        moved.valid_until,
    )
    assert fresh.policies.decide(*call) == moved.policies.decide(*call)
    assert fresh.revision == moved.revision
